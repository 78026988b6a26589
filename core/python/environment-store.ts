import { lstat, readdir, readFile, stat } from 'node:fs/promises';
import { posix, win32, join } from 'node:path';
import * as z from 'zod';
import { systemCode } from '#core/kernel/errors.ts';
import { writeFileAtomic } from '#core/kernel/files.ts';
import type { Platform } from '#core/kernel/folder-hazards.ts';
import { parseJson } from '#core/kernel/json.ts';

/** An environment that Stile made. */
export interface StoredEnvironment {
  id: string;
  /** absolute folder */
  path: string;
  /** The Python in it: what to start. */
  python: string;
  version: string;
  requirements: string[];
  /** ms since 1970 UTC */
  createdAt: number;
  usedAt: number;
}

/** The Python of a virtual environment. */
export function pythonIn(platform: Platform, folder: string): string {
  return platform === 'win32'
    ? win32.join(folder, 'Scripts', 'python.exe')
    : posix.join(folder, 'bin', 'python');
}

/** Written last: without it an environment is not whole. */
const readyFile = 'stile-ready.json';
/** Its time is when the environment was last used. */
const usedFile = 'stile-used';

const ready = z.object({
  version: z.string(),
  requirements: z.array(z.string()),
  createdAt: z.number(),
});

/** The file whose presence says that an environment is whole, and what it holds. */
export function readyMark(
  folder: string,
  facts: Pick<StoredEnvironment, 'version' | 'requirements' | 'createdAt'>,
): { path: string; text: string } {
  return { path: join(folder, readyFile), text: `${JSON.stringify(facts, null, 1)}\n` };
}

export function markUsed(folder: string, now: number): void {
  try {
    writeFileAtomic(join(folder, usedFile), `${now}\n`);
  } catch {
    // A cache that became read-only is used all the same.
    return;
  }
}

/** Null when there is none, none that was finished, or none whose base Python is still there. */
export async function readEnvironment(
  platform: Platform,
  root: string,
  id: string,
): Promise<StoredEnvironment | null> {
  const path = join(root, id);
  const facts = ready.safeParse(parseJson((await readIfThere(join(path, readyFile))) ?? ''));
  if (!facts.success) return null;
  const python = pythonIn(platform, path);
  if (!(await isFile(python)) || (await isBaseGone(platform, path))) return null;
  const used = Number(await readIfThere(join(path, usedFile)));
  return { id, path, python, usedAt: used || facts.data.createdAt, ...facts.data };
}

/** Every finished environment, the last used first. */
export async function listEnvironments(platform: Platform, root: string): Promise<StoredEnvironment[]> {
  const names = await readdir(root).catch((error: unknown) => {
    if (['ENOENT', 'ENOTDIR'].includes(systemCode(error))) return [];
    throw error;
  });
  const ids = names.filter(isEnvironmentId);
  const found = await Promise.all(ids.map((id) => readEnvironment(platform, root, id)));
  return found.flatMap((one) => one ?? []).sort((a, b) => b.usedAt - a.usedAt);
}

/** Bytes of all files of an environment; null when it goes away meanwhile. */
export async function measureEnvironment(path: string): Promise<number | null> {
  try {
    const entries = await readdir(path, { withFileTypes: true, recursive: true });
    const files = entries.filter((entry) => entry.isFile());
    let bytes = 0;
    for (let from = 0; from < files.length; from += atOnce) {
      const some = files.slice(from, from + atOnce);
      const found = await Promise.all(some.map(({ parentPath, name }) => stat(join(parentPath, name))));
      for (const { size } of found) bytes += size;
    }
    return bytes;
  } catch {
    return null;
  }
}

/** Files that are looked at side by side. */
const atOnce = 64;

export function isEnvironmentId(text: string): boolean {
  return /^[0-9a-f]{32}$/.test(text);
}

async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(systemCode(error))) return null;
    throw error;
  }
}

/**
 * The Python that an environment was made with has been removed, or replaced by another version in another folder. Where
 * environments link to it, the link leads nowhere then; on Windows they have a launcher of their own, which stays.
 */
export async function isBaseGone(platform: Platform, folder: string): Promise<boolean> {
  if (platform !== 'win32') return false;
  const config = (await readIfThere(join(folder, 'pyvenv.cfg'))) ?? '';
  const home = /^home\s*=\s*(.+?)\s*$/m.exec(config)?.[1];
  if (home === undefined) return false;
  try {
    // Not followed: the Store's is an alias that no file call can open.
    await lstat(join(home, 'python.exe'));
    return false;
  } catch (error) {
    return ['ENOENT', 'ENOTDIR'].includes(systemCode(error));
  }
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
