import Papa from 'papaparse';
import type { CsvDialect } from '#contract/datasets.ts';
import { dataInvalid } from '../data-errors.ts';
import { nameColumns, numberColumns } from './columns.ts';
import type { ReadOptions, Row, TableReader, Warning } from './table-reader.ts';
import { readText } from './text.ts';

/** What was odd in a file, counted while it is read. */
interface Notes {
  rows: number;
  emptyRows: number;
  raggedRows: number;
  /** Cells of the first ragged row, and which row it is; the first row of the file is row 1. */
  firstRagged: { row: number; cells: number } | null;
  /** Of the file, the header counted. */
  rawRows: number;
}

/**
 * Reads a CSV of any size in constant memory. Empty rows are skipped, short ones filled with missing values, cells
 * beyond the last column left out; all are counted. Line ends inside quotes become `\n`.
 * @throws DATA_INVALID `empty`, `duplicate_column`, `format` for a quote that never closes; `ragged_row` when most
 *   rows do not fit the first
 */
export async function openCsv(file: string, dialect: CsvDialect, options: ReadOptions): Promise<TableReader> {
  const raw = readRawRows(file, dialect, options);
  try {
    return await startReader(raw, dialect.hasHeader, options);
  } catch (error) {
    await raw.return();
    throw error;
  }
}

async function startReader(
  raw: AsyncGenerator<string[][], void>,
  hasHeader: boolean,
  options: ReadOptions,
): Promise<TableReader> {
  const notes: Notes = { rows: 0, emptyRows: 0, raggedRows: 0, firstRagged: null, rawRows: 0 };
  const first = await nextFilled(raw, notes);
  if (first === null) throw noRows(options.source);
  const [head = [], ...rest] = first;
  const named = hasHeader
    ? nameColumns(head, options.source)
    : { columns: numberColumns(head.length), warnings: [] };
  if (hasHeader) notes.rawRows++;
  return {
    columns: named.columns,
    batches: alignBatches(hasHeader ? rest : first, raw, named.columns.length, notes, options),
    warnings: () => [...named.warnings, ...noteWarnings(notes)],
    close: async () => void (await raw.return()),
  };
}

/** Blank rows before the header count as empty ones. */
async function nextFilled(raw: AsyncGenerator<string[][], void>, notes: Notes): Promise<string[][] | null> {
  for (;;) {
    const { done, value } = await raw.next();
    if (done === true) return null;
    const at = value.findIndex((row) => !isBlank(row));
    notes.emptyRows += at < 0 ? value.length : at;
    notes.rawRows += at < 0 ? value.length : at;
    if (at >= 0) return value.slice(at);
  }
}

function noRows(source: string): Error {
  return dataInvalid(`${source} holds no rows.`, {
    source,
    problem: 'empty',
    remedy: 'Choose a file with at least one row of data.',
  });
}

async function* alignBatches(
  first: string[][],
  raw: AsyncGenerator<string[][], void>,
  width: number,
  notes: Notes,
  options: ReadOptions,
): AsyncGenerator<Row[], void> {
  try {
    yield alignRows(first, width, notes);
    for await (const rows of raw) {
      yield alignRows(rows, width, notes);
      if (notes.rows > 10_000) refuseRagged(notes, width, options.source);
    }
    refuseRagged(notes, width, options.source);
  } finally {
    await raw.return();
  }
}

function alignRows(rows: readonly Row[], width: number, notes: Notes): Row[] {
  const aligned: Row[] = [];
  for (const row of rows) {
    notes.rawRows++;
    const cells = row.length;
    const filled = emptyToMissing(row);
    if (filled === 0) {
      notes.emptyRows++;
      continue;
    }
    notes.rows++;
    if (cells !== width) fitRow(row, cells < width || filled > width, width, notes);
    aligned.push(row);
  }
  return aligned;
}

/** In place; answers how many cells there are up to the last that holds something. */
function emptyToMissing(row: Row): number {
  let filled = 0;
  for (let at = 0; at < row.length; at++) {
    const cell = row[at] ?? '';
    // Only a cell that starts with white space can be all white space.
    if (cell === '' || (cell.charCodeAt(0) <= 32 && cell.trim() === '')) row[at] = null;
    else filled = at + 1;
  }
  return filled;
}

function fitRow(row: Row, isRagged: boolean, width: number, notes: Notes): void {
  if (isRagged) {
    notes.raggedRows++;
    notes.firstRagged ??= { row: notes.rawRows, cells: row.length };
  }
  while (row.length < width) row.push(null);
  row.length = width;
}

function refuseRagged({ rows, raggedRows, firstRagged }: Notes, width: number, source: string): void {
  if (firstRagged === null || raggedRows * 2 <= rows) return;
  const { row, cells } = firstRagged;
  throw dataInvalid(
    `${raggedRows} of ${rows} rows of ${source} do not have ${width} cells as the first row has; row ${row} has ${cells}.`,
    {
      source,
      problem: 'ragged_row',
      place: `row ${row}`,
      value: String(cells),
      remedy: 'Check the delimiter, and put quotes around cells that contain it.',
    },
  );
}

function noteWarnings({ emptyRows, raggedRows, firstRagged }: Notes): Warning[] {
  const warnings: Warning[] = [];
  if (emptyRows > 0) warnings.push({ code: 'empty_rows', count: emptyRows, detail: '' });
  if (firstRagged !== null) {
    warnings.push({ code: 'ragged_rows', count: raggedRows, detail: `row ${firstRagged.row}` });
  }
  return warnings;
}

function isBlank(row: readonly string[]): boolean {
  return row.every((cell) => cell.trim() === '');
}

interface Parsed {
  data: string[][];
  errors: { code: string }[];
  meta: { cursor: number };
}

/** A row that is longer, in characters, is not read on: mostly it is a quote that never closes. */
const maxRowCharacters = 32 * 1024 * 1024;

/** Papa Parse is given what has come, minus the last row, which may go on in the next piece. */
async function* readRawRows(
  file: string,
  { delimiter, encoding }: CsvDialect,
  options: ReadOptions,
): AsyncGenerator<string[][], void> {
  const parser = new Papa.Parser({ delimiter, newline: '\n' });
  let [pending, parseAt, row] = ['', 0, 1];
  for await (const text of readText(file, encoding, options)) {
    pending += text;
    if (pending.length < parseAt) continue;
    const { data, meta } = parser.parse(pending, 0, true) as Parsed;
    if (data.length === 0) {
      if (pending.length > maxRowCharacters) throw endlessRow(pending, options.source, row);
      // Twice as much before the next try: a long row is parsed a few times, not once per piece.
      parseAt = pending.length * 2;
      continue;
    }
    row += data.length;
    pending = pending.slice(meta.cursor);
    parseAt = 0;
    yield data;
  }
  if (pending !== '') yield parseEnd(parser, pending, row, options.source);
}

/** @param row of the file, that `pending` begins with */
function parseEnd(parser: Papa.Parser, pending: string, row: number, source: string): string[][] {
  const { data, errors } = parser.parse(pending, 0, false) as Parsed;
  const swallowed = data.at(-1)?.at(-1)?.includes('\n') === true;
  if (swallowed && errors.some(({ code }) => code === 'MissingQuotes')) {
    throw unclosedQuote(source, row + data.length - 1);
  }
  // The parser takes what follows the last line end for one more row.
  if (pending.endsWith('\n') && data.at(-1)?.join('') === '') data.pop();
  return data;
}

function endlessRow(text: string, source: string, row: number): Error {
  if (text.includes('"')) return unclosedQuote(source, row);
  return dataInvalid(`Row ${row} of ${source} has more than ${maxRowCharacters} characters.`, {
    source,
    problem: 'too_large',
    place: `row ${row}`,
    value: String(text.length),
    remedy: 'Check that rows end with a line end, or leave this row out.',
  });
}

function unclosedQuote(source: string, row: number): Error {
  return dataInvalid(`In row ${row} of ${source} a quote opens and never closes.`, {
    source,
    problem: 'format',
    place: `row ${row}`,
    remedy: 'Close the quote, or write two quotes for one that belongs to the text.',
  });
}
