import { errorText } from '#core/kernel/errors.ts';
import { parseJson, type Json } from '#core/kernel/json.ts';

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

/** Bytes of a header. Text that something else wrote in between reads as a length far above it. */
const mostHeader = 100_000_000;

/**
 * Puts messages together from pieces of any size.
 * @param onFrame is given each; its body is a copy of its own
 * @param onBroken is told, once, that what came is no message: from there on nothing is read any more
 */
export function createFrameReader(
  onFrame: (frame: Frame) => void,
  onBroken: (problem: string) => void,
): (chunk: Buffer) => void {
  let isBroken = false;
  const give = createPieceReader(onFrame);
  return (chunk) => {
    if (isBroken) return;
    try {
      give(chunk);
    } catch (error) {
      isBroken = true;
      onBroken(errorText(error));
    }
  };
}

/** @throws Error for what is no message */
function createPieceReader(onFrame: (frame: Frame) => void): (chunk: Buffer) => void {
  let chunks: Buffer[] = [];
  let size = 0;
  let wanted = startBytes;
  return (chunk) => {
    chunks.push(chunk);
    size += chunk.length;
    while (size >= wanted) {
      const all = chunks.length === 1 ? (chunks[0] ?? chunk) : Buffer.concat(chunks, size);
      if (all.readUInt32BE(0) > mostHeader) throw new Error(`it wrote to the wire: ${showStart(all)}`);
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
  if (header === undefined) throw new Error(`it wrote a message that is no JSON: ${showStart(all)}`);
  return { header, body: Buffer.from(all.subarray(bodyStart, end)) };
}

function showStart(all: Buffer): string {
  return JSON.stringify(all.toString('utf8', 0, 80));
}
