import { realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute } from 'node:path';
import { isInside, pathNotAllowed } from '#core/kernel/safe-paths.ts';
import { errorText, StileError, systemCode } from '#core/kernel/errors.ts';
import { projectWorkspaceName } from '#core/kernel/workspace-paths.ts';

/**
 * The real path of a file that the desktop may hand to the system: one of the open workspace, or one that a person has
 * named in a dialog. The path is compared before the disk is touched: looking for a path of another machine would
 * already tell that machine who looks.
 * @param workspace null while none is open
 * @throws PATH_NOT_ALLOWED for any other path, NOT_FOUND for what is not there
 */
export async function findAllowedFile(
  path: string,
  workspace: string | null,
  named: ReadonlySet<string> = new Set(),
): Promise<string> {
  if (named.has(path)) return followLinks(path);
  if (workspace === null || !isAbsolute(path) || !isInside(workspace, path)) throw outside(path);
  const [real, root] = await Promise.all([followLinks(path), followLinks(workspace)]);
  if (!isInside(root, real)) throw outside(path);
  return real;
}

/** The folder whose files belong to a workspace: of a project's workspace the project, where its scripts lie. */
export function findOwnFolder(workspace: string | null): string | null {
  if (workspace === null || basename(workspace) !== projectWorkspaceName) return workspace;
  return dirname(workspace);
}

/** A folder that the system's file manager cannot open. */
export function refuseFolder(folder: string, reason: string): StileError {
  return pathNotAllowed(folder, reason);
}

/**
 * Where a path leads.
 * @throws NOT_FOUND where nothing is there, PATH_NOT_ALLOWED with what the system says where it cannot be followed
 */
export async function followLinks(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if (!['ENOENT', 'ENOTDIR'].includes(systemCode(error))) throw pathNotAllowed(path, systemWords(error));
    throw new StileError('NOT_FOUND', `There is no file ${path}: it may have been moved or removed.`, {
      kind: 'file',
      id: path,
    });
  }
}

/** What the system says of a path, without the path. */
export function systemWords(error: unknown): string {
  return errorText(error).replace(/, \w+ '[^]*'$/, '');
}

function outside(path: string): StileError {
  return pathNotAllowed(path, 'it is not a file of the open workspace');
}
