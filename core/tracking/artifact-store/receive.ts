import { open, rm, type FileHandle } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { StileError } from '#core/kernel/errors.ts';

/**
 * Bytes that wait for the disk before the sender is asked to wait too: the memory that one upload takes. More would be
 * slower, not faster: with some megabytes, what is written has left the processor's cache by then (measured: twice the
 * time with 1 MB, four times with 4 MB).
 */
const maxWaitingBytes = 256 * 1024;

/**
 * Writes a stream into a new file and syncs it to the disk. Whatever goes wrong, the file is gone again.
 * @returns the bytes it has
 * @throws CANCELED when the sender is gone before the end; an error of the file system
 */
export async function receiveFile(source: Readable, file: string): Promise<number> {
  const handle = await open(file, 'wx');
  try {
    const size = await writeAll(source, handle);
    await handle.sync();
    await handle.close();
    return size;
  } catch (error) {
    await handle.close().catch(() => undefined);
    await rm(file, { force: true });
    throw error;
  }
}

async function writeAll(source: Readable, handle: FileHandle): Promise<number> {
  const intake = openIntake(source);
  let size = 0;
  try {
    for (let pieces = await intake.take(); pieces.length > 0; pieces = await intake.take()) {
      size += await writePieces(handle, pieces);
      for (const piece of pieces) release(piece);
    }
    return size;
  } finally {
    intake.close();
  }
}

/** All of them in one call, which the disk takes at once; a short write goes on with the rest. */
async function writePieces(handle: FileHandle, pieces: Buffer[]): Promise<number> {
  const total = pieces.reduce((sum, piece) => sum + piece.length, 0);
  let { bytesWritten: done } = await handle.writev(pieces);
  if (done < total) {
    const all = Buffer.concat(pieces);
    while (done < total) done += (await handle.write(all, done)).bytesWritten;
  }
  return total;
}

/**
 * Gives the memory of a piece back at once. Left to the garbage collector, every 64 MB of an upload would make it walk
 * the whole heap, and everyone else wait for it: that was nearly half of the processor's work for a large upload.
 */
function release({ buffer, length }: Buffer): void {
  // A piece that is only a part of something larger is not ours to take away.
  if (length === buffer.byteLength && buffer instanceof ArrayBuffer) buffer.transfer(0);
}

interface Intake {
  /** All that has come since the last call, at least one piece; none at the end. @throws CANCELED */
  take(): Promise<Buffer[]>;
  close(): void;
}

/** Gathers what comes while the disk works, so that many small pieces become one large write. */
function openIntake(source: Readable): Intake {
  let pieces: Buffer[] = [];
  let waiting = 0;
  let end: 'no' | 'whole' | 'broken' = 'no';
  let wake: () => void = () => undefined;

  const onData = (piece: Buffer): void => {
    pieces.push(piece);
    waiting += piece.length;
    if (waiting >= maxWaitingBytes) source.pause();
    wake();
  };
  const onEnd = (): void => {
    end = 'whole';
    wake();
  };
  const onBroken = (): void => {
    if (end === 'no') end = 'broken';
    wake();
  };
  // A sender that was gone before this began says nothing more.
  if (source.destroyed) end = 'broken';
  source.on('data', onData).once('end', onEnd).once('close', onBroken).on('error', onBroken);
  return {
    take: async () => {
      while (pieces.length === 0 && end === 'no') {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      if (end === 'broken') throw brokenOff();
      const taken = pieces;
      pieces = [];
      waiting = 0;
      if (end === 'no') source.resume();
      return taken;
    },
    close: () => {
      source.off('data', onData).off('end', onEnd).off('close', onBroken);
    },
  };
}

function brokenOff(): StileError {
  return new StileError(
    'CANCELED',
    'The upload ended before its last byte: nothing of it was kept. Send the file again.',
    { what: 'upload' },
  );
}
