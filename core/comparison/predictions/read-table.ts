import Papa from 'papaparse';
import { parseJson, type Json } from '#core/kernel/json.ts';
import type { EngineContext } from '#core/store/context.ts';
import { listFilesOf } from '#core/tracking/index.ts';
import { readWholeFile } from '../files/read-file.ts';
import {
  jsonToTable,
  recordsToTable,
  toPredictions,
  type Predictions,
  type RawTable,
} from './prediction-table.ts';

/** Files of predictions beyond this size are not read: they would take seconds and most of the memory. */
const maxBytes = 48 * 1024 * 1024;
/** Folders below the artifacts of a run that are looked through. */
const maxDepth = 3;
const maxFolders = 40;

export type ReadResult =
  | { predictions: Predictions }
  /** `no_columns`: a table without a target and a prediction; `unreadable`: no table at all. */
  | { problem: 'missing' | 'too_large' | 'unreadable' | 'no_columns' };

const tableName = /^(.*eval_results_table\.json|.*predictions?.*\.(json|jsonl|ndjson|csv|tsv|parquet))$/i;

/** Paths of a run's artifacts that may hold predictions by their names, in their order. */
export async function findPredictionTables(ctx: EngineContext, runId: string): Promise<string[]> {
  const found: string[] = [];
  const folders: { path: string; depth: number }[] = [{ path: '', depth: 0 }];
  for (let looked = 0; folders.length > 0 && looked < maxFolders; looked++) {
    const { path, depth } = folders.shift() ?? { path: '', depth: 0 };
    for (const { name, isFolder } of await listFilesOf(ctx, { runId }, path)) {
      const full = path === '' ? name : `${path}/${name}`;
      if (isFolder && depth < maxDepth) folders.push({ path: full, depth: depth + 1 });
      else if (!isFolder && tableName.test(name)) found.push(full);
    }
  }
  return found.sort();
}

export async function readPredictions(ctx: EngineContext, runId: string, path: string): Promise<ReadResult> {
  const bytes = await readWholeFile(ctx, { runId }, path, maxBytes);
  if (typeof bytes === 'string') return { problem: bytes };
  const table = await parseTable(bytes, path);
  if (table === null) return { problem: 'unreadable' };
  const predictions = toPredictions(table, path);
  return predictions === null ? { problem: 'no_columns' } : { predictions };
}

/** A table of any of these formats, by the ending of its path; null when it is none. */
export async function parseTable(bytes: Buffer<ArrayBuffer>, path: string): Promise<RawTable | null> {
  if (/\.parquet$/i.test(path)) return parseParquet(bytes);
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
  if (/\.json$/i.test(path)) {
    const document = parseJson(text);
    return document === undefined ? null : jsonToTable(document);
  }
  if (/\.(jsonl|ndjson)$/i.test(path)) {
    const lines = text.split('\n').filter((line) => line.trim() !== '');
    const records = lines.map(parseJson);
    return records.some((record) => record === undefined) ? null : recordsToTable(records as Json[]);
  }
  return parseCsv(text);
}

function parseCsv(text: string): RawTable | null {
  const { data } = Papa.parse<string[]>(text, { skipEmptyLines: true });
  const [columns, ...rows] = data;
  if (columns === undefined) return null;
  return { columns, rows: rows.map((row) => row.map((cell) => (cell === '' ? null : cell))) };
}

async function parseParquet(bytes: Buffer<ArrayBuffer>): Promise<RawTable | null> {
  const [{ parquetReadObjects }, { compressors }] = await Promise.all([
    import('hyparquet'),
    import('hyparquet-compressors'),
  ]);
  try {
    const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
    const records = await parquetReadObjects({ file, compressors });
    return recordsToTable(records.map((record) => toJsonRecord(record)));
  } catch {
    // The library's words tell nothing that a reader of a comparison could use: the file is said to be unreadable.
    return null;
  }
}

function toJsonRecord(record: Record<string, unknown>): Json {
  return Object.fromEntries(
    Object.entries(record).map(([key, value]): [string, Json] => [key, toJson(value)]),
  );
}

function toJson(value: unknown): Json {
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'bigint') return String(value);
  return value instanceof Date ? value.toISOString() : null;
}
