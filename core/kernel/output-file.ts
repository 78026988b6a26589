import { existsSync, statSync } from 'node:fs';
import { dirname, isAbsolute } from 'node:path';
import { invalidArgument, StileError } from './errors.ts';
import { isInside, resolveLinks } from './safe-paths.ts';

/**
 * Whether a file may be written for somebody else than the workspace. `force` says how a file that is there is replaced.
 * @param workspace its folder; null when it is not known which is open
 * @throws INVALID_ARGUMENT, ALREADY_EXISTS
 */
export function checkOutputFile(
  { file, overwrite }: { file: string; overwrite: boolean },
  workspace: string | null,
  force: string,
): void {
  if (!isAbsolute(file)) {
    throw invalidArgument(
      'file',
      file,
      'the engine needs an absolute path',
      'Start it with / or a drive letter.',
    );
  }
  if (workspace !== null && isInside(resolveLinks(workspace), resolveLinks(file))) {
    throw invalidArgument('file', file, 'it lies in the workspace itself', 'Write it to another folder.');
  }
  const parent = findExisting(dirname(file));
  if (!statSync(parent).isDirectory()) {
    throw invalidArgument('file', file, `${parent} is a file and no folder`, 'Choose another folder.');
  }
  if (parent !== dirname(file)) {
    throw invalidArgument(
      'file',
      file,
      `there is no folder ${dirname(file)}`,
      'Make it first, or check the path.',
    );
  }
  if (existsSync(file) && !statSync(file).isFile()) {
    throw invalidArgument('file', file, 'a folder has this name', 'Name a file, such as backup.stile.');
  }
  if (existsSync(file) && !overwrite) {
    throw new StileError('ALREADY_EXISTS', `${file} exists already. Choose another name, or ${force}.`, {
      kind: 'file',
      name: file,
      id: file,
      lifecycle: 'active',
    });
  }
}

/** The path itself or the nearest folder above it that is there. */
function findExisting(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : findExisting(dirname(path));
}
