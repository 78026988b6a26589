import { existsSync, mkdirSync, renameSync, rmSync, statSync, appendFileSync } from 'node:fs';
import { join } from 'node:path';

export interface RotatingFileOptions {
  folder: string;
  name: string;
  /** Size in bytes from which the next line goes to a new file. */
  maxBytes: number;
  /** How many files there are at most, the current one included. */
  keep: number;
}

/**
 * An append-only text file that moves `name.log` to `name.1.log` (and so on) when it is full. A disk that cannot be
 * written costs log lines, never the work that is logged. The folder is made with the first line, so that a workspace
 * that is refused stays as it was.
 */
export function openRotatingFile(options: RotatingFileOptions): { write(line: string): void } {
  const path = (n: number): string =>
    join(options.folder, n === 0 ? `${options.name}.log` : `${options.name}.${n}.log`);
  let bytes: number | null = null;
  return {
    write(line) {
      try {
        bytes ??= prepare(options.folder, path(0));
        if (bytes > options.maxBytes) {
          rotate(path, options.keep);
          bytes = 0;
        }
        appendFileSync(path(0), line);
        bytes += Buffer.byteLength(line);
      } catch {
        bytes = null;
      }
    },
  };
}

/** Makes the folder and returns how long the file is already. */
function prepare(folder: string, file: string): number {
  mkdirSync(folder, { recursive: true });
  return existsSync(file) ? statSync(file).size : 0;
}

function rotate(path: (n: number) => string, keep: number): void {
  rmSync(path(keep - 1), { force: true });
  for (let n = keep - 2; n >= 0; n--) {
    if (existsSync(path(n))) renameSync(path(n), path(n + 1));
  }
}
