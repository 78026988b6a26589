/** How grave a line is, as far as it says so. */
export type LogLevel = 'error' | 'warn' | 'info' | 'debug';

export type LogLine = {
  /** Of its beginning in the file, in bytes. */
  readonly offset: number;
  /** When it was written, ms since 1970 UTC: of a line without a time that of the line before; null before the first. */
  readonly at: number | null;
  /** The line says its time itself. */
  readonly hasTime: boolean;
  readonly level: LogLevel | null;
  /** Without its time, and without the colours of terminals. */
  readonly text: string;
};

/** What is in memory of one log. */
export type LogTail = {
  readonly lines: readonly LogLine[];
  /** Where the first line begins, in bytes. */
  readonly from: number;
  /** Where reading goes on. */
  readonly nextOffset: number;
  readonly size: number;
  /** A line at the end that has no end yet. */
  readonly rest: string;
  readonly ended: boolean;
};

/** A log's end of so many bytes is kept. */
export const mostBytes = 5_000_000;

export function emptyTail(from: number): LogTail {
  return { lines: [], from, nextOffset: from, size: from, rest: '', ended: false };
}

export type LogPiece = {
  readonly text: string;
  readonly nextOffset: number;
  readonly size: number;
  readonly ended: boolean;
};

/** Goes on with what was read behind the tail; what is more than `most` bytes leaves at the front. */
export function addPiece(tail: LogTail, piece: LogPiece, most = mostBytes): LogTail {
  const parts = (tail.rest + piece.text).split('\n');
  const rest = parts.pop() ?? '';
  const added: LogLine[] = [];
  let offset = tail.nextOffset - byteLength(tail.rest);
  let at = tail.lines.at(-1)?.at ?? null;
  for (const part of parts) {
    const line = readLine(part, offset, at);
    added.push(line);
    offset += byteLength(part) + 1;
    at = line.at;
  }
  const lines =
    added.length === 0 ? tail.lines : dropFront([...tail.lines, ...added], piece.nextOffset - most);
  return {
    lines,
    from: lines === tail.lines ? tail.from : (lines[0]?.offset ?? tail.from),
    nextOffset: piece.nextOffset,
    size: piece.size,
    rest,
    ended: piece.ended,
  };
}

/** The lines, and the one that is still being written. */
export function allLines(tail: LogTail): readonly LogLine[] {
  if (tail.rest === '') return tail.lines;
  const offset = tail.nextOffset - byteLength(tail.rest);
  return [...tail.lines, readLine(tail.rest, offset, tail.lines.at(-1)?.at ?? null)];
}

function dropFront(lines: readonly LogLine[], least: number): readonly LogLine[] {
  if ((lines[0]?.offset ?? 0) >= least) return lines;
  return lines.slice(firstFrom(lines, least));
}

/** The first line that begins at an offset or after it; the number of lines where none does. */
export function firstFrom(lines: readonly Pick<LogLine, 'offset'>[], offset: number): number {
  let [low, high] = [0, lines.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lines[middle]?.offset ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

const timed = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z) ?/;
/** The colours of terminals begin with ESC. */
const colours = new RegExp(`${String.fromCharCode(27)}\\[[0-9;?]*[A-Za-z]`, 'g');

function readLine(raw: string, offset: number, before: number | null): LogLine {
  const plain = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
  const time = timed.exec(plain);
  const text = (time === null ? plain : plain.slice(time[0].length)).replace(colours, '');
  const at = time === null ? before : Date.parse(time[1] ?? '');
  return { offset, at, hasTime: time !== null, level: levelOf(text), text };
}

/** So far into a line words for how grave it is are looked for: after times and names of loggers. */
const levelWithin = 72;
const levels: readonly (readonly [LogLevel, RegExp])[] = [
  ['error', /\b(ERROR|CRITICAL|FATAL|SEVERE)\b|^Traceback \(most recent|^\w*(Error|Exception)\b:/],
  ['warn', /\b(WARN|WARNING)\b|\w+Warning:/],
  ['debug', /\b(DEBUG|TRACE)\b/],
  ['info', /\bINFO\b/],
];

function levelOf(text: string): LogLevel | null {
  const head = text.slice(0, levelWithin);
  return levels.find(([, pattern]) => pattern.test(head))?.[0] ?? null;
}

function byteLength(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x80) continue;
    // Both halves of a pair count two here, four bytes together.
    bytes += code < 0x800 || (code >= 0xd800 && code <= 0xdfff) ? 1 : 2;
  }
  return bytes;
}

export type SourceLine = LogLine & { readonly source: string };

/** Lines of several logs in the order in which they were written. */
export function mergeLogs(
  logs: readonly { source: string; lines: readonly LogLine[] }[],
): readonly SourceLine[] {
  const all = logs.flatMap(({ source, lines }) => lines.map((line) => ({ ...line, source })));
  // Sorting is stable: lines of the same moment stay in the order of their log.
  return logs.length < 2 ? all : all.sort((a, b) => (a.at ?? 0) - (b.at ?? 0));
}

/** The places of lines that have a text in them, whatever its case. */
export function findLines(lines: readonly Pick<LogLine, 'text'>[], text: string): readonly number[] {
  if (text === '') return [];
  const wanted = text.toLowerCase();
  return lines.flatMap((line, i) => (line.text.toLowerCase().includes(wanted) ? [i] : []));
}

/** A line cut where a text stands in it, for marking; every second part is the text. */
export function markParts(line: string, text: string): readonly string[] {
  if (text === '') return [line];
  const [low, wanted] = [line.toLowerCase(), text.toLowerCase()];
  // Some letters have more signs in lower case: then places differ, and nothing is marked.
  if (low.length !== line.length) return [line];
  const parts: string[] = [];
  let from = 0;
  for (let at = low.indexOf(wanted); at >= 0; at = low.indexOf(wanted, from)) {
    parts.push(line.slice(from, at), line.slice(at, at + text.length));
    from = at + text.length;
  }
  return [...parts, line.slice(from)];
}
