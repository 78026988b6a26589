import pino from 'pino';
import { openRotatingFile } from './rotating-file.ts';

/** Structured log: an object of facts first, then a sentence. Never row data, params or texts of the user. */
export interface Logger {
  debug(facts: object, message: string): void;
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
  /** A logger that adds `facts` to every line. */
  child(facts: object): Logger;
}

/** Writes JSON lines to `<folder>/<name>.log`, five files of 5 MB at most. */
export function createFileLogger(folder: string, name: string): Logger {
  const file = openRotatingFile({ folder, name, maxBytes: 5_000_000, keep: 5 });
  return pino({ level: 'info', base: null, timestamp: pino.stdTimeFunctions.isoTime }, file);
}

/** A logger that keeps nothing: for callers that have no folder to write to. */
export const silentLogger: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => silentLogger,
};
