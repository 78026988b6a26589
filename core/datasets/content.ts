import type { CsvDialect, DatasetVersion } from '#contract/datasets.ts';
import { createBlobWriter, hashText } from '#core/store/blobs.ts';
import type { EngineContext } from '#core/store/context.ts';
import { dataInvalid } from './data-errors.ts';
import { listShort } from './find.ts';
import { findDialect, type CsvOptions } from './formats/csv-dialect.ts';
import { createCsvWriter, writtenDialect } from './formats/csv-writer.ts';
import { findFormat, openTable, type TableFile } from './formats/open-table.ts';
import { profileTable } from './formats/profile-table.ts';
import type { ReadOptions, Row, TableReader, Warning } from './formats/table-reader.ts';
import type { StagedFile, StagedSource } from './sources/staged-source.ts';

/** What a version says of its content. */
export type Content = Pick<DatasetVersion, 'format' | 'csv' | 'rows' | 'columns' | 'warnings'>;

/** How the files of a source are to be read: `table` is null for what is no table. */
export interface Layout {
  table: TableFile | null;
  warnings: Warning[];
}

/** The SHA-256 of a version: of its one file, or of the sorted lines `path NUL size NUL sha256` of a folder. */
export function hashContent({ origin, files }: StagedSource): string {
  const [first] = files;
  if (origin.kind !== 'folder' && first !== undefined) return first.blob.sha256;
  return hashText(files.map(({ path, blob }) => `${path}\0${blob.bytes}\0${blob.sha256}\n`).join(''));
}

/** Finds out format and dialect. A folder is kept as files. */
export async function findLayout(source: StagedSource, options: CsvOptions): Promise<Layout> {
  const [first] = source.files;
  if (source.origin.kind === 'folder' || first === undefined) return { table: null, warnings: [] };
  const { file } = first.blob;
  if (source.isOwnCsv) return { table: { file, format: 'csv', csv: writtenDialect }, warnings: [] };
  const hasCsvOptions = Object.values(options).some((value) => value !== undefined);
  const format = await findFormat(file, first.path, { mediaType: source.mediaType, hasCsvOptions });
  if (format === 'binary') return { table: null, warnings: [] };
  if (format === 'csv') return findCsvLayout(source, first, options, hasCsvOptions);
  if (format === 'jsonl') requireUtf8(first, source);
  return { table: { file, format, csv: null }, warnings: [] };
}

async function findCsvLayout(
  { origin }: StagedSource,
  { path, blob }: StagedFile,
  options: CsvOptions,
  hasCsvOptions: boolean,
): Promise<Layout> {
  const { dialect, warnings, sample } = await findDialect(blob.file, blob.isUtf8, origin.location, options);
  // Prose has this ending too.
  const isProse = /\.txt$/i.test(path) && !hasCsvOptions && (sample[0]?.length ?? 0) < 2;
  if (isProse) return { table: null, warnings: [] };
  return { table: { file: blob.file, format: 'csv', csv: dialect }, warnings };
}

function requireUtf8({ blob }: StagedFile, { origin }: StagedSource): void {
  if (blob.isUtf8) return;
  throw dataInvalid(`${origin.location} is not UTF-8, which JSON lines must be.`, {
    source: origin.location,
    problem: 'encoding',
    remedy: 'Save it in UTF-8.',
  });
}

/** Reads all of a table and says what it holds. @throws DATA_INVALID */
export async function readContent({ table, warnings }: Layout, options: ReadOptions): Promise<Content> {
  if (table === null) return { format: 'binary', csv: null, rows: null, columns: [], warnings };
  const profile = await profileTable(await openTable(table, options), options.source);
  return {
    format: table.format,
    csv: table.csv,
    rows: profile.rows,
    columns: profile.columns,
    warnings: [...warnings, ...profile.warnings],
  };
}

/**
 * Writes some columns of a table, under new names, as a CSV of its own.
 * @param mapping new name -> column of the source
 * @throws DATA_INVALID `missing_column` naming those that exist
 */
export async function mapColumns(
  ctx: EngineContext,
  source: StagedSource,
  layout: Layout,
  mapping: Readonly<Record<string, string>>,
  signal?: AbortSignal,
): Promise<StagedSource> {
  const { location } = source.origin;
  if (layout.table === null) throw noTable(location);
  const table = await withAllColumns(layout.table, { source: location, signal });
  const reader = await openTable(table, { source: location, signal });
  try {
    const names = Object.keys(mapping);
    const at = findColumns(reader.columns, Object.values(mapping), location);
    const staged = await writeTable(ctx, names, pickColumns(reader, at));
    const warnings = [...layout.warnings, ...reader.warnings()];
    const path = source.files[0]?.path.replace(/\.[^.]*$/, '') ?? 'table';
    return { ...source, files: [{ path: `${path}.csv`, blob: staged }], isOwnCsv: true, warnings };
  } finally {
    await reader.close();
  }
}

/** JSON lines bring columns as they come: reads them once to know them all. */
async function withAllColumns(table: TableFile, options: ReadOptions): Promise<TableFile> {
  if (table.format !== 'jsonl') return table;
  const reader = await openTable(table, options);
  for await (const _batch of reader.batches) continue;
  return { ...table, columns: reader.columns };
}

async function* pickColumns(reader: TableReader, at: readonly number[]): AsyncGenerator<Row[], void> {
  for await (const batch of reader.batches) yield batch.map((row) => at.map((column) => row[column] ?? null));
}

/** Where the asked columns stand. @throws DATA_INVALID `missing_column` */
export function findColumns(columns: readonly string[], asked: readonly string[], source: string): number[] {
  return asked.map((name) => {
    const at = columns.indexOf(name);
    if (at >= 0) return at;
    throw dataInvalid(`${source} has no column "${name}". Its columns are: ${listShort(columns)}.`, {
      source,
      problem: 'missing_column',
      place: columns.join(', '),
      value: name,
      remedy: 'Name one of these.',
    });
  });
}

/** Writes rows as a staged CSV. */
export async function writeTable(
  ctx: EngineContext,
  columns: readonly string[],
  batches: AsyncIterable<readonly Row[]>,
): Promise<StagedFile['blob']> {
  const writer = await createBlobWriter(ctx.paths, ctx.ids.token());
  try {
    const csv = await createCsvWriter(writer, columns);
    for await (const rows of batches) await csv.write(rows);
    await csv.finish();
    return await writer.finish();
  } catch (error) {
    await writer.abort();
    throw error;
  }
}

export function noTable(source: string): Error {
  return dataInvalid(`${source} is no table: its columns cannot be read.`, {
    source,
    problem: 'format',
    remedy: 'Use a CSV, JSON lines or Parquet file.',
  });
}

export function sameDialect(stored: CsvDialect | null, asked: CsvOptions): boolean {
  const { delimiter, encoding, hasHeader } = asked;
  if (stored === null) return true;
  return (
    (delimiter ?? stored.delimiter) === stored.delimiter &&
    (hasHeader ?? stored.hasHeader) === stored.hasHeader &&
    (encoding === undefined || sameEncoding(encoding, stored.encoding))
  );
}

function sameEncoding(a: string, b: string): boolean {
  try {
    return new TextDecoder(a).encoding === b;
  } catch {
    return false;
  }
}
