import type { CheckPlace, InputFinding } from '#core/tasks/index.ts';
import { createDiskLook } from '../definition/disk-look.ts';
import { inProject, isOpen } from './fields.ts';

/** Says that a file of the user is not there, with near names. Says nothing of what only a run knows. */
export function checkFile(
  file: string,
  path: InputFinding['path'],
  { project, disk = createDiskLook() }: Pick<CheckPlace, 'project' | 'disk'>,
): InputFinding[] {
  if (project === null || isOpen(file)) return [];
  const full = inProject(project, file);
  if (disk.isThere(full)) return [];
  const expected = disk.suggest(full);
  const message = `The file ${full} is not there: ${expected}. Paths are relative to the project, ${project}.`;
  return [{ path, value: file, expected, message }];
}
