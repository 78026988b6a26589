import { existsSync, readdirSync } from 'node:fs';
import { join, sep } from 'node:path';

const neverOurs = new Set(['node_modules', 'dist', '.cache', '.git', '.toolchain', 'test-results']);

/** Files below `folder` (absolute) as sorted absolute paths; nothing when the folder is absent. */
export function listFiles(folder: string, accept: (path: string) => boolean = () => true): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter(
      (path) =>
        !path
          .slice(folder.length)
          .split(sep)
          .some((part) => neverOurs.has(part)),
    )
    .filter(accept)
    .sort();
}

/** A path with forward slashes on every system, as patterns, stamps and printed lists use it. */
export function toPosix(path: string): string {
  return sep === '/' ? path : path.split(sep).join('/');
}
