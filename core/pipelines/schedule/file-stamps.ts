import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { systemCode } from '#core/kernel/errors.ts';

/** What the file system says of a file without reading it. */
export interface FileStamp {
  /** The name inside of the folder that is looked at; '.' for a file that is looked at itself. */
  file: string;
  /** ms since 1970 UTC, with fractions */
  modifiedAt: number;
  size: number;
}

/** A folder with more is looked at up to here: a trigger is no index. */
const mostFiles = 10_000;

/** The files at a path: itself, or those of a folder, without what lies deeper. Empty when nothing is there. */
export async function readStamps(path: string): Promise<FileStamp[]> {
  const found = await statOrNull(path);
  if (found === null) return [];
  if (!found.isDirectory) return [{ file: '.', ...found.stamp }];
  const names = (await readdir(path)).filter(isFinished).sort().slice(0, mostFiles);
  const stamps: FileStamp[] = [];
  for (const file of names) {
    const entry = await statOrNull(join(path, file));
    if (entry !== null && !entry.isDirectory) stamps.push({ file, ...entry.stamp });
  }
  return stamps;
}

/** SHA-256 in hex, read in pieces; null when the file is gone or cannot be read now. */
export async function hashFile(path: string, signal: AbortSignal): Promise<string | null> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(path, { signal }), hash);
    return hash.digest('hex');
  } catch (error) {
    if (signal.aborted || isAbsent(error)) return null;
    throw error;
  }
}

/** Names that programs give to what they are still writing. */
function isFinished(name: string): boolean {
  return !/^\.|~$|\.(?:tmp|part|partial|crdownload|download)$/i.test(name);
}

async function statOrNull(
  path: string,
): Promise<{ isDirectory: boolean; stamp: Omit<FileStamp, 'file'> } | null> {
  try {
    const found = await stat(path);
    if (!found.isFile() && !found.isDirectory()) return null;
    return { isDirectory: found.isDirectory(), stamp: { modifiedAt: found.mtimeMs, size: found.size } };
  } catch (error) {
    if (isAbsent(error)) return null;
    throw error;
  }
}

/** Gone, or locked by whoever writes it: the next look will tell. */
function isAbsent(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR', 'ELOOP', 'EACCES', 'EPERM', 'EBUSY', 'EISDIR'].includes(systemCode(error));
}
