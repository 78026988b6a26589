import { Readable } from 'node:stream';
import type { EngineContext } from '#core/store/context.ts';
import { listFilesOf, openFileOf, type OpenArtifact } from '#core/tracking/index.ts';
import { createServerFiles } from '../import/server/files.ts';
import type { FileOwner } from '../import/source.ts';
import { refusalOf, type PushWork } from './push-context.ts';

export type LocalOwner = { runId: string } | { modelId: string };

export interface LocalFile {
  path: string;
  /** bytes */
  size: number;
}

/** Every file of a run or a logged model here. */
export async function* localFiles(
  ctx: EngineContext,
  owner: LocalOwner,
  below = '',
): AsyncGenerator<LocalFile, void> {
  for (const { name, isFolder, size } of await listFilesOf(ctx, owner, below)) {
    const path = below === '' ? name : `${below}/${name}`;
    if (isFolder) yield* localFiles(ctx, owner, path);
    else yield { path, size: size ?? 0 };
  }
}

/**
 * Uploads the files that the server lacks or has in another size.
 * @param there the owner on the server; `uri` is where the server keeps its files
 */
export async function pushFiles(
  work: PushWork,
  owner: LocalOwner,
  there: FileOwner,
  { isNew }: { isNew: boolean },
): Promise<void> {
  const { job, target } = work;
  const root = uploadRoot(there.uri);
  const sizes = isNew || root === null ? new Map<string, number | null>() : await sizesThere(work, there);
  for await (const file of localFiles(job.ctx, owner)) {
    job.signal.throwIfAborted();
    if (root === null) {
      remarkNoUpload(work, there);
      return;
    }
    if (sizes.get(file.path) === file.size) {
      job.tally.report.same.files++;
      continue;
    }
    const path = `${root}/${file.path}`.split('/').map(encodeURIComponent).join('/');
    try {
      await target.http.put(
        `/api/2.0/mlflow-artifacts/artifacts/${path}`,
        () => openFile(job.ctx, owner, file),
        file.size,
      );
      job.tally.report.fresh.files++;
      job.tally.report.fresh.bytes += file.size;
    } catch (error) {
      const detail = refusalOf(error);
      job.tally.remark({ kind: 'file', what: `${there.id} ${file.path}`, problem: 'refused', detail });
    }
    job.progress('runs');
  }
}

async function openFile(ctx: EngineContext, owner: LocalOwner, { path }: LocalFile): Promise<Readable> {
  return Readable.from(readPieces(await openFileOf(ctx, owner, path)), { objectMode: false });
}

/** Bytes that are read at once, each time into memory of their own: the network may hold on to what came before. */
const pieceBytes = 256 * 1024;

async function* readPieces(file: OpenArtifact): AsyncGenerator<Buffer, void> {
  try {
    for (let position = 0; ;) {
      const piece = Buffer.allocUnsafe(pieceBytes);
      const bytes = await file.read(piece, position);
      if (bytes === 0) return;
      yield piece.subarray(0, bytes);
      position += bytes;
    }
  } finally {
    await file.close();
  }
}

/** The path below the root of artifacts that the server stands for; null where clients write by themselves. */
function uploadRoot(uri: string): string | null {
  const path = /^mlflow-artifacts:(?:\/\/[^/]*)?\/*(.*)$/s.exec(uri)?.[1];
  return path?.replace(/\/+$/, '') ?? null;
}

function remarkNoUpload({ job }: PushWork, { uri, id }: FileOwner): void {
  const place = uri.split(`/${id}`)[0] ?? uri;
  job.tally.remark(
    {
      kind: 'file',
      what: place,
      problem: 'other_storage',
      detail:
        `Clients of the server write files to ${place} by themselves, so none were sent. ` +
        'A server started with --serve-artifacts takes them.',
    },
    `upload ${place}`,
  );
}

export async function sizesThere(
  { target }: PushWork,
  there: FileOwner,
): Promise<Map<string, number | null>> {
  const found = await createServerFiles(target.http)(there);
  const sizes = new Map<string, number | null>();
  if (!found.found) return sizes;
  for await (const { path, size } of found.files) sizes.set(path, size);
  return sizes;
}
