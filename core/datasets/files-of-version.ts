import { copyFile, readdir, stat, chmod, open } from 'node:fs/promises';
import { dirname, isAbsolute } from 'node:path';
import type { Inputs, Outputs } from '#contract/procedures.ts';
import { invalidArgument, StileError, systemCode } from '#core/kernel/errors.ts';
import { makeFolders, removeWithRetry, syncFolder } from '#core/kernel/files.ts';
import { resolveInside } from '#core/kernel/safe-paths.ts';
import { isBlobWhole } from '#core/store/blobs.ts';
import type { EngineContext } from '#core/store/context.ts';
import { storeError } from '#core/store/store-errors.ts';
import { getDataset } from './reads.ts';
import { damagedFile, findStoredFile } from './stored-files.ts';

/** Reads every stored file of a version again; names those that are gone or changed. */
export async function verifyDataset(
  ctx: EngineContext,
  ref: Inputs['datasets']['verify'],
): Promise<Outputs['datasets']['verify']> {
  const version = getDataset(ctx, ref);
  const damaged: string[] = [];
  for (const file of version.files) {
    if (!(await isBlobWhole(ctx.paths, file))) damaged.push(file.path);
  }
  return { files: version.files.length, bytes: version.bytes, damaged };
}

/**
 * Writes the files of a version into a folder that is empty or not there yet, and checks their content. When it fails
 * nothing is left.
 * @throws INVALID_ARGUMENT, ALREADY_EXISTS, DISK_FULL; DATA_INVALID `hash_differs` for a damaged file
 */
export async function restoreDataset(
  ctx: EngineContext,
  input: Inputs['datasets']['restore'],
): Promise<Outputs['datasets']['restore']> {
  const { folder } = input;
  const version = getDataset(ctx, input);
  const isNew = await requireEmpty(folder);
  try {
    for (const file of version.files) {
      const target = resolveInside(folder, file.path);
      makeFolders(dirname(target));
      await copyDurably(await findStoredFile(ctx, version, file), target);
      if (!(await isBlobWhole(ctx.paths, file))) throw damagedFile(version, file.path, 'its hash differs');
    }
    syncFolder(folder);
    return { folder, files: version.files.length };
  } catch (error) {
    await clear(folder, isNew);
    throw storeError(error, folder);
  }
}

async function copyDurably(from: string, to: string): Promise<void> {
  await copyFile(from, to);
  await chmod(to, 0o644);
  const handle = await open(to, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** @returns whether the folder is not there yet */
async function requireEmpty(folder: string): Promise<boolean> {
  if (!isAbsolute(folder)) {
    throw invalidArgument(
      'folder',
      folder,
      'the engine needs an absolute path',
      'Start it with / or a drive letter.',
    );
  }
  const entries = await readdir(folder).catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return null;
    if (systemCode(error) === 'ENOTDIR') {
      throw invalidArgument(
        'folder',
        folder,
        'it is a file',
        'Name a folder that is empty or not there yet.',
      );
    }
    throw storeError(error, folder);
  });
  if (entries === null) makeFolders(folder);
  if (entries === null || entries.length === 0) return entries === null;
  throw new StileError(
    'ALREADY_EXISTS',
    `${folder} is not empty: it holds ${entries[0] ?? ''}. Restore into a folder that is empty or not there yet.`,
    { kind: 'file', name: folder, id: folder, lifecycle: 'active' },
  );
}

async function clear(folder: string, isNew: boolean): Promise<void> {
  if (isNew) {
    await removeWithRetry(folder);
    return;
  }
  if ((await stat(folder).catch(() => null)) === null) return;
  for (const name of await readdir(folder)) await removeWithRetry(resolveInside(folder, name));
}
