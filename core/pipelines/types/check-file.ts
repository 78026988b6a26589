import { readdirSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { InputFinding } from '#core/tasks/index.ts';
import { suggestName } from '../definition/suggest.ts';
import { inProject, isOpen } from './fields.ts';

/** Says that a file of the user is not there, with near names. Says nothing of what only a run knows. */
export function checkFile(
  file: string,
  path: InputFinding['path'],
  project: string | null,
  exists: (file: string) => boolean,
): InputFinding[] {
  if (project === null || isOpen(file)) return [];
  const full = inProject(project, file);
  if (exists(full)) return [];
  const expected = suggestName(basename(file), listNames(dirname(full)));
  const message = `The file ${full} is not there: ${expected}. Paths are relative to the project, ${project}.`;
  return [{ path, value: file, expected, message }];
}

function listNames(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
