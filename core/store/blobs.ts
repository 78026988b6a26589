import { createHash } from 'node:crypto';
import { isUtf8 } from 'node:buffer';
import { existsSync, mkdirSync } from 'node:fs';
import { chmod, open, readdir, rm, stat, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makeFolders, removeWithRetry, renameWithRetry, syncFolder } from '#core/kernel/files.ts';
import type { WorkspacePaths } from '#core/kernel/workspace-paths.ts';
import { storeError } from './store-errors.ts';

/* Content-addressed files: `datasets/blobs/<2>/<62>`, named by their SHA-256. Nothing else knows this layout. */

/** A file that is written and on the disk, but not in the store yet. Commit it or discard it. */
export interface StagedBlob {
  /** 64 lowercase hex characters */
  sha256: string;
  bytes: number;
  /** Whether all of it is valid UTF-8. */
  isUtf8: boolean;
  /** Absolute path, to read it before it is committed. */
  file: string;
}

/** Takes the pieces of one new blob. */
export interface BlobWriter {
  /** Resolves when the piece may be reused. @throws DISK_FULL, WORKSPACE_NOT_WRITABLE */
  write(piece: Uint8Array): Promise<void>;
  /** Syncs the file to the disk. */
  finish(): Promise<StagedBlob>;
  /** Drops what was written so far. */
  abort(): Promise<void>;
}

/** Bytes of one read: hashing one takes about a millisecond. */
const pieceBytes = 1024 * 1024;

/** Where blobs are written before they get their name, and where uploads gather: emptied at each start. */
export function blobStagingFolder(paths: WorkspacePaths): string {
  return join(paths.datasets, '.incoming');
}

/** Where the blob of a hash lies, whether it is there or not. */
export function blobFile(paths: WorkspacePaths, sha256: string): string {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error(`"${sha256}" is no SHA-256`);
  return join(blobsFolder(paths), sha256.slice(0, 2), sha256.slice(2));
}

/** @param token a name that nobody else uses, from `ctx.ids.token()` */
export async function createBlobWriter(paths: WorkspacePaths, token: string): Promise<BlobWriter> {
  const file = join(blobStagingFolder(paths), `${token}.blob`);
  try {
    mkdirSync(dirname(file), { recursive: true });
    return startWriter(await open(file, 'wx'), file, paths);
  } catch (error) {
    throw storeError(error, paths.root);
  }
}

function startWriter(handle: FileHandle, file: string, paths: WorkspacePaths): BlobWriter {
  const hash = createHash('sha256');
  const utf8 = createUtf8Check();
  let bytes = 0;
  const abort = async (): Promise<void> => {
    await handle.close().catch(() => undefined);
    await rm(file, { force: true });
  };
  const guarded = async <T>(action: () => Promise<T>): Promise<T> => {
    try {
      return await action();
    } catch (error) {
      await abort();
      throw storeError(error, paths.root);
    }
  };
  return {
    abort,
    write: (piece) =>
      guarded(async () => {
        // The disk writes while this thread hashes.
        const writing = writeAll(handle, piece);
        writing.catch(() => undefined);
        hash.update(piece);
        utf8.update(piece);
        bytes += piece.length;
        await writing;
      }),
    finish: () =>
      guarded(async () => {
        await handle.sync();
        await handle.close();
        return { sha256: hash.digest('hex'), bytes, isUtf8: utf8.finish(), file };
      }),
  };
}

async function writeAll(handle: FileHandle, piece: Uint8Array): Promise<void> {
  for (let offset = 0; offset < piece.length;) {
    const { bytesWritten } = await handle.write(piece, offset, piece.length - offset);
    offset += bytesWritten;
  }
}

/** Copies a file into a staged blob, reading the next piece while the last one is hashed and written. */
export async function stageFile(
  paths: WorkspacePaths,
  token: string,
  source: string,
  signal?: AbortSignal,
): Promise<StagedBlob> {
  const writer = await createBlobWriter(paths, token);
  try {
    await readPieces(source, (piece) => writer.write(piece), signal);
    return await writer.finish();
  } catch (error) {
    await writer.abort();
    throw error;
  }
}

/**
 * Gives staged blobs their names in the store, durably. Content that is there already is written over with itself,
 * which heals a damaged file.
 */
export async function commitBlobs(paths: WorkspacePaths, blobs: readonly StagedBlob[]): Promise<void> {
  const folders = new Set<string>();
  try {
    for (const { sha256, file } of blobs) {
      const target = blobFile(paths, sha256);
      folders.add(dirname(target));
      makeFolders(dirname(target));
      if (process.platform === 'win32' && existsSync(target)) await chmod(target, 0o644);
      await chmod(file, 0o444);
      await renameWithRetry(file, target);
    }
    for (const folder of folders) syncFolder(folder);
    if (folders.size > 0) syncFolder(blobsFolder(paths));
  } catch (error) {
    throw storeError(error, paths.root);
  }
}

/** Removes what was staged and is not committed. */
export async function discardBlobs(blobs: readonly StagedBlob[]): Promise<void> {
  for (const { file } of blobs) await rm(file, { force: true });
}

/** Removes committed blobs that nothing refers to. */
export async function removeBlobs(paths: WorkspacePaths, hashes: readonly string[]): Promise<void> {
  for (const sha256 of hashes) await removeWithRetry(blobFile(paths, sha256));
}

/** Every blob's hash, for a look for those that nothing refers to. */
export async function listBlobs(paths: WorkspacePaths): Promise<string[]> {
  const entries = await readdir(blobsFolder(paths), { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => entry.parentPath.slice(-2) + entry.name)
    .filter((hash) => /^[0-9a-f]{64}$/.test(hash));
}

/** Reads a blob again; false when it is gone or its content is not that of its name. */
export async function isBlobWhole(
  paths: WorkspacePaths,
  { sha256, bytes }: { sha256: string; bytes: number },
): Promise<boolean> {
  const file = blobFile(paths, sha256);
  const info = await stat(file).catch(() => null);
  if (info?.size !== bytes) return false;
  const hash = createHash('sha256');
  await readPieces(file, async (piece) => void hash.update(piece));
  return hash.digest('hex') === sha256;
}

/** The SHA-256 of a text, as blobs are named. */
export function hashText(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The same of bytes: equal to that of the text that they are in UTF-8. */
export function hashBytes(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Empties the staging folder: what an engine leaves that was killed. Call it at start, before anything is added. */
export async function dropUnfinishedBlobs(paths: WorkspacePaths): Promise<void> {
  await removeWithRetry(blobStagingFolder(paths));
}

function blobsFolder(paths: WorkspacePaths): string {
  return join(paths.datasets, 'blobs');
}

/** Two buffers take turns: one is read into while the other is worked on. */
async function readPieces(
  file: string,
  work: (piece: Uint8Array) => Promise<void>,
  signal?: AbortSignal,
): Promise<void> {
  const handle = await open(file, 'r');
  let [current, other] = [Buffer.allocUnsafe(pieceBytes), Buffer.allocUnsafe(pieceBytes)];
  try {
    let reading = handle.read(current, 0, pieceBytes);
    for (;;) {
      const { bytesRead } = await reading;
      signal?.throwIfAborted();
      if (bytesRead === 0) return;
      const piece = current.subarray(0, bytesRead);
      [current, other] = [other, current];
      reading = handle.read(current, 0, pieceBytes);
      reading.catch(() => undefined);
      await work(piece);
    }
  } finally {
    await handle.close();
  }
}

interface Utf8Check {
  update(piece: Uint8Array): void;
  finish(): boolean;
}

/** Checks UTF-8 piece by piece: a character that a cut parts is held back for the next piece. */
function createUtf8Check(): Utf8Check {
  let [ok, held] = [true, Buffer.alloc(0)];
  return {
    update: (piece) => {
      if (!ok) return;
      const bytes =
        held.length === 0
          ? Buffer.from(piece.buffer, piece.byteOffset, piece.length)
          : Buffer.concat([held, piece]);
      const whole = bytes.length - cutLength(bytes);
      ok = isUtf8(bytes.subarray(0, whole));
      held = Buffer.from(bytes.subarray(whole));
    },
    finish: () => ok && held.length === 0,
  };
}

/** Bytes at the end that start a character of UTF-8 which is not complete. */
function cutLength(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) {
      const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return needed > back ? back : 0;
    }
  }
  return 0;
}
