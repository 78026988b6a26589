import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { rename, rm, stat, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { systemCode } from './errors.ts';

/** Windows holds files open for virus scanners and indexers: a rename may fail for a moment. */
const busyCodes = new Set(['EPERM', 'EBUSY', 'EACCES', 'ENOTEMPTY']);
const busyDelaysMs = [10, 30, 90, 270, 810];

/** Makes a folder's entries durable. Windows has no such call: there the rename itself is journalled. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** As `syncFolder`; a folder that was deleted or replaced meanwhile has nothing left to keep. */
export function syncFolderIfThere(folder: string): void {
  try {
    syncFolder(folder);
  } catch (error) {
    if (!['ENOENT', 'ENOTDIR'].includes(systemCode(error))) throw error;
  }
}

/** Makes a folder and those above it; fine when it is there. */
export function makeFolders(path: string): void {
  if (isFolder(path)) return;
  const above = dirname(path);
  if (above !== path && !existsSync(above)) makeFolders(above);
  try {
    // Node's recursive call has no words for a read-only disk, and never ends below /proc, where no folder can be.
    mkdirSync(path);
  } catch (error) {
    if (systemCode(error) !== 'EEXIST' || !isFolder(path)) throw error;
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** Writes a small file so that after a crash either the old or the new content is there, never a part. */
export function writeFileAtomic(path: string, content: string, mode = 0o644): void {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    const handle = openSync(temporary, 'w', mode);
    try {
      writeFileSync(handle, content);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(temporary, path);
    syncFolder(dirname(path));
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** Renames, trying again for about a second while another program holds the file. */
export async function renameWithRetry(from: string, to: string): Promise<void> {
  await retryWhileBusy(() => rename(from, to));
}

/** Removes a folder with nothing in it; any other stays. */
export function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    return;
  }
}

/** Removes a file or a whole folder; a missing one is fine. */
export async function removeWithRetry(path: string): Promise<void> {
  await retryWhileBusy(() => rm(path, { recursive: true, force: true }));
}

async function retryWhileBusy(action: () => Promise<void>): Promise<void> {
  for (const delay of busyDelaysMs) {
    try {
      await action();
      return;
    } catch (error) {
      if (!busyCodes.has(systemCode(error))) throw error;
      await wait(delay);
    }
  }
  await action();
}

/** Bytes free for this user on the disk of `folder`; null where the system does not say. */
export async function readFreeBytes(folder: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch {
    return null;
  }
}

/** True when something, of whatever kind, has this name. */
export async function pathExists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch {
    return false;
  }
}
