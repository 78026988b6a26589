import { chmod, constants, copyFile, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

/** Copies of what is stored, which a save in an editor does not change. */
export interface StoredCopies {
  /** Throws what the system says. */
  copy(file: string): Promise<string>;
}

/**
 * Each copy lies under its file's own name in a folder of temporary files that nobody else writes to, and cannot be
 * written itself. A file that is as it was is copied once.
 */
export function createStoredCopies(): StoredCopies {
  const made = new Map<string, string>();
  return {
    copy: async (file) => {
      const { mtimeMs, size } = await stat(file);
      const key = `${mtimeMs} ${size} ${file}`;
      const known = made.get(key);
      if (known !== undefined && (await isOfSize(known, size))) return known;
      const copy = await makeCopy(file);
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

async function makeCopy(file: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'stile-copy-'));
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
