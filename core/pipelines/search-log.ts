import { open, type FileHandle } from 'node:fs/promises';
import type { Inputs, Outputs } from '#contract/procedures.ts';
import { systemCode } from '#core/kernel/errors.ts';
import type { EngineContext } from '#core/store/context.ts';
import { findAttemptLog } from './read-log.ts';
import { wholeCharacters } from './run/attempt-log.ts';

type Found = Outputs['pipelines']['searchLog'];

/** What is read at once, in bytes: between two pieces the engine's other work has its turn. */
const pieceBytes = 256 * 1024;
/** A call that finds nothing ends after so many bytes, so that whoever asks can show how far it is, or give up. */
const callBytes = 64 * 1024 * 1024;
/** Of a line at most so many characters are told. */
const shownLength = 400;

/**
 * Lines of an attempt's log that hold a text, read in pieces: memory does not grow with the log. A line that is longer
 * than a piece is searched in pieces that overlap and told once. The last line of a log that still grows is searched
 * when it is whole.
 * @throws NOT_FOUND for a run, a task, an instance or a try that is not there
 */
export async function searchLog(
  ctx: EngineContext,
  input: Inputs['pipelines']['searchLog'],
  signal?: AbortSignal,
): Promise<Found> {
  const { file, ended } = findAttemptLog(ctx, input);
  const { text, matchCase = false, offset = 0, line = 1, maxMatches = 100 } = input;
  const handle = file === null ? null : await openOrNull(file);
  if (handle === null) return { matches: [], nextOffset: 0, nextLine: 1, size: 0, isAll: true };
  try {
    const { size } = await handle.stat();
    const scan = createScan({ text, matchCase, offset, line, maxMatches, size, ended });
    while (!scan.isOver() && signal?.aborted !== true)
      scan.take(await readAt(handle, scan.position(), Math.min(pieceBytes, size - scan.position())));
    return scan.result();
  } finally {
    await handle.close();
  }
}

async function openOrNull(file: string): Promise<FileHandle | null> {
  return open(file, 'r').catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return null;
    throw error;
  });
}

async function readAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}

interface ScanOptions {
  text: string;
  matchCase: boolean;
  offset: number;
  line: number;
  maxMatches: number;
  size: number;
  ended: boolean;
}

interface Scan {
  position(): number;
  isOver(): boolean;
  /** The bytes at `position`; none: the file has become shorter. */
  take(bytes: Buffer): void;
  result(): Found;
}

const newline = 0x0a;

function createScan({
  text,
  matchCase,
  offset,
  line: firstLine,
  maxMatches,
  size,
  ended,
}: ScanOptions): Scan {
  const fold = (value: string): string => (matchCase ? value : value.toLowerCase());
  const needle = fold(text);
  // Plain letters are the same bytes in both, and one byte a letter is read several times as fast.
  const quickEncoding = Buffer.byteLength(needle) === needle.length ? 'latin1' : 'utf8';
  // Of a line in pieces: bytes at the end of one that the next begins with again, so that no match is cut in two.
  const overlap = Math.min(Buffer.byteLength(text) * 2, pieceBytes / 2);
  const matches: Found['matches'] = [];
  let [at, line, lineStart, isStopped] = [Math.min(offset, size), firstLine, Math.min(offset, size), false];
  const endAt = Math.min(size, at + callBytes);

  const note = (found: string): void => {
    if (matches.at(-1)?.line === line) return;
    matches.push({ line, offset: lineStart, text: cutAround(found, fold(found).indexOf(needle)) });
  };
  const takeLines = (bytes: Buffer): void => {
    // Most pieces hold nothing: they are searched as a whole, and their lines are only counted.
    const hasMatch = fold(bytes.toString(quickEncoding)).includes(needle);
    let start = 0;
    for (let end = bytes.indexOf(newline); end !== -1; end = bytes.indexOf(newline, start)) {
      const found = hasMatch ? bytes.toString('utf8', start, end) : '';
      if (hasMatch && fold(found).includes(needle)) note(found.replace(/\r$/, ''));
      start = end + 1;
      line++;
      lineStart = at + start;
      if (matches.length >= maxMatches) break;
    }
    at += start;
  };
  const takePart = (bytes: Buffer, isLast: boolean): void => {
    const length = isLast ? bytes.length : wholeCharacters(bytes);
    const part = bytes.toString('utf8', 0, length);
    if (fold(part).includes(needle)) note(part);
    at += isLast ? length : Math.max(1, length - overlap);
    if (isLast) lineStart = at;
  };
  return {
    position: () => at,
    isOver: () => isStopped || at >= endAt || matches.length >= maxMatches,
    take: (bytes) => {
      const isAtEnd = at + bytes.length >= size;
      if (bytes.length === 0) isStopped = true;
      else if (bytes.includes(newline)) takeLines(bytes);
      else if (!isAtEnd) takePart(bytes, false);
      else if (ended) takePart(bytes, true);
      else isStopped = true;
    },
    result: () => ({
      matches,
      nextOffset: at,
      nextLine: line,
      size,
      isAll: matches.length < maxMatches && (isStopped || at >= size),
    }),
  };
}

/** What stands around a match in a long line. */
function cutAround(text: string, at: number): string {
  if (text.length <= shownLength) return text;
  const from = Math.max(0, Math.min(at - shownLength / 4, text.length - shownLength));
  return text.slice(from, from + shownLength);
}
