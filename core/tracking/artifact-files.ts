import { mkdirSync } from 'node:fs';
import { lstat, open, readdir, realpath, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ArtifactEntry } from '#contract/entities.ts';
import { StileError, systemCode } from '#core/kernel/errors.ts';
import { syncFolder } from '#core/kernel/files.ts';
import { checkRelativePath, isInside, resolveInside } from '#core/kernel/safe-paths.ts';

/**
 * One level of a run's files, by name; a path that is not there has no files.
 * @throws PATH_NOT_ALLOWED also when a link on the way leads out of the run's folder
 */
export async function listFolder(root: string, path: string): Promise<ArtifactEntry[]> {
  const folder = resolveInside(root, path);
  await refuseLinkOut(root, folder, path);
  const names = await readNames(folder);
  const entries = await Promise.all(
    names.map(async (name): Promise<ArtifactEntry | null> => {
      const info = await lstat(join(folder, name)).catch(() => null);
      if (info === null) return null;
      const isFolder = info.isDirectory();
      return { path: path === '' ? name : `${path}/${name}`, isFolder, size: isFolder ? null : info.size };
    }),
  );
  return entries.filter((entry) => entry !== null).sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function readNames(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    const code = systemCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return [];
    throw error;
  }
}

/**
 * A file of a run, ready to read. Links that lead out of the run's folder are refused.
 * @throws NOT_FOUND when there is no such file, or it is a folder
 */
export async function findFile(root: string, path: string): Promise<{ file: string; size: number }> {
  const file = resolveInside(root, path);
  await refuseLinkOut(root, file, path);
  try {
    const info = await stat(file);
    if (info.isFile()) return { file, size: info.size };
  } catch (error) {
    const code = systemCode(error);
    if (code !== 'ENOENT' && code !== 'ENOTDIR') throw error;
  }
  throw new StileError('NOT_FOUND', `There is no artifact "${path}" in this run.`, {
    kind: 'artifact',
    id: path,
  });
}

/** What is not there leads nowhere. @throws PATH_NOT_ALLOWED */
export async function refuseLinkOut(root: string, full: string, path: string): Promise<void> {
  try {
    if (isInside(await realpath(root), await realpath(full))) return;
  } catch (error) {
    const code = systemCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ELOOP') return;
    throw error;
  }
  throw notAllowed(path, 'it is a link out of its folder');
}

/** Bytes `[offset, offset + length)` of a file, fewer at its end. */
export async function readSlice(file: string, offset: number, length: number): Promise<Buffer> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, offset);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/**
 * Refuses what another system could not hold beside what is there, what is a folder already, and what lies behind a
 * link or a file. Nothing is made. @throws PATH_NOT_ALLOWED
 */
export async function checkRoomFor(root: string, path: string): Promise<void> {
  await walkTo(root, path, () => false);
}

/** As `checkRoomFor`; makes the folders above the file, each durable. Answers its absolute path. */
export async function makeRoomFor(root: string, path: string): Promise<string> {
  if (path !== '') makeRoot(root);
  await walkTo(root, path, (folder, segment) => {
    mkdirSync(join(folder, segment), { recursive: true });
    syncFolder(folder);
    return true;
  });
  return resolveInside(root, path);
}

/** Goes down to a file's place; `make` is asked where a folder is missing, and ends the walk with false. */
async function walkTo(
  root: string,
  path: string,
  make: (folder: string, segment: string) => boolean,
): Promise<void> {
  const segments = checkRelativePath(path);
  if (segments.length === 0) throw notAllowed(path, 'it names no file');
  let folder = root;
  for (const [index, segment] of segments.entries()) {
    await refuseCaseClash(folder, segment, path);
    const isLast = index === segments.length - 1;
    const kind = await kindOf(join(folder, segment));
    if (isLast && kind === 'folder') throw notAllowed(path, 'a folder has this name');
    if (!isLast && kind === 'file') throw notAllowed(path, `"${segment}" is a file`);
    if (!isLast && kind === 'nothing' && !make(folder, segment)) return;
    folder = join(folder, segment);
  }
}

/** The first file of a run, or of an experiment: each folder that is new stands in the one above for good. */
function makeRoot(root: string): void {
  const firstMade = mkdirSync(root, { recursive: true });
  if (firstMade === undefined) return;
  for (let folder = dirname(root); isInside(dirname(firstMade), folder); folder = dirname(folder)) {
    syncFolder(folder);
    if (folder === dirname(firstMade)) return;
  }
}

async function kindOf(path: string): Promise<'file' | 'folder' | 'nothing'> {
  try {
    return (await lstat(path)).isDirectory() ? 'folder' : 'file';
  } catch {
    return 'nothing';
  }
}

/** Windows and macOS take `Model.pkl` and `model.pkl` for one file. */
async function refuseCaseClash(folder: string, name: string, path: string): Promise<void> {
  if ((await kindOf(join(folder, name))) !== 'nothing') return;
  const lower = name.toLowerCase();
  // The name itself may have come since it was looked for, with an upload that runs at the same time.
  const clash = (await readNames(folder)).find((other) => other !== name && other.toLowerCase() === lower);
  if (clash !== undefined) {
    throw notAllowed(
      path,
      `it differs from "${clash}" by upper and lower case only, which Windows and macOS take for one name`,
    );
  }
}

function notAllowed(path: string, reason: string): StileError {
  return new StileError('PATH_NOT_ALLOWED', `The path "${path}" cannot be used: ${reason}.`, {
    path,
    reason,
  });
}
