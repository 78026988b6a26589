import Papa from 'papaparse';
import { toCell } from '#core/datasets/index.ts';
import { parseJson, type Json } from '#core/kernel/json.ts';
import type { EngineContext } from '#core/store/context.ts';
import { listFilesHere } from '../files/list-files.ts';
import { readWholeFile } from '../files/read-file.ts';
import { findPredictionColumns, toPredictions, type Predictions } from './prediction-table.ts';
import { keepRows, maxRows, type KeptRows, type RawTable } from './raw-table.ts';

/** Files of predictions beyond this size are not read: they would take seconds and most of the memory. */
const maxBytes = 50_000_000;
/** Folders below the artifacts of a run that are looked through. */
const maxDepth = 3;
const maxFolders = 40;

export type ReadResult =
  | { predictions: Predictions }
  /** `no_columns`: a table without a target and a prediction; `unreadable`: no table at all. */
  | { problem: 'missing' | 'unreadable' | 'no_columns' }
  /** With the bytes or the rows that were counted, and how many there may be. */
  | { problem: 'too_large' | 'too_many_rows'; seen: number; most: number };

/** Which columns are read, by their places; none: the table is not read on. */
type ChooseColumns = (columns: readonly string[]) => readonly number[];

/** `null` for what is no table; of one with too many rows, how many there are. */
type ParsedTable = RawTable | { tooManyRows: number } | null;

const tableName = /^(.*eval_results_table\.json|.*predictions?.*\.(json|jsonl|ndjson|csv|tsv|parquet))$/i;

/** Paths of a run's artifacts that may hold predictions by their names, in their order. */
export async function findPredictionTables(ctx: EngineContext, runId: string): Promise<string[]> {
  const found: string[] = [];
  const folders: { path: string; depth: number }[] = [{ path: '', depth: 0 }];
  for (let looked = 0; folders.length > 0 && looked < maxFolders; looked++) {
    const { path, depth } = folders.shift() ?? { path: '', depth: 0 };
    for (const { name, isFolder } of await listFilesHere(ctx, { runId }, path)) {
      const full = path === '' ? name : `${path}/${name}`;
      if (isFolder && depth < maxDepth) folders.push({ path: full, depth: depth + 1 });
      else if (!isFolder && tableName.test(name)) found.push(full);
    }
  }
  return found.sort();
}

/** What a run predicted; of a table only the columns that say it are kept. */
export async function readPredictions(ctx: EngineContext, runId: string, path: string): Promise<ReadResult> {
  const bytes = await readWholeFile(ctx, { runId }, path, maxBytes);
  if ('problem' in bytes)
    return bytes.problem === 'missing' ? { problem: 'missing' } : { ...bytes, most: maxBytes };
  const table = await parseTable(bytes, path, (columns) => findPredictionColumns(columns, path));
  if (table === null) return { problem: 'unreadable' };
  if ('tooManyRows' in table) return { problem: 'too_many_rows', seen: table.tooManyRows, most: maxRows };
  if (table.columns.length === 0) return { problem: 'no_columns' };
  return { predictions: toPredictions(table) };
}

/** A table of any of these formats, by the ending of its path. */
export async function parseTable(
  bytes: Buffer<ArrayBuffer>,
  path: string,
  choose: ChooseColumns = (columns) => columns.map((_, place) => place),
): Promise<ParsedTable> {
  if (/\.parquet$/i.test(path)) return parseParquet(bytes, choose);
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
  if (/\.json$/i.test(path)) return parseDocument(parseJson(text), choose);
  if (/\.(jsonl|ndjson)$/i.test(path)) return parseLines(text, choose);
  return parseCsv(text, choose);
}

/** Every row is counted, and no more are kept than a table may have. */
function parseCsv(text: string, choose: ChooseColumns): ParsedTable {
  let kept: KeptRows | null = null;
  Papa.parse<string[]>(text, {
    skipEmptyLines: true,
    step: ({ data }, parser) => {
      if (kept !== null) return kept.add((place) => data[place] || null);
      kept = keepRows(data, choose(data));
      if (kept.columns.length === 0) parser.abort();
    },
  });
  return (kept as KeptRows | null)?.finish() ?? null;
}

function parseLines(text: string, choose: ChooseColumns): ParsedTable {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (lines.length > maxRows) return { tooManyRows: lines.length };
  const records = lines.map(parseJson);
  return records.includes(undefined) ? null : recordsToTable(records as Json[], choose);
}

/**
 * MLflow's tables are `{"columns": [...], "data": [[...]]}`, pandas writes the same as "split"; a list of objects is a
 * table too.
 */
function parseDocument(document: Json | undefined, choose: ChooseColumns): ParsedTable {
  if (Array.isArray(document)) return recordsToTable(document, choose);
  if (typeof document !== 'object' || document === null) return null;
  const { columns, data } = document;
  if (!Array.isArray(columns) || !Array.isArray(data)) return null;
  const names = columns.map(String);
  const kept = keepRows(names, choose(names));
  for (const row of data) kept.add((place) => (Array.isArray(row) ? toText(row[place] ?? null) : null));
  return kept.finish();
}

/** Records need not all have the same keys: a column is what any of them has. */
function recordsToTable(records: readonly Json[], choose: ChooseColumns): ParsedTable {
  const names = new Set<string>();
  const objects: Record<string, Json>[] = [];
  for (const record of records) {
    if (typeof record !== 'object' || record === null || Array.isArray(record)) return null;
    objects.push(record);
    for (const name of Object.keys(record)) names.add(name);
  }
  if (objects.length === 0) return null;
  const columns = [...names];
  const kept = keepRows(columns, choose(columns));
  for (const object of objects) kept.add((place) => toText(object[columns[place] ?? ''] ?? null));
  return kept.finish();
}

function toText(value: Json): string | null {
  if (value === null || value === '') return null;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Its foot says how many rows there are: a small file may hold very many. */
async function parseParquet(bytes: Buffer<ArrayBuffer>, choose: ChooseColumns): Promise<ParsedTable> {
  const [{ parquetMetadata, parquetReadObjects, parquetSchema }, { compressors }] = await Promise.all([
    import('hyparquet'),
    import('hyparquet-compressors'),
  ]);
  try {
    const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
    const metadata = parquetMetadata(file);
    const names = parquetSchema(metadata).children.map(({ element }) => element.name);
    const kept = keepRows(names, choose(names));
    const rows = Number(metadata.num_rows);
    if (rows > kept.most) return { tooManyRows: rows };
    if (kept.columns.length > 0) {
      const options = { file, metadata, compressors, columns: kept.columns };
      for (const record of await parquetReadObjects(options))
        kept.add((place) => toCell(record[names[place] ?? '']));
    }
    return kept.finish();
  } catch {
    // The library's words tell nothing that a reader of a comparison could use: the file is said to be unreadable.
    return null;
  }
}
