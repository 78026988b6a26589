import { realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { StileError } from './errors.ts';
import { checkPortableName, nameProblemText } from './portable-names.ts';

/** Longest relative path in characters; with a workspace's own path before it, Linux and Windows still take it. */
export const maxRelativeCharacters = 1024;

/**
 * Resolves a slash-separated relative path inside `root`. Refuses whatever could leave the root or would not be legal
 * on another system: absolute paths, `..`, backslashes, NUL, drive letters, device names.
 * @throws PATH_NOT_ALLOWED naming the path and the reason
 */
export function resolveInside(
  root: string,
  relativePath: string,
  maxCharacters = maxRelativeCharacters,
): string {
  const segments = checkRelativePath(relativePath, maxCharacters);
  const full = resolve(join(root, ...segments));
  if (!isInside(root, full)) throw pathNotAllowed(relativePath, 'it leads out of its folder');
  return full;
}

/** The segments of a checked relative path; an empty path has none. */
export function checkRelativePath(relativePath: string, maxCharacters = maxRelativeCharacters): string[] {
  if (relativePath === '') return [];
  if (relativePath.length > maxCharacters) {
    throw pathNotAllowed(relativePath, `it is longer than ${maxCharacters} characters`);
  }
  if (relativePath.startsWith('/')) throw pathNotAllowed(relativePath, 'it is absolute');
  const segments = relativePath.replace(/\/$/, '').split('/');
  for (const segment of segments) {
    const problem = checkPortableName(segment);
    if (problem !== null) {
      throw pathNotAllowed(relativePath, `in "${segment}": ${nameProblemText[problem].reason}`);
    }
  }
  return segments;
}

/** True when `path` is `root` itself or below it. */
export function isInside(root: string, path: string): boolean {
  const between = relative(resolve(root), resolve(path));
  return between === '' || (between !== '..' && !between.startsWith(`..${sep}`) && !isAbsolute(between));
}

/** The path with the links of those of its folders that are there followed, and their names as the disk has them. */
export function resolveLinks(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(resolveLinks(parent), basename(path));
  }
}

/** `path` may be of any length: the message shows its beginning. */
export function pathNotAllowed(path: string, reason: string): StileError {
  const shown = path.length > 200 ? `${path.slice(0, 197)}...` : path;
  return new StileError('PATH_NOT_ALLOWED', `The path "${shown}" cannot be used: ${reason}.`, {
    path: shown,
    reason,
  });
}
