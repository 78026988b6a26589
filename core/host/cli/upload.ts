import { open, readdir, type FileHandle } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import { errorText, StileError } from '#core/kernel/errors.ts';
import type { CopiedFile, TransferContext } from './artifact-tree.ts';

export interface Upload {
  runId: string;
  /** in the run, with forward slashes */
  path: string;
  /** absolute, on this machine */
  file: string;
}

/** Bytes of one piece: as many as the contract takes in one call (`limits.artifactChunkBytes`). */
const pieceBytes = 4 * 1024 * 1024;

/** Copies one file to a run piece by piece: whatever its size, one piece is in memory. */
export async function uploadFile(ctx: TransferContext, { runId, path, file }: Upload): Promise<CopiedFile> {
  const handle = await openLocal(file);
  try {
    const piece = Buffer.alloc(pieceBytes);
    let upload: { uploadId?: string } = {};
    for (let offset = 0; ;) {
      const bytes = await fill(handle, piece);
      const last = bytes < pieceBytes;
      const chunk = new File([piece.subarray(0, bytes)], basename(file));
      const { uploadId } = await ctx.client.artifacts.write({ runId, path, offset, chunk, last, ...upload });
      upload = { uploadId };
      offset += bytes;
      ctx.onBytes(bytes);
      if (!last) continue;
      ctx.onFile();
      return { path, size: offset };
    }
  } finally {
    await handle.close();
  }
}

/** All files below a folder, relative, with forward slashes, in a stable order. Links are left out. */
export async function listLocalFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

/** Reads until the piece is full or the file ends; returns how many bytes it holds. */
async function fill(handle: FileHandle, piece: Buffer): Promise<number> {
  let filled = 0;
  while (filled < piece.length) {
    const { bytesRead } = await handle.read(piece, filled, piece.length - filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return filled;
}

async function openLocal(file: string): Promise<FileHandle> {
  try {
    return await open(file, 'r');
  } catch (error) {
    const message = `The file ${file} cannot be read (${errorText(error)}). Check the path and its rights.`;
    throw new StileError('NOT_FOUND', message, { kind: 'file', id: file }, error);
  }
}
