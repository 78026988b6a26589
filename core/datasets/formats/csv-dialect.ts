import Papa from 'papaparse';
import type { CsvDialect } from '#contract/datasets.ts';
import { invalidArgument } from '#core/kernel/errors.ts';
import { dataInvalid } from '../data-errors.ts';
import { findKind } from '../profile/value-kinds.ts';
import type { Warning } from './table-reader.ts';
import { readStart, unifyLineEnds } from './text.ts';

/** How to read a CSV, as far as the caller says. */
export interface CsvOptions {
  delimiter?: string | undefined;
  encoding?: string | undefined;
  hasHeader?: boolean | undefined;
}

export interface FoundDialect {
  dialect: CsvDialect;
  warnings: Warning[];
  /** Rows of the beginning, blank ones left out. */
  sample: string[][];
}

/** Bytes that the delimiter and the header are found in. */
const sampleBytes = 256 * 1024;
const sampleRows = 200;

/** By how common they are: the first wins a tie. */
const delimiters = [',', ';', '\t', '|'];

/**
 * Finds out what the caller leaves open. Encoding: byte order mark, else zero bytes (UTF-16), else UTF-8 when all of
 * the file is valid UTF-8, else Windows-1252 with a warning. Delimiter: the one that gives most rows as many cells as
 * the first. Header: there is one, unless numbers stand above numbers in the first row.
 * @param isUtf8 whether all of the file is valid UTF-8
 * @throws DATA_INVALID `format` for what is no text, `encoding` when the given one does not fit
 */
export async function findDialect(
  file: string,
  isUtf8: boolean,
  source: string,
  options: CsvOptions,
): Promise<FoundDialect> {
  const bytes = await readStart(file, sampleBytes);
  const { encoding, warnings } = findEncoding(bytes, isUtf8, source, options.encoding);
  const text = unifyLineEnds(new TextDecoder(encoding).decode(bytes, { stream: true }));
  if (text.includes('\0')) throw notText(source);
  const delimiter = options.delimiter ?? findDelimiter(text, bytes.length < sampleBytes);
  const sample = parseSample(text, delimiter, bytes.length < sampleBytes);
  const hasHeader = options.hasHeader ?? findHeader(sample);
  if (!hasHeader && options.hasHeader === undefined) {
    warnings.push({ code: 'no_header', count: 1, detail: (sample[0] ?? []).slice(0, 5).join(delimiter) });
  }
  return { dialect: { delimiter, encoding, hasHeader }, warnings, sample };
}

function notText(source: string): Error {
  return dataInvalid(
    `${source} holds zero bytes: it is not text, or in an encoding that was not found out.`,
    {
      source,
      problem: 'format',
      remedy: 'Save it as CSV in UTF-8, or name its encoding.',
    },
  );
}

function findEncoding(
  bytes: Buffer,
  isUtf8: boolean,
  source: string,
  given: string | undefined,
): { encoding: string; warnings: Warning[] } {
  if (given !== undefined) return { encoding: checkEncoding(given, isUtf8, source), warnings: [] };
  const marked = findMark(bytes) ?? findZeroBytes(bytes);
  if (marked !== null) return { encoding: marked, warnings: [] };
  if (isUtf8) return { encoding: 'utf-8', warnings: [] };
  const warning = { code: 'encoding_guessed', count: 1, detail: 'windows-1252' };
  return { encoding: 'windows-1252', warnings: [warning] };
}

/** The name that the decoder knows it by, e.g. `windows-1252` for `latin1`. */
function checkEncoding(given: string, isUtf8: boolean, source: string): string {
  const encoding = findDecoder(given);
  if (encoding === null) {
    throw invalidArgument(
      'csv.encoding',
      given,
      'no such encoding is known',
      'Write utf-8, utf-16le, utf-16be, windows-1252 or another name of the Encoding Standard.',
    );
  }
  if (encoding === 'utf-8' && !isUtf8) {
    throw dataInvalid(`${source} is not UTF-8 throughout.`, {
      source,
      problem: 'encoding',
      value: given,
      remedy: 'Leave the encoding out to have it found, or name another, such as windows-1252.',
    });
  }
  return encoding;
}

function findDecoder(name: string): string | null {
  try {
    return new TextDecoder(name).encoding;
  } catch {
    return null;
  }
}

function findMark(bytes: Buffer): string | null {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  return a === 0xfe && b === 0xff ? 'utf-16be' : null;
}

/** Western text in UTF-16 has a zero in every second byte. */
function findZeroBytes(bytes: Buffer): string | null {
  const looked = bytes.subarray(0, 4096);
  let [even, odd] = [0, 0];
  looked.forEach((byte, i) => {
    if (byte !== 0) return;
    if (i % 2 === 0) even++;
    else odd++;
  });
  const half = looked.length / 2;
  if (odd > half * 0.5 && even < half * 0.05) return 'utf-16le';
  return even > half * 0.5 && odd < half * 0.05 ? 'utf-16be' : null;
}

interface ParsedRows {
  data: string[][];
}

function parseSample(text: string, delimiter: string, isWhole: boolean): string[][] {
  const parser = new Papa.Parser({ delimiter, newline: '\n', preview: sampleRows });
  const { data } = parser.parse(text, 0, !isWhole) as ParsedRows;
  return data.filter((row) => row.some((cell) => cell.trim() !== ''));
}

function findDelimiter(text: string, isWhole: boolean): string {
  const scored = delimiters.map((delimiter) => {
    const rows = parseSample(text, delimiter, isWhole);
    const cells = rows[0]?.length ?? 0;
    const fitting = rows.filter((row) => row.length === cells).length / Math.max(rows.length, 1);
    return { delimiter, cells, fitting };
  });
  const best = scored
    .filter(({ cells }) => cells > 1)
    .sort((a, b) => b.fitting - a.fitting || b.cells - a.cells)[0];
  return best?.delimiter ?? ',';
}

/** A number above numbers is data; but a year may head a column. */
function findHeader(sample: readonly string[][]): boolean {
  const [first, ...rest] = sample;
  if (first === undefined || rest.length === 0) return true;
  return !first.some((cell, at) => {
    if (!isValue(cell) || isYear(cell)) return false;
    const below = rest.map((row) => row[at] ?? '').filter((value) => value.trim() !== '');
    return below.length > 0 && below.every(isValue);
  });
}

function isValue(cell: string): boolean {
  const kind = findKind(cell.trim());
  return kind === 'integer' || kind === 'number' || kind === 'datetime';
}

function isYear(cell: string): boolean {
  return /^(19|20)\d\d$/.test(cell.trim());
}
