import { mkdirSync } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { systemCode } from '#core/kernel/errors.ts';
import { removeWithRetry, renameWithRetry, syncFolderIfThere } from '#core/kernel/files.ts';
import type { EngineContext } from '#core/store/context.ts';
import { storeError } from '#core/store/store-errors.ts';
import { announceFile, requireWritable } from './announce.ts';
import { checkArtifactPath, findArtifactOwner, isSharedFolder, notAllowed } from './owner.ts';
import { relativeToOwner } from './put.ts';

/**
 * Deletes a file, or a folder with all below it, at a path below `artifacts`. All of it is gone at once; what is not
 * there is no error.
 * @throws PATH_NOT_ALLOWED, also for a folder that holds the files of more than one run
 */
export async function deleteArtifactPath(ctx: EngineContext, path: string): Promise<void> {
  const segments = checkArtifactPath(path);
  if (isSharedFolder(ctx.db, segments)) {
    throw notAllowed(path, 'it holds the files of a whole experiment; delete the experiment itself');
  }
  const target = join(ctx.paths.artifacts, ...segments);
  const size = await sizeOf(ctx, segments);
  if (size === undefined) return;
  const owner = findArtifactOwner(ctx.db, segments);
  await requireWritable(ctx);
  try {
    if (!(await moveAway(ctx, target))) return;
  } catch (error) {
    throw storeError(error, ctx.paths.root);
  }
  const change = { path: relativeToOwner(owner, segments.join('/')), before: { size }, after: null };
  await announceFile(ctx, owner, { action: 'artifact.delete', ...change });
}

/** Bytes of a file, null for a folder, undefined for nothing. A link on the way is refused, as it may lead anywhere. */
async function sizeOf(ctx: EngineContext, segments: readonly string[]): Promise<number | null | undefined> {
  let full = ctx.paths.artifacts;
  let size: number | null = null;
  for (const [index, segment] of segments.entries()) {
    full = join(full, segment);
    const info = await lstat(full).catch(() => null);
    if (info === null) return undefined;
    const isLast = index === segments.length - 1;
    if (!isLast && info.isSymbolicLink()) throw notAllowed(segments.join('/'), `"${segment}" is a link`);
    if (!isLast && !info.isDirectory()) return undefined;
    size = info.isDirectory() ? null : info.size;
  }
  return size;
}

/** Out of sight by one rename; what a stop leaves there goes at the next start. */
async function moveAway(ctx: EngineContext, target: string): Promise<boolean> {
  mkdirSync(ctx.paths.incoming, { recursive: true });
  const away = join(ctx.paths.incoming, `${ctx.ids.token()}.gone`);
  try {
    await renameWithRetry(target, away);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(systemCode(error))) return false;
    throw error;
  }
  syncFolderIfThere(dirname(target));
  await removeWithRetry(away);
  return true;
}
