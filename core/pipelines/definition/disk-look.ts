import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { DiskLook } from '#core/tasks/index.ts';
import { createSuggester } from './suggest.ts';

/** The disk as it is now: what many tasks name is looked for once. For one look at files, and then no more. */
export function createDiskLook(): DiskLook {
  const there = new Map<string, boolean>();
  const near = new Map<string, string>();
  const folders = new Map<string, ReturnType<typeof createSuggester>>();
  return {
    isThere: (file) => remember(there, file, existsSync),
    suggest: (file) =>
      remember(near, file, () => {
        const suggest = remember(folders, dirname(file), (folder) => createSuggester(listNames(folder)));
        return suggest(basename(file));
      }),
  };
}

function remember<T>(known: Map<string, T>, key: string, find: (key: string) => T): T {
  const found = known.get(key);
  if (found !== undefined) return found;
  const value = find(key);
  known.set(key, value);
  return value;
}

function listNames(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
