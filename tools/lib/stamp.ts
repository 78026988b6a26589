import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { toPosix } from './files.ts';
import type { RepositoryPaths } from './paths.ts';

/** A hash over names and contents: the same files give the same hash in any folder and on any system. */
export function hashFiles(root: string, files: string[], extra: string[] = []): string {
  const hash = createHash('sha256');
  for (const file of files)
    hash
      .update(toPosix(relative(root, file)))
      .update('\0')
      .update(readFileSync(file));
  for (const text of extra) hash.update('\0').update(text);
  return hash.digest('hex');
}

/** Whether the thing called `name` was last made from inputs with this hash, and its outputs are still there. */
export function isFresh(paths: RepositoryPaths, name: string, hash: string, outputs: string[]): boolean {
  const stamp = stampPath(paths, name);
  return (
    existsSync(stamp) && readFileSync(stamp, 'utf8') === hash && outputs.every((path) => existsSync(path))
  );
}

/** Call before making it: a build that is killed half-way must not look finished. */
export function clearStamp(paths: RepositoryPaths, name: string): void {
  rmSync(stampPath(paths, name), { force: true });
}

/** Call after making it. */
export function writeStamp(paths: RepositoryPaths, name: string, hash: string): void {
  const stamp = stampPath(paths, name);
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, hash);
}

function stampPath(paths: RepositoryPaths, name: string): string {
  return join(paths.cache, 'stamps', name);
}
