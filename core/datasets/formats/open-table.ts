import type { CsvDialect, DataFormat } from '#contract/datasets.ts';
import { readStart } from './text.ts';
import { openCsv } from './csv.ts';
import { openJsonLines } from './jsonl.ts';
import { openParquet } from './parquet.ts';
import type { ReadOptions, TableReader } from './table-reader.ts';

/** A file that holds a table, and how it is to be read. */
export interface TableFile {
  file: string;
  format: Exclude<DataFormat, 'binary'>;
  csv: CsvDialect | null;
  /** Known from an earlier reading. */
  columns?: readonly string[];
}

export async function openTable(table: TableFile, options: ReadOptions): Promise<TableReader> {
  if (table.format === 'parquet') return openParquet(table.file, options);
  if (table.format === 'jsonl') return openJsonLines(table.file, options, table.columns);
  if (table.csv === null) throw new Error(`the CSV ${table.file} has no dialect`);
  return openCsv(table.file, table.csv, options);
}

const formatsByEnding: readonly [RegExp, DataFormat][] = [
  [/\.(csv|tsv|tab|psv|txt)$/i, 'csv'],
  [/\.(jsonl|ndjson)$/i, 'jsonl'],
  [/\.(parquet|pq|parq)$/i, 'parquet'],
];

const formatsByMediaType: readonly [RegExp, DataFormat][] = [
  [/^text\/(csv|tab-separated-values)\b/i, 'csv'],
  [/^application\/(x-ndjson|jsonl|x-jsonlines)\b/i, 'jsonl'],
  [/^application\/(vnd\.apache\.)?parquet\b/i, 'parquet'],
];

/**
 * What a file is: by its ending, else by the media type of the server, else by its first bytes. A file whose format
 * cannot be told is kept as it is.
 * @param hasCsvOptions the caller says how to read a CSV, so it is one
 */
export async function findFormat(
  file: string,
  name: string,
  hints: { mediaType: string; hasCsvOptions: boolean },
): Promise<DataFormat> {
  const byEnding = formatsByEnding.find(([ending]) => ending.test(name))?.[1];
  if (byEnding !== undefined) return byEnding;
  const byType = formatsByMediaType.find(([type]) => type.test(hints.mediaType))?.[1];
  if (byType !== undefined) return byType;
  if ((await readStart(file, 4)).toString('latin1') === 'PAR1') return 'parquet';
  return hints.hasCsvOptions ? 'csv' : 'binary';
}
