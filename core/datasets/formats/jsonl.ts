import { parseJson, type Json } from '#core/kernel/json.ts';
import { showValue } from '#core/kernel/errors.ts';
import { dataInvalid } from '../data-errors.ts';
import { checkColumnCount } from './columns.ts';
import type { ReadOptions, Row, TableReader } from './table-reader.ts';
import { readText } from './text.ts';

/** A line that is longer, in characters, is no record. */
const maxLineCharacters = 64 * 1024 * 1024;

/**
 * Reads JSON lines: one object per line, its keys are the columns in the order in which they first come. Nested values
 * become JSON text. Empty lines are skipped and counted.
 * @param columns the columns known from an earlier reading, in their order
 * @throws DATA_INVALID `format` naming the line
 */
export function openJsonLines(
  file: string,
  options: ReadOptions,
  columns: readonly string[] = [],
): TableReader {
  const state: JsonState = { columns: [...columns], index: new Map(), line: 0, emptyLines: 0 };
  columns.forEach((name, at) => state.index.set(name, at));
  const batches = readBatches(file, state, options);
  return {
    columns: state.columns,
    batches,
    warnings: () =>
      state.emptyLines === 0 ? [] : [{ code: 'empty_rows', count: state.emptyLines, detail: '' }],
    close: async () => void (await batches.return()),
  };
}

interface JsonState {
  columns: string[];
  index: Map<string, number>;
  line: number;
  emptyLines: number;
}

async function* readBatches(
  file: string,
  state: JsonState,
  options: ReadOptions,
): AsyncGenerator<Row[], void> {
  let pending = '';
  for await (const text of readText(file, 'utf-8', options)) {
    const end = text.lastIndexOf('\n');
    if (end < 0) {
      pending += text;
      if (pending.length > maxLineCharacters) throw badLine(state.line + 1, pending, options.source);
      continue;
    }
    const lines = (pending + text.slice(0, end)).split('\n');
    pending = text.slice(end + 1);
    yield lines.flatMap((line) => readLine(line, state, options.source));
  }
  if (pending !== '') yield readLine(pending, state, options.source);
}

/** No row for an empty line. */
function readLine(line: string, state: JsonState, source: string): Row[] {
  state.line++;
  if (line.trim() === '') {
    state.emptyLines++;
    return [];
  }
  const record = parseJson(line);
  if (typeof record !== 'object' || record === null || Array.isArray(record)) {
    throw badLine(state.line, line, source);
  }
  const row: Row = [];
  for (const [key, value] of Object.entries(record)) row[columnOf(key, state, source)] = toCell(value);
  for (let at = 0; at < state.columns.length; at++) row[at] ??= null;
  return [row];
}

function columnOf(key: string, state: JsonState, source: string): number {
  const known = state.index.get(key);
  if (known !== undefined) return known;
  const at = state.columns.push(key) - 1;
  state.index.set(key, at);
  checkColumnCount(state.columns.length, source);
  return at;
}

function toCell(value: Json): string | null {
  if (value === null || value === '') return null;
  if (typeof value === 'string') return value.trim() === '' ? null : value;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function badLine(line: number, text: string, source: string): Error {
  return dataInvalid(`Line ${line} of ${source} is no JSON object: ${showValue(text)}`, {
    source,
    problem: 'format',
    place: `line ${line}`,
    value: text,
    remedy: 'Write one JSON object per line, such as {"text": "good", "label": "positive"}.',
  });
}
