import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { EngineClient } from '#contract/procedures.ts';
import { StileError } from '#core/kernel/errors.ts';
import { removeWithRetry, renameWithRetry } from '#core/kernel/files.ts';
import { resolveInside } from '#core/kernel/safe-paths.ts';
import type { CopiedFile, TransferContext } from './artifact-tree.ts';

export interface Download {
  runId: string;
  /** in the run */
  path: string;
  /** absolute, on this machine: the file, or the folder that `inside` lies in */
  root: string;
  /** relative to `root` with forward slashes; empty when `root` is the file itself */
  inside: string;
  /** writes over what is there */
  force: boolean;
}

/** Copies one file piece by piece; it appears under its name when it is whole. @throws ALREADY_EXISTS */
export async function downloadFile(
  ctx: TransferContext,
  download: Download,
): Promise<CopiedFile & { file: string }> {
  const { runId, path, root, inside, force } = download;
  const file = resolveInside(root, inside);
  const place = { file, force, remedy: 'Choose another place with --output' };
  await savePieces(place, readPieces(ctx.client, runId, path), ctx.onBytes);
  ctx.onFile();
  return { path, file, size: await sizeOf(file) };
}

/** Writes a file that appears under its name when it is whole. @throws ALREADY_EXISTS unless `force` */
export async function savePieces(
  { file, force, remedy }: { file: string; force: boolean; remedy: string },
  pieces: AsyncIterable<Buffer>,
  onBytes: (bytes: number) => void,
): Promise<void> {
  if (!force && existsSync(file)) throw alreadyThere(file, remedy);
  await mkdir(dirname(file), { recursive: true });
  const unfinished = `${file}.part`;
  try {
    const handle = await open(unfinished, 'w');
    try {
      for await (const piece of pieces) {
        await handle.writeFile(piece);
        onBytes(piece.length);
      }
    } finally {
      await handle.close();
    }
    await renameWithRetry(unfinished, file);
  } catch (error) {
    await removeWithRetry(unfinished);
    throw error;
  }
}

/** Writes one file to stdout, no faster than the reader takes it. */
export async function downloadToStdout(client: EngineClient, runId: string, path: string): Promise<void> {
  for await (const piece of readPieces(client, runId, path)) {
    if (!process.stdout.write(piece)) await once(process.stdout, 'drain');
  }
}

async function* readPieces(client: EngineClient, runId: string, path: string): AsyncGenerator<Buffer> {
  for (let offset = 0; ;) {
    const { chunk, end } = await client.artifacts.read({ runId, path, offset });
    const piece = Buffer.from(await chunk.arrayBuffer());
    yield piece;
    offset += piece.length;
    if (end || piece.length === 0) return;
  }
}

async function sizeOf(file: string): Promise<number> {
  const handle = await open(file, 'r');
  try {
    return (await handle.stat()).size;
  } finally {
    await handle.close();
  }
}

function alreadyThere(file: string, remedy: string): StileError {
  const message = `${file} exists already. ${remedy}, or write over it with --force.`;
  return new StileError('ALREADY_EXISTS', message, {
    kind: 'file',
    name: file,
    id: file,
    lifecycle: 'active',
  });
}
