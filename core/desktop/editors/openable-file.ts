import { stat } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import { invalidArgument, type StileError } from '#core/kernel/errors.ts';
import { isInside, pathNotAllowed } from '#core/kernel/safe-paths.ts';
import { isEngineFile, type WorkspacePaths } from '#core/kernel/workspace-paths.ts';
import { findOwnFolder, followLinks, systemWords } from '../allowed-files.ts';

interface OpenableFile {
  path: string;
  isStored: boolean;
}

/**
 * Refuses whatever Stile has no reason to show: what lies in neither the workspace nor its project, once links are
 * followed, and what the engine itself lives of. A pipeline's file may be a link that leads anywhere, since it is read
 * and written there too. The path is compared before the disk is touched.
 * @param given absolute, or relative to the workspace
 * @returns it as an absolute path, and whether what it leads to was stored: a save would change what was logged
 * @throws INVALID_ARGUMENT, PATH_NOT_ALLOWED, NOT_FOUND
 */
export async function checkOpenable(given: string, paths: WorkspacePaths): Promise<OpenableFile> {
  const path = resolve(paths.root, given);
  if (path.includes('\0'))
    throw invalidArgument('path', given, 'no file has such a name', 'Take the NUL character out.');
  const roots = [paths.root, findOwnFolder(paths.root) ?? paths.root];
  // The engine may have been started through a link, and the file be named without it.
  const realRoots = await Promise.all(roots.map(followLinks));
  const isIn = (folders: readonly string[], file: string) => folders.some((root) => isInside(root, file));
  if (!isIn([...roots, ...realRoots], path)) throw outside(path);
  const real = await followLinks(path);
  const [realRoot = paths.root] = realRoots;
  const [pipelines = '', ...stores] = [paths.pipelines, paths.artifacts, paths.datasets].map((folder) =>
    resolve(realRoot, relative(paths.root, folder)),
  );
  const isPipeline = [paths.pipelines, pipelines].includes(dirname(path)) && path.endsWith('.yaml');
  if (!isPipeline && !isIn(realRoots, real)) throw outside(path);
  if (isEngineFile(real, realRoot)) throw pathNotAllowed(path, 'the engine itself keeps its data in it');
  const info = await stat(real).catch((error: unknown) => {
    throw pathNotAllowed(path, systemWords(error));
  });
  if (info.isFile()) return { path, isStored: isIn(stores, real) };
  throw pathNotAllowed(
    path,
    info.isDirectory() ? 'it is a folder: name a file in it' : 'it is no regular file',
  );
}

function outside(path: string): StileError {
  return pathNotAllowed(path, 'it lies in neither the open workspace nor its project');
}
