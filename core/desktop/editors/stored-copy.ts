import { chmod, constants, copyFile, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

/** Copies of what is stored, which a save in an editor does not change. */
export interface StoredCopies {
  /** Throws what the system says. */
  copy(file: string): Promise<string>;
}

/**
 * Each copy lies under its file's own name in a folder of temporary files that nobody else writes to, and cannot be
 * written itself. A file that is as it was is copied once. The first of them takes those away that are a week old: a
 * system may never empty its folder of temporary files.
 *
 * @param root the system's folder of temporary files
 */
export function createStoredCopies(root = tmpdir()): StoredCopies {
  const made = new Map<string, string>();
  return {
    copy: async (file) => {
      const { mtimeMs, size } = await stat(file);
      const key = `${mtimeMs} ${size} ${file}`;
      const known = made.get(key);
      if (known !== undefined && (await isOfSize(known, size))) return known;
      const copy = await makeCopy(root, file);
      if (made.size === 0) await removeOld(root, copy);
      made.set(key, copy);
      return copy;
    },
  };
}

async function isOfSize(file: string, size: number): Promise<boolean> {
  return stat(file).then(
    (info) => info.size === size,
    () => false,
  );
}

const prefix = 'stile-copy-';
const keptMs = 7 * 24 * 60 * 60_000;

/** What cannot be removed, such as another user's, stays. @param newest by whose folder the age of others is told */
async function removeOld(root: string, newest: string): Promise<void> {
  const { mtimeMs: now } = await stat(dirname(newest));
  const names = (await readdir(root)).filter((name) => name.startsWith(prefix));
  await Promise.allSettled(
    names.map(async (name) => {
      const folder = join(root, name);
      if (now - (await stat(folder)).mtimeMs > keptMs) await rm(folder, { recursive: true });
    }),
  );
}

async function makeCopy(root: string, file: string): Promise<string> {
  const folder = await mkdtemp(join(root, prefix));
  try {
    const copy = join(folder, basename(file));
    await copyFile(file, copy, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
    await chmod(copy, 0o444);
    return copy;
  } catch (error) {
    await rm(folder, { recursive: true, force: true }).catch(() => undefined);
    throw error;
  }
}
