import { closeSync, openSync, writeSync } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Clock } from '#core/kernel/clock.ts';
import { systemCode } from '#core/kernel/errors.ts';

/** The log of one attempt while it is written. */
export interface AttemptLog {
  /** Adds lines, each with its UTC time. A line is with the system when this returns: a kill loses none. */
  write(text: string): void;
  close(): void;
}

/** What is read of a log at once, in bytes. */
const pieceBytes = 256 * 1024;

/** Opens a log for adding lines; `onGrow` is told of each. A disk that takes no more ends no task. */
export function openAttemptLog(file: string, clock: Clock, onGrow: () => void): AttemptLog {
  let handle: number | null = openSync(file, 'a');
  return {
    write: (text) => {
      if (handle === null) return;
      const time = new Date(clock.now()).toISOString();
      const lines = text.split(/\r\n|\n|\r/).map((line) => `${time} ${line}\n`);
      try {
        writeSync(handle, lines.join(''));
      } catch {
        return;
      }
      onGrow();
    },
    close: () => {
      if (handle !== null) closeSync(handle);
      handle = null;
    },
  };
}

/** A piece of a log from a byte offset on, cut between characters; an empty one at the end. */
export async function readLogPiece(
  file: string,
  offset: number,
): Promise<{ text: string; nextOffset: number; size: number }> {
  const { bytes, from, size } = await readLogBytes(file, offset, pieceBytes);
  const length = wholeCharacters(bytes);
  return { text: bytes.toString('utf8', 0, length), nextOffset: from + length, size };
}

/** At most `most` bytes from `offset` on, none of a file that is not there. @returns `from`, which is in the file */
export async function readLogBytes(
  file: string,
  offset: number,
  most: number,
): Promise<{ bytes: Buffer; from: number; size: number }> {
  const handle = await open(file, 'r').catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return null;
    throw error;
  });
  if (handle === null) return { bytes: Buffer.alloc(0), from: 0, size: 0 };
  try {
    const { size } = await handle.stat();
    const from = Math.min(offset, size);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(Math.min(most, size - from)), 0, null, from);
    return { bytes: buffer.subarray(0, bytesRead), from, size };
  } finally {
    await handle.close();
  }
}

/** Bytes without a character at the end that is only begun. What is no UTF-8 at all is taken as it is. */
export function wholeCharacters(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if ((byte & 0xc0) === 0x80) continue;
    const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return needed > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}
