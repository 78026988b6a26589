import type { Json } from '#core/kernel/json.ts';
import { parseJson } from '#core/kernel/json.ts';

/** One message between Stile and the scoring program: see resources/python/stile_score.py. */
export interface Frame {
  header: Json;
  body: Buffer;
}

const startBytes = 8;

/** The bytes of a message: the lengths of both parts (4 bytes each, big-endian), then the parts; `body` is not copied. */
export function encodeFrame(header: object, body: Uint8Array = new Uint8Array(0)): Uint8Array[] {
  const text = Buffer.from(JSON.stringify(header));
  const start = Buffer.alloc(startBytes);
  start.writeUInt32BE(text.length, 0);
  start.writeUInt32BE(body.length, 4);
  return body.length === 0 ? [Buffer.concat([start, text])] : [Buffer.concat([start, text]), body];
}

/** Puts messages together from pieces of any size. @param onFrame is given each; its body is a copy of its own */
export function createFrameReader(onFrame: (frame: Frame) => void): (chunk: Buffer) => void {
  let chunks: Buffer[] = [];
  let size = 0;
  let wanted = startBytes;
  return (chunk) => {
    chunks.push(chunk);
    size += chunk.length;
    while (size >= wanted) {
      const all = chunks.length === 1 ? (chunks[0] ?? chunk) : Buffer.concat(chunks, size);
      const end = startBytes + all.readUInt32BE(0) + all.readUInt32BE(4);
      if (size < end) {
        chunks = [all];
        wanted = end;
        return;
      }
      onFrame(cut(all, end));
      const rest = all.subarray(end);
      chunks = rest.length === 0 ? [] : [rest];
      size = rest.length;
      wanted = startBytes;
    }
  };
}

function cut(all: Buffer, end: number): Frame {
  const bodyStart = startBytes + all.readUInt32BE(0);
  const header = parseJson(all.toString('utf8', startBytes, bodyStart));
  if (header === undefined) throw new Error('the scoring program wrote a message that is no JSON');
  return { header, body: Buffer.from(all.subarray(bodyStart, end)) };
}
