import { open, type FileHandle } from 'node:fs/promises';
import Papa from 'papaparse';
import type { CsvDialect } from '#contract/datasets.ts';
import { dataInvalid, throwIfCanceled } from '../data-errors.ts';
import { findDialect } from '../formats/csv-dialect.ts';
import { numberColumns } from '../formats/columns.ts';
import { readStart, unifyLineEnds } from '../formats/text.ts';
import { createCsvScanner, type CsvScanner } from './csv-scanner.ts';
import { cutCell, mostWindowColumns } from './window-limits.ts';
import type { TableWindow, WindowReader, WindowRange } from './window-reader.ts';

/** Rows from one known place to the next. */
const stride = 512;
/** Read at a time: about a millisecond of scanning, so that other work gets in between. */
const pieceBytes = 512 * 1024;
const sampleBytes = 256 * 1024;
/** More between two known places is no table for reading. */
const mostWindowBytes = 64 * 1024 * 1024;

/**
 * Reads rows anywhere in a CSV of any size: its bytes are scanned once, as far as somebody asked, and every 512th row's
 * place is remembered (8 bytes).
 * @throws DATA_INVALID `format` for what is no text, `encoding` for UTF-16, whose rows cannot be found by bytes
 */
export async function openCsvWindows(file: string, source: string): Promise<WindowReader> {
  const start = await readStart(file, sampleBytes);
  const { dialect, sample } = await findDialect(file, isUtf8(start), source, {});
  if (dialect.encoding.startsWith('utf-16')) throw notByBytes(source, dialect.encoding);
  const [head = []] = sample;
  const numbered = numberColumns(head.length);
  const columns = dialect.hasHeader ? numbered.map((name, at) => head[at]?.trim() || name) : numbered;
  const from = start.subarray(0, 3).toString('hex') === 'efbbbf' ? 3 : 0;
  const scanner = createCsvScanner({ ...dialect, stride, from });
  const scan = startScan(file, source, scanner, from);
  return {
    columns,
    read: (range) => readWindow({ file, source, dialect, columns, scanner, scan }, range),
    countRows: async (signal) => {
      await scan.until(Infinity, signal);
      return scanner.rows;
    },
  };
}

interface Scan {
  /** Goes on until so many rows are known, or the file ends. */
  until(rows: number, signal: AbortSignal | undefined): Promise<void>;
  readonly isWhole: boolean;
  readonly size: number;
}

function startScan(file: string, source: string, scanner: CsvScanner, from: number): Scan {
  let [position, isWhole] = [from, false];
  let turn: Promise<unknown> = Promise.resolve();
  const go = async (rows: number, signal: AbortSignal | undefined): Promise<void> => {
    if (isWhole || scanner.rows >= rows) return;
    const handle = await open(file, 'r');
    try {
      const buffer = Buffer.allocUnsafe(pieceBytes);
      while (scanner.rows < rows) {
        throwIfCanceled(signal, `Reading ${source}`);
        const { bytesRead } = await handle.read(buffer, 0, buffer.length, position);
        if (bytesRead === 0) {
          scanner.end();
          isWhole = true;
          return;
        }
        scanner.take(buffer.subarray(0, bytesRead));
        position += bytesRead;
      }
    } finally {
      await handle.close();
    }
  };
  return {
    // One scan at a time: who comes later goes on where the one before has stopped.
    until: (rows, signal) => {
      const next = turn.catch(() => undefined).then(() => go(rows, signal));
      turn = next;
      return next;
    },
    get isWhole() {
      return isWhole;
    },
    get size() {
      return position;
    },
  };
}

interface CsvParts {
  file: string;
  source: string;
  dialect: CsvDialect;
  columns: readonly string[];
  scanner: CsvScanner;
  scan: Scan;
}

async function readWindow(
  { file, source, dialect, columns, scanner, scan }: CsvParts,
  { offset, limit, signal }: WindowRange,
): Promise<TableWindow> {
  const first = Math.floor(offset / stride);
  const last = Math.ceil((offset + limit) / stride);
  await scan.until(last * stride + 1, signal);
  const known = { knownRows: scanner.rows, isWhole: scan.isWhole };
  const from = scanner.starts[first];
  if (from === undefined) return { rows: [], ...known };
  const to = scanner.starts[last] ?? scan.size;
  if (to - from > mostWindowBytes) throw tooWide(source, offset);
  const text = unifyLineEnds(new TextDecoder(dialect.encoding).decode(await readBytes(file, from, to)));
  const { data } = Papa.parse<string[]>(text, { delimiter: dialect.delimiter, newline: '\n' });
  const filled = data.filter((row) => row.some((cell) => hasContent.test(cell)));
  const shown = columns.slice(0, mostWindowColumns);
  const skip = offset - first * stride;
  const rows = filled
    .slice(skip, skip + limit)
    .map((row) => shown.map((_, at) => (row[at]?.trim() ? cutCell(row[at] ?? null) : null)));
  return { rows, ...known };
}

/** As the scanner tells rows from blank lines, so that places stay right: a hard space is content, a tab is none. */
const hasContent = /[^\0-\x20]/;

async function readBytes(file: string, from: number, to: number): Promise<Buffer> {
  const handle = await open(file, 'r');
  try {
    return await fill(handle, Buffer.alloc(to - from), from);
  } finally {
    await handle.close();
  }
}

async function fill(handle: FileHandle, into: Buffer, from: number): Promise<Buffer> {
  for (let at = 0; at < into.length;) {
    const { bytesRead } = await handle.read(into, at, into.length - at, from + at);
    if (bytesRead === 0) return into.subarray(0, at);
    at += bytesRead;
  }
  return into;
}

/** The sample may end within a letter. */
function isUtf8(sample: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(sample, { stream: true });
    return true;
  } catch {
    return false;
  }
}

function notByBytes(source: string, encoding: string): Error {
  return dataInvalid(`${source} is in ${encoding}, whose rows are not shown in windows.`, {
    source,
    problem: 'encoding',
    value: encoding,
    remedy: 'Save it in UTF-8, or add it as a dataset.',
  });
}

function tooWide(source: string, offset: number): Error {
  return dataInvalid(`The rows of ${source} from ${offset} are longer than 64 MB.`, {
    source,
    problem: 'too_large',
    place: `row ${offset + 1}`,
    remedy: 'Check that every quote closes.',
  });
}
