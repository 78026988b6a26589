import { open } from 'node:fs/promises';
import { throwIfCanceled } from '../data-errors.ts';
import type { ReadOptions } from './table-reader.ts';

/** Bytes of one piece: parsing and profiling one takes some milliseconds, and then other work gets its turn. */
const pieceBytes = 128 * 1024;

/** Text of a file in pieces, without its byte order mark and with every line end as `\n`. */
export async function* readText(
  file: string,
  encoding: string,
  options: ReadOptions,
): AsyncGenerator<string, void> {
  const handle = await open(file, 'r');
  try {
    const decoder = new TextDecoder(encoding);
    const buffer = Buffer.allocUnsafe(pieceBytes);
    let held = '';
    for (;;) {
      throwIfCanceled(options.signal, `Reading ${options.source}`);
      const { bytesRead } = await handle.read(buffer, 0, pieceBytes);
      const isEnd = bytesRead === 0;
      const text = held + decoder.decode(buffer.subarray(0, bytesRead), { stream: !isEnd });
      // The second half of a \r\n may be in the next piece.
      held = !isEnd && text.endsWith('\r') ? '\r' : '';
      const whole = unifyLineEnds(held === '' ? text : text.slice(0, -1));
      if (whole !== '') yield whole;
      if (isEnd) return;
    }
  } finally {
    await handle.close();
  }
}

export function unifyLineEnds(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

/** The first bytes of a file. */
export async function readStart(file: string, bytes: number): Promise<Buffer> {
  const handle = await open(file, 'r');
  try {
    const buffer = Buffer.alloc(bytes);
    const { bytesRead } = await handle.read(buffer, 0, bytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
