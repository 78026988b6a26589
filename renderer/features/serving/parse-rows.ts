import { parseCsv } from './parse-csv.ts';
import { checkValue, readCell } from './read-cell.ts';
import type { CellResult, Json, RowProblem } from './read-cell.ts';
import type { SignatureLine } from './read-signature.ts';

export type RowsResult = { readonly rows: readonly Json[] } | { readonly problem: RowProblem };

/** Rows that one question may have. */
const mostRows = 10_000;

/**
 * Rows from a text: JSON (a list of objects, lists or values, one object, a line each, or a body as `/invocations` takes
 * it), or CSV with a header.
 * @param columns of the signature; null where rows are what the model makes of them
 */
export function parseRows(text: string, columns: readonly SignatureLine[] | null): RowsResult {
  if (text.trim() === '') return fail('noRows');
  const found = /^\s*[[{]/.test(text) ? readJsonRows(text) : readCsvRows(text, columns);
  if ('problem' in found) return found;
  if (found.rows.length === 0) return fail('noRows');
  if (found.rows.length > mostRows) return fail('tooMany', 0, '', String(found.rows.length));
  return columns === null ? found : checkRows(found.rows, columns);
}

/** The cells of a form as rows; lines that are empty altogether are left out. */
export function readForm(
  cells: readonly (readonly string[])[],
  columns: readonly SignatureLine[],
): RowsResult {
  const rows: Json[] = [];
  for (const [line, texts] of cells.entries()) {
    if (isBlank(texts)) continue;
    const row: Record<string, Json> = {};
    for (const [place, column] of columns.entries()) {
      const cell = readCell(texts[place] ?? '', column);
      if ('problem' in cell) return fail(cell.problem, line + 1, column.name, texts[place] ?? '');
      row[column.name] = cell.value;
    }
    rows.push(row);
  }
  return rows.length === 0 ? fail('noRows') : { rows };
}

/** Rows as the cells of a form show them. */
export function toCells(
  rows: readonly Json[],
  columns: readonly SignatureLine[],
): readonly (readonly string[])[] {
  return rows.map((row) =>
    columns.map(({ name }, place) => showCell(isList(row) ? row[place] : fieldOf(row, name))),
  );
}

export function showCell(value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function isBlank(texts: readonly string[]): boolean {
  return texts.every((text) => text.trim() === '');
}

function fail(kind: RowProblem['kind'], row = 0, column = '', value = ''): { problem: RowProblem } {
  return { problem: { kind, row, column, value } };
}

function readJsonRows(text: string): RowsResult {
  let problem: string;
  try {
    return unwrap(JSON.parse(text) as Json);
  } catch (error) {
    problem = /line (\d+)/.exec(String(error))?.[1] ?? '';
  }
  try {
    const lines = text.split('\n').filter((line) => line.trim() !== '');
    return { rows: lines.map((line) => JSON.parse(line) as Json) };
  } catch {
    return fail('notJson', 0, '', problem);
  }
}

/** What is in the envelopes that MLflow knows. */
function unwrap(body: Json): RowsResult {
  if (isList(body)) return { rows: body };
  const split = fieldOf(body, 'dataframe_split');
  if (split !== undefined) return { rows: joinSplit(split) };
  for (const key of ['dataframe_records', 'instances', 'inputs'] as const) {
    const inner = fieldOf(body, key);
    if (inner !== undefined) return isList(inner) ? { rows: inner } : readColumns(inner);
  }
  return { rows: [body] };
}

function joinSplit(split: Json): readonly Json[] {
  const columns = listOf(fieldOf(split, 'columns'));
  return listOf(fieldOf(split, 'data')).map((row) =>
    Object.fromEntries(columns.map((name, place) => [showCell(name), listOf(row)[place] ?? null])),
  );
}

/** Lists by column, turned into rows. */
function readColumns(columns: Json): RowsResult {
  if (typeof columns !== 'object' || columns === null || isList(columns)) return { rows: [columns] };
  const lists = Object.entries(columns);
  if (!lists.every(([, list]) => Array.isArray(list))) return { rows: [columns] };
  const count = Math.max(0, ...lists.map(([, list]) => listOf(list).length));
  const rows = Array.from({ length: count }, (_, row) =>
    Object.fromEntries(lists.map(([name, list]) => [name, listOf(list)[row] ?? null])),
  );
  return { rows };
}

function readCsvRows(text: string, columns: readonly SignatureLine[] | null): RowsResult {
  const [head = [], ...records] = parseCsv(text);
  const names = head.map((name) => name.trim());
  const rows: Json[] = [];
  for (const [line, record] of records.entries()) {
    if (record.length !== names.length)
      return fail('width', line + 1, String(names.length), String(record.length));
    const row: Record<string, Json> = {};
    for (const [place, name] of names.entries()) {
      const column = columns?.find((one) => one.name === name);
      const cell = column === undefined ? guess(record[place] ?? '') : readCell(record[place] ?? '', column);
      if ('problem' in cell) return fail(cell.problem, line + 1, name, record[place] ?? '');
      row[name] = cell.value;
    }
    rows.push(row);
  }
  return { rows };
}

const anything: SignatureLine = { name: '', type: 'any', required: false, preset: null };

/** A cell of which nobody says what it is: a number, true or false where it reads as one. */
function guess(text: string): CellResult {
  return /^\s*(-?\d+(\.\d+)?(e[+-]?\d+)?|true|false)?\s*$/i.test(text)
    ? readCell(text.toLowerCase(), anything)
    : { value: text };
}

function checkRows(rows: readonly Json[], columns: readonly SignatureLine[]): RowsResult {
  const checked: Json[] = [];
  for (const [line, row] of rows.entries()) {
    const result = checkRow(row, line + 1, columns);
    if ('problem' in result) return result;
    checked.push(...result.rows);
  }
  return { rows: checked };
}

/** A row as an object by column; a list is taken in the order of the signature. Columns it does not know are left alone. */
function checkRow(row: Json, line: number, columns: readonly SignatureLine[]): RowsResult {
  const object = isList(row) || columns.length === 1 ? byPlace(row, columns) : row;
  if (isList(row) && row.length !== columns.length)
    return fail('width', line, String(columns.length), String(row.length));
  if (typeof object !== 'object' || object === null)
    return fail('notRows', line, columns[0]?.name, showCell(row));
  const missing = columns.filter(({ name, required }) => required && fieldOf(object, name) === undefined);
  if (missing.length > 0)
    return fail('columns', line, missing.map(({ name }) => name).join(', '), Object.keys(object).join(', '));
  for (const column of columns) {
    const value = fieldOf(object, column.name);
    const cell = checkValue(value, column);
    if ('problem' in cell) return fail(cell.problem, line, column.name, showCell(value));
  }
  return { rows: [object] };
}

function byPlace(row: Json, columns: readonly SignatureLine[]): Json {
  const [only] = columns;
  if (Array.isArray(row))
    return Object.fromEntries(columns.map(({ name }, place) => [name, row[place] ?? null]));
  return typeof row === 'object' || only === undefined ? row : { [only.name]: row };
}

function fieldOf(value: Json | undefined, name: string): Json | undefined {
  if (typeof value !== 'object' || value === null || isList(value)) return undefined;
  return Object.hasOwn(value, name) ? value[name] : undefined;
}

function listOf(value: Json | undefined): readonly Json[] {
  return isList(value) ? value : [];
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}
