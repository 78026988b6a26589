import { open, type FileHandle } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { AsyncBuffer, FileMetaData } from 'hyparquet';
import { errorText, isStileError } from '#core/kernel/errors.ts';
import { dataInvalid, throwIfCanceled } from '../data-errors.ts';
import { refuseDuplicates } from './columns.ts';
import type { ReadOptions, Row, TableReader } from './table-reader.ts';

/** Rows that are decoded at a time. */
const batchRows = 2000;

/**
 * Reads a Parquet file, row group by row group; every codec that hyparquet-compressors knows. Nested values become
 * JSON text, times ISO 8601, bytes that are no text hex digits.
 * @throws DATA_INVALID `format` with the library's words
 */
export async function openParquet(file: string, options: ReadOptions): Promise<TableReader> {
  const handle = await open(file, 'r');
  try {
    const { buffer, metadata, columns } = await openParquetFile(handle);
    refuseDuplicates(columns, options.source);
    const batches = readBatches(buffer, metadata, options);
    const close = (): Promise<void> => handle.close().catch(() => undefined);
    return { columns, batches: closeAfter(batches, close), warnings: () => [], close };
  } catch (error) {
    await handle.close();
    throw unreadable(options.source, error);
  }
}

/** Its bytes, what its foot tells, and the names of its columns; the handle stays the caller's. */
export async function openParquetFile(
  handle: FileHandle,
): Promise<{ buffer: AsyncBuffer; metadata: FileMetaData; columns: string[] }> {
  const { size } = await handle.stat();
  const buffer = toAsyncBuffer(handle, size);
  const { parquetMetadataAsync, parquetSchema } = await import('hyparquet');
  const metadata = await parquetMetadataAsync(buffer);
  const columns = parquetSchema(metadata).children.map(({ element }) => element.name);
  return { buffer, metadata, columns };
}

async function* readBatches(
  file: AsyncBuffer,
  metadata: FileMetaData,
  options: ReadOptions,
): AsyncGenerator<Row[], void> {
  const [{ parquetRead }, { compressors }] = await Promise.all([
    import('hyparquet'),
    import('hyparquet-compressors'),
  ]);
  let groupStart = 0;
  for (const group of metadata.row_groups) {
    const groupEnd = groupStart + Number(group.num_rows);
    // The library decodes the pages that it needs again for each call, so a group is decoded once and handed on in parts.
    let rows: unknown[][] = [];
    try {
      await parquetRead({
        file,
        metadata,
        compressors,
        rowStart: groupStart,
        rowEnd: groupEnd,
        onComplete: (found) => (rows = found),
      });
    } catch (error) {
      throw unreadable(options.source, error);
    }
    for (let at = 0; at < rows.length; at += batchRows) {
      throwIfCanceled(options.signal, `Reading ${options.source}`);
      yield rows.slice(at, at + batchRows).map((row) => row.map(toCell));
      await nextTurn();
    }
    groupStart = groupEnd;
  }
}

async function* closeAfter(
  batches: AsyncIterable<Row[]>,
  close: () => Promise<void>,
): AsyncGenerator<Row[], void> {
  try {
    yield* batches;
  } finally {
    await close();
  }
}

function toAsyncBuffer(handle: FileHandle, size: number): AsyncBuffer {
  return {
    byteLength: size,
    slice: async (start, end = size) => {
      const from = start < 0 ? Math.max(size + start, 0) : start;
      const length = Math.max(Math.min(end, size) - from, 0);
      const bytes = new ArrayBuffer(length);
      const view = new Uint8Array(bytes);
      for (let at = 0; at < length;) {
        const { bytesRead } = await handle.read(view, at, length - at, from + at);
        if (bytesRead === 0) break;
        at += bytesRead;
      }
      return bytes;
    },
  };
}

/** A value as a text; null is missing. */
export function toCell(value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null;
  if (typeof value === 'string') return value.trim() === '' ? null : value;
  if (value instanceof Date) return dateText(value);
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  if (typeof value === 'object') return JSON.stringify(value, replaceUnwritable);
  return (value as number | bigint | boolean).toString();
}

/** A day without a time is written as one. */
function dateText(value: Date): string | null {
  if (Number.isNaN(value.getTime())) return null;
  return value
    .toISOString()
    .replace(/T00:00:00\.000Z$/, '')
    .replace(/\.000Z$/, 'Z');
}

function replaceUnwritable(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  return value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value;
}

/** What the library threw, as an error that names the file. */
export function unreadable(source: string, error: unknown): unknown {
  if (isStileError(error)) return error;
  return dataInvalid(
    `${source} cannot be read as Parquet: ${errorText(error)}.`,
    {
      source,
      problem: 'format',
      value: errorText(error),
      remedy: 'Check that the file is whole, or save it as CSV.',
    },
    error,
  );
}
