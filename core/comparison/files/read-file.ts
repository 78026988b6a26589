import { hasCode } from '#core/kernel/errors.ts';
import { requireWanted } from '#core/kernel/wanted.ts';
import type { EngineContext } from '#core/store/context.ts';
import { openFileOf, type FileOwner } from '#core/tracking/index.ts';

export type UnreadFile = { problem: 'missing' } | { problem: 'too_large'; seen: number };

/** All bytes of a file, if they are not too many; `seen` says how many there are. */
export async function readWholeFile(
  ctx: EngineContext,
  owner: FileOwner,
  path: string,
  maxBytes: number,
): Promise<Buffer<ArrayBuffer> | UnreadFile> {
  const opened = await openIfThere(ctx, owner, path);
  if (opened === null) return { problem: 'missing' };
  try {
    if (opened.size > maxBytes) return { problem: 'too_large', seen: opened.size };
    const bytes = Buffer.alloc(opened.size);
    for (let at = 0; at < opened.size;) {
      const read = await opened.read(bytes.subarray(at), at);
      // It became shorter since it was opened.
      if (read === 0) return bytes.subarray(0, at);
      at += read;
    }
    return bytes;
  } finally {
    await opened.close();
  }
}

async function openIfThere(ctx: EngineContext, owner: FileOwner, path: string) {
  try {
    return await openFileOf(ctx, owner, path);
  } catch (error) {
    // Also of a run whose files are not in this workspace.
    if (hasCode(error, 'NOT_FOUND') || hasCode(error, 'PATH_NOT_ALLOWED')) return null;
    throw error;
  }
}

const pieceBytes = 256 * 1024;

/** Whether two files hold the same bytes; read side by side, up to the first that differs. @throws CANCELED */
export async function haveSameBytes(
  ctx: EngineContext,
  first: { owner: FileOwner; path: string },
  second: { owner: FileOwner; path: string },
  signal?: AbortSignal,
): Promise<boolean> {
  const one = await openFileOf(ctx, first.owner, first.path);
  try {
    const other = await openFileOf(ctx, second.owner, second.path);
    try {
      if (one.size !== other.size) return false;
      const pieces = [Buffer.alloc(pieceBytes), Buffer.alloc(pieceBytes)] as const;
      for (let at = 0; at < one.size;) {
        requireWanted(signal, 'comparison');
        const [read, also] = [await one.read(pieces[0], at), await other.read(pieces[1], at)];
        if (read !== also || !pieces[0].subarray(0, read).equals(pieces[1].subarray(0, also))) return false;
        if (read === 0) break;
        at += read;
      }
      return true;
    } finally {
      await other.close();
    }
  } finally {
    await one.close();
  }
}
