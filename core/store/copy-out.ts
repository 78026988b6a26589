import { copyFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { removeWithRetry, renameWithRetry } from '#core/kernel/files.ts';
import { checkOutputFile } from '#core/kernel/output-file.ts';
import type { WorkspacePaths } from '#core/kernel/workspace-paths.ts';
import { storeError } from './store-errors.ts';

/**
 * Copies a file of the workspace to a place outside of it, where it appears under its name when it is whole.
 * @throws INVALID_ARGUMENT, ALREADY_EXISTS, DISK_FULL
 */
export async function copyOut(
  paths: WorkspacePaths,
  from: string,
  target: { file: string; overwrite: boolean },
): Promise<{ file: string; bytes: number }> {
  checkOutputFile(target, paths.root, 'allow that it is replaced');
  const unfinished = `${target.file}.part`;
  try {
    await copyFile(from, unfinished);
    await renameWithRetry(unfinished, target.file);
    return { file: target.file, bytes: (await stat(target.file)).size };
  } catch (error) {
    await removeWithRetry(unfinished);
    throw storeError(error, dirname(target.file));
  }
}
