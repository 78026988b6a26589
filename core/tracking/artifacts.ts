import type { ActivityAction } from '#contract/activity.ts';
import { mkdirSync } from 'node:fs';
import { open, readdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ArtifactEntry } from '#contract/entities.ts';
import type { Inputs, Outputs } from '#contract/procedures.ts';
import { limits } from '#contract/inputs.ts';
import { hasCode, invalidArgument, StileError } from '#core/kernel/errors.ts';
import { removeWithRetry, renameWithRetry, syncFolder } from '#core/kernel/files.ts';
import { resolveInside } from '#core/kernel/safe-paths.ts';
import type { EngineContext } from '#core/store/context.ts';
import { storeError } from '#core/store/store-errors.ts';
import { findActiveRun, findRun, type RunRow } from './find.ts';
import { findFile, listFolder, makeRoomFor, readSlice } from './artifact-files.ts';
import { runArtifactRoot } from './artifact-uri.ts';

type In = Inputs['artifacts'];
type Out = Outputs['artifacts'];

export function listArtifacts(ctx: EngineContext, input: In['list']): Promise<ArtifactEntry[]> {
  return listFolder(runArtifactRoot(ctx.paths, findRun(ctx.db, input.runId)), input.path ?? '');
}

/** Where a file of a run lies, and its path in the run. @throws NOT_FOUND, PATH_NOT_ALLOWED */
export async function findArtifact(
  ctx: EngineContext,
  { runId, path }: { runId: string; path: string },
): Promise<{ file: string; name: string }> {
  const { file } = await findFile(runArtifactRoot(ctx.paths, findRun(ctx.db, runId)), path);
  return { file, name: path };
}

/** One chunk from `offset`, at most `limits.artifactChunkBytes`; `end` tells the last one. */
export async function readArtifact(ctx: EngineContext, input: In['read']): Promise<Out['read']> {
  const root = runArtifactRoot(ctx.paths, findRun(ctx.db, input.runId));
  const { file, size } = await findFile(root, input.path);
  const offset = input.offset ?? 0;
  const bytes = await readSlice(
    file,
    offset,
    Math.min(limits.artifactChunkBytes, Math.max(size - offset, 0)),
  );
  const name = input.path.split('/').at(-1) ?? 'artifact';
  return { chunk: new File([new Uint8Array(bytes)], name), size, end: offset + bytes.length >= size };
}

/**
 * Takes one piece of a file. Pieces gather in `artifacts/.incoming`; with the last one the file is synced to the disk
 * and renamed to its place, so that it is there whole or not at all.
 * @throws INVALID_ARGUMENT when the piece does not follow on the one before
 */
export async function writeArtifact(ctx: EngineContext, input: In['write']): Promise<Out['write']> {
  const run = findActiveRun(ctx.db, input.runId);
  resolveInside(runArtifactRoot(ctx.paths, run), input.path);
  await requireWritable(ctx);
  const uploadId = input.uploadId ?? ctx.ids.token();
  try {
    const size = await appendPiece(ctx, uploadId, input);
    if (input.last) await finish(ctx, run, input.path, uploadId, size);
    return { uploadId, size };
  } catch (error) {
    await rm(incomingFile(ctx, uploadId), { force: true });
    throw storeError(error, ctx.paths.root);
  }
}

function incomingFile(ctx: EngineContext, uploadId: string): string {
  if (!/^[\w-]{8,64}$/.test(uploadId)) {
    throw invalidArgument(
      'uploadId',
      uploadId,
      'no upload has this id',
      'Start with offset 0 and no uploadId.',
    );
  }
  return join(ctx.paths.incoming, uploadId);
}

async function appendPiece(ctx: EngineContext, uploadId: string, input: In['write']): Promise<number> {
  if (input.chunk.size > limits.artifactChunkBytes) {
    throw new StileError(
      'LIMIT_EXCEEDED',
      `The piece has ${input.chunk.size} bytes, one call takes at most ${limits.artifactChunkBytes}. Send the file in several pieces.`,
      { what: 'chunk', limit: limits.artifactChunkBytes, actual: input.chunk.size, unit: 'bytes' },
    );
  }
  mkdirSync(ctx.paths.incoming, { recursive: true });
  const file = incomingFile(ctx, uploadId);
  const isFirst = input.uploadId === undefined;
  if (isFirst) await dropAbandoned(ctx);
  const size = isFirst ? 0 : await currentSize(file);
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
    if (input.last) await handle.sync();
  } finally {
    await handle.close();
  }
  return size + input.chunk.size;
}

/** An upload that got no piece for this long, in ms, will get none any more. */
const abandonedMs = 24 * 60 * 60 * 1000;

async function dropAbandoned(ctx: EngineContext): Promise<void> {
  for (const name of await readdir(ctx.paths.incoming)) {
    const file = join(ctx.paths.incoming, name);
    const info = await stat(file).catch(() => null);
    const isAbandoned = info?.isFile() === true && ctx.clock.now() - info.mtimeMs > abandonedMs;
    if (isAbandoned) await rm(file, { force: true });
  }
}

async function currentSize(file: string): Promise<number> {
  try {
    return (await stat(file)).size;
  } catch {
    return 0;
  }
}

async function finish(
  ctx: EngineContext,
  run: RunRow,
  path: string,
  uploadId: string,
  size: number,
): Promise<void> {
  const target = await makeRoomFor(runArtifactRoot(ctx.paths, run), path);
  const replaced = await stat(target).catch(() => null);
  await renameWithRetry(incomingFile(ctx, uploadId), target);
  syncFolder(dirname(target));
  const before = replaced === null ? null : { path, size: replaced.size };
  try {
    await announce(ctx, run, 'artifact.write', before, { path, size });
  } catch (error) {
    // The run was purged meanwhile: nobody would ever remove what has just been made in its folder.
    if (hasCode(error, 'NOT_FOUND')) await removeWithRetry(dirname(runArtifactRoot(ctx.paths, run)));
    throw error;
  }
}

/** Deletes a file, or a folder with all that is in it. @throws NOT_FOUND */
export async function deleteArtifact(ctx: EngineContext, input: In['delete']): Promise<void> {
  const run = findActiveRun(ctx.db, input.runId);
  const root = runArtifactRoot(ctx.paths, run);
  if (input.path === '') {
    throw invalidArgument(
      'path',
      input.path,
      'it would delete every file of the run',
      'Name a file or a folder.',
    );
  }
  const entries = await listFolder(root, parentOf(input.path));
  const entry = entries.find(({ path }) => path === input.path);
  if (entry === undefined) {
    throw new StileError('NOT_FOUND', `There is no artifact "${input.path}" in this run.`, {
      kind: 'artifact',
      id: input.path,
    });
  }
  await requireWritable(ctx);
  const target = resolveInside(root, input.path);
  await removeWithRetry(target);
  syncFolder(dirname(target));
  await announce(ctx, run, 'artifact.delete', { path: input.path, size: entry.size }, null);
}

/** Files change before their activity row is written: a workspace that takes no writes must say so before that. */
function requireWritable(ctx: EngineContext): Promise<void> {
  return ctx.write((tx) => {
    tx.unchanged();
  });
}

function parentOf(path: string): string {
  return path.split('/').slice(0, -1).join('/');
}

/** @throws NOT_FOUND when the run is gone by now */
function announce(
  ctx: EngineContext,
  run: RunRow,
  action: ActivityAction,
  before: object | null,
  after: object | null,
): Promise<void> {
  return ctx.write((tx) => {
    findRun(tx.db, run.uuid);
    tx.record({ action, entityKind: 'run', entityId: run.uuid, before, after });
    tx.emit({ type: 'run.artifacts', experimentId: String(run.experiment_id), runId: run.uuid });
    tx.emit({ type: 'workspace.changed' });
  });
}
