import { realpath, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { invalidArgument, StileError, systemCode } from '#core/kernel/errors.ts';
import { isInside, pathNotAllowed, resolveLinks } from '#core/kernel/safe-paths.ts';
import { isEngineFile, type WorkspacePaths } from '#core/kernel/workspace-paths.ts';
import { findOwnFolder } from '../allowed-files.ts';

/**
 * Refuses whatever Stile has no reason to show: what lies in neither the workspace nor its project, once links are
 * followed, and what the engine itself lives of. A pipeline's file may be a link that leads anywhere, since it is read
 * and written there too. The path is compared before the disk is touched.
 * @param given absolute, or relative to the workspace
 * @returns it as an absolute path
 * @throws INVALID_ARGUMENT, PATH_NOT_ALLOWED, NOT_FOUND
 */
export async function checkOpenable(given: string, paths: WorkspacePaths): Promise<string> {
  const path = resolve(paths.root, given);
  if (path.includes('\0'))
    throw invalidArgument('path', given, 'no file has such a name', 'Take the NUL character out.');
  const roots = [paths.root, findOwnFolder(paths.root) ?? paths.root];
  if (!roots.some((root) => isInside(root, path))) throw outside(path);
  const real = await follow(path);
  const isPipeline = dirname(path) === paths.pipelines && path.endsWith('.yaml');
  if (!isPipeline && !roots.some((root) => isInside(resolveLinks(root), real))) throw outside(path);
  if (isEngineFile(real, resolveLinks(paths.root)))
    throw pathNotAllowed(path, 'the engine itself keeps its data in it');
  const info = await stat(real);
  if (info.isFile()) return path;
  throw pathNotAllowed(
    path,
    info.isDirectory() ? 'it is a folder: name a file in it' : 'it is no regular file',
  );
}

async function follow(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if (!['ENOENT', 'ENOTDIR'].includes(systemCode(error))) throw error;
    throw new StileError('NOT_FOUND', `There is no file ${path}: it may have been moved or removed.`, {
      kind: 'file',
      id: path,
    });
  }
}

function outside(path: string): StileError {
  return pathNotAllowed(path, 'it lies in neither the open workspace nor its project');
}
