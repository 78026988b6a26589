import { mkdirSync } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { hasCode, systemCode } from '#core/kernel/errors.ts';
import { removeWithRetry, renameWithRetry, syncFolderIfThere } from '#core/kernel/files.ts';
import type { EngineContext } from '#core/store/context.ts';
import { storeError } from '#core/store/store-errors.ts';
import { checkRoomFor, makeRoomFor } from '../artifact-files.ts';
import { announceFile, requireWritable } from './announce.ts';
import {
  checkArtifactPath,
  findArtifactOwner,
  isSharedFolder,
  notAllowed,
  type ArtifactOwner,
} from './owner.ts';
import { receiveFile } from './receive.ts';

/**
 * Stores a stream as the file at `path` below `artifacts`, in constant memory, replacing what is there. The file is
 * visible, whole and on the disk once this resolves; before that, and after any error, nothing of it is to be seen.
 * Sending it again does no harm. The stream's buffers are used up: whoever made them must not read them again.
 * @throws PATH_NOT_ALLOWED; NOT_FOUND when its run, model or experiment is not there; CANCELED when the sender is gone;
 *   DISK_FULL
 */
export async function putArtifact(
  ctx: EngineContext,
  path: string,
  source: Readable,
): Promise<{ path: string; size: number }> {
  const segments = checkArtifactPath(path);
  if (path.endsWith('/')) throw notAllowed(path, 'it names a folder, not a file');
  requireFilePlace(ctx, path, segments);
  await checkRoomFor(ctx.paths.artifacts, path);
  await requireWritable(ctx);
  mkdirSync(ctx.paths.incoming, { recursive: true });
  const incoming = join(ctx.paths.incoming, `${ctx.ids.token()}.put`);
  try {
    const size = await receiveFile(source, incoming);
    await place(ctx, segments, incoming, size);
    return { path, size };
  } catch (error) {
    await rm(incoming, { force: true });
    throw storeError(error, ctx.paths.root);
  }
}

/** A file must not lie where a folder of Stile does, or will. */
function requireFilePlace(ctx: EngineContext, path: string, segments: readonly string[]): void {
  const owner = findArtifactOwner(ctx.db, segments);
  if (owner.kind === 'place' && !isSharedFolder(ctx.db, segments)) return;
  if (owner.kind !== 'place' && path.startsWith(`${owner.root}/`)) return;
  const below = owner.kind === 'place' ? '<run>/artifacts' : owner.root;
  throw notAllowed(path, `a folder of an experiment lies there; files go below "${below}"`);
}

/** The run may have been purged while its file came: asked again, and once more together with the activity row. */
async function place(
  ctx: EngineContext,
  segments: readonly string[],
  incoming: string,
  size: number,
): Promise<void> {
  const owner = findArtifactOwner(ctx.db, segments);
  const path = segments.join('/');
  const replaced = await moveIntoPlace(ctx, path, incoming);
  try {
    await announceFile(ctx, owner, {
      action: 'artifact.write',
      path: relativeToOwner(owner, path),
      before: replaced,
      after: { size },
    });
  } catch (error) {
    if (hasCode(error, 'NOT_FOUND')) await removeWithRetry(goneFolder(ctx, owner, path));
    throw error;
  }
}

/** A folder on the way was deleted, or became a file, between making and using it; looked at anew, it is clear. */
const overtaken = new Set(['ENOENT', 'ENOTDIR', 'EISDIR', 'EEXIST']);
const maxTries = 20;

async function moveIntoPlace(
  ctx: EngineContext,
  path: string,
  incoming: string,
): Promise<{ size: number } | null> {
  for (let tries = 1; ; tries++) {
    try {
      const target = await makeRoomFor(ctx.paths.artifacts, path);
      const replaced = await stat(target).catch(() => null);
      await renameWithRetry(incoming, target);
      syncFolderIfThere(dirname(target));
      return replaced === null ? null : { size: replaced.size };
    } catch (error) {
      if (!overtaken.has(systemCode(error)) || tries === maxTries) throw error;
    }
  }
}

export function relativeToOwner(owner: ArtifactOwner, path: string): string {
  return owner.root === '' ? path : path.slice(owner.root.length + 1);
}

/** Nobody would ever remove what was made in the folder of a run or model that is gone for good. */
function goneFolder(ctx: EngineContext, owner: ArtifactOwner, path: string): string {
  return owner.kind === 'place'
    ? join(ctx.paths.artifacts, path)
    : dirname(join(ctx.paths.artifacts, owner.root));
}
