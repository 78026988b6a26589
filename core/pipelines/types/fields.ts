import { resolve } from 'node:path';
import * as z from 'zod';
import { durationPattern, parseDuration } from '../definition/durations.ts';

/** A length of time of a pipeline file, such as `10m`; in ms once it is read. */
export const duration = z.string().regex(durationPattern, 'a duration such as 500ms, 60s, 5m, 2h, 1d');

/** Arguments of a program, as the user writes them: numbers stay as they are written. */
export const programArgs = z
  .array(z.union([z.string(), z.number(), z.boolean()]))
  .optional()
  .describe('Arguments, in order');

/** A path of the user: absolute, or relative to the project. */
export const projectPath = z.string().min(1);

/** @throws Error for a text that the schema would have refused */
export function toMs(text: string): number {
  const ms = parseDuration(text);
  if (ms === null) throw new Error(`"${text}" is no duration`);
  return ms;
}

export function inProject(project: string, path: string): string {
  return resolve(project, path);
}

/** True for a value that only a run knows: nothing can be said of it before. */
export function isOpen(value: string): boolean {
  return value === '' || value.includes('{{');
}
