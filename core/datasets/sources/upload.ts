import { mkdirSync } from 'node:fs';
import { open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Inputs, Outputs } from '#contract/procedures.ts';
import { limits } from '#contract/inputs.ts';
import { invalidArgument, StileError } from '#core/kernel/errors.ts';
import { blobStagingFolder } from '#core/store/blobs.ts';
import type { EngineContext } from '#core/store/context.ts';
import { storeError } from '#core/store/store-errors.ts';
import { portableFileName } from './files.ts';

/* `<id>.part` while it comes, `<id>/<file name>` when it is whole. */

/**
 * Takes one piece of a file. With the last one the upload is finished and can be named as a source, until it is added
 * or the engine starts anew.
 * @throws INVALID_ARGUMENT when the piece does not follow on the one before; LIMIT_EXCEEDED
 */
export async function uploadPiece(
  ctx: EngineContext,
  input: Inputs['datasets']['upload'],
): Promise<Outputs['datasets']['upload']> {
  await ctx.write((tx) => {
    tx.unchanged();
  });
  const uploadId = input.uploadId ?? ctx.ids.token();
  const file = `${uploadPath(ctx, uploadId)}.part`;
  try {
    const size = await appendPiece(ctx, file, input);
    if (input.last) await finish(ctx, file, uploadId, input.fileName);
    return { uploadId, size };
  } catch (error) {
    await rm(file, { force: true });
    throw storeError(error, ctx.paths.root);
  }
}

/** @throws INVALID_ARGUMENT when no finished upload has this id */
export async function findUpload(
  ctx: EngineContext,
  uploadId: string,
): Promise<{ file: string; name: string }> {
  const folder = uploadPath(ctx, uploadId);
  const [name] = await readdir(folder).catch((): string[] => []);
  if (name === undefined) throw noUpload(uploadId);
  return { file: join(folder, name), name };
}

export async function removeUpload(ctx: EngineContext, uploadId: string): Promise<void> {
  await rm(uploadPath(ctx, uploadId), { recursive: true, force: true });
}

function uploadPath(ctx: EngineContext, uploadId: string): string {
  if (!/^[\w-]{8,64}$/.test(uploadId)) throw noUpload(uploadId);
  return join(blobStagingFolder(ctx.paths), uploadId);
}

function noUpload(uploadId: string): StileError {
  return invalidArgument(
    'uploadId',
    uploadId,
    'no finished upload has this id',
    'Start the upload again with offset 0 and no uploadId.',
  );
}

async function appendPiece(
  ctx: EngineContext,
  file: string,
  input: Inputs['datasets']['upload'],
): Promise<number> {
  if (input.chunk.size > limits.artifactChunkBytes) {
    throw new StileError(
      'LIMIT_EXCEEDED',
      `The piece has ${input.chunk.size} bytes, one call takes at most ${limits.artifactChunkBytes}. Send the file in several pieces.`,
      { what: 'chunk', limit: limits.artifactChunkBytes, actual: input.chunk.size, unit: 'bytes' },
    );
  }
  mkdirSync(blobStagingFolder(ctx.paths), { recursive: true });
  const isFirst = input.uploadId === undefined;
  if (isFirst) await dropAbandoned(ctx);
  const size = isFirst ? 0 : ((await stat(file).catch(() => null))?.size ?? 0);
  if (size !== input.offset) {
    throw invalidArgument(
      'offset',
      input.offset,
      `the upload has ${size} bytes so far`,
      'Start the upload again from 0.',
    );
  }
  const handle = await open(file, isFirst ? 'wx' : 'a');
  try {
    await handle.writeFile(Buffer.from(await input.chunk.arrayBuffer()));
  } finally {
    await handle.close();
  }
  return size + input.chunk.size;
}

async function finish(ctx: EngineContext, file: string, uploadId: string, fileName: string): Promise<void> {
  const folder = uploadPath(ctx, uploadId);
  mkdirSync(folder, { recursive: true });
  const name = fileName.split(/[/\\]/).at(-1) ?? '';
  await rename(file, join(folder, portableFileName(name === '' ? 'upload.csv' : name)));
}

/** An upload that got no piece and was not added for this long, in ms, will not be any more. */
const abandonedMs = 24 * 60 * 60 * 1000;

async function dropAbandoned(ctx: EngineContext): Promise<void> {
  const folder = blobStagingFolder(ctx.paths);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (!entry.isDirectory() && !entry.name.endsWith('.part')) continue;
    const path = join(folder, entry.name);
    const info = await stat(path).catch(() => null);
    if (info !== null && ctx.clock.now() - info.mtimeMs > abandonedMs)
      await rm(path, { recursive: true, force: true });
  }
}
