import { open } from 'node:fs/promises';
import { openParquetFile, toCell, unreadable } from '../formats/parquet.ts';
import { cutCell, mostWindowColumns } from './window-limits.ts';
import type { WindowReader } from './window-reader.ts';

/**
 * Reads rows anywhere in a Parquet file: only the row groups and columns that are asked for are decoded.
 * @throws DATA_INVALID `format`
 */
export async function openParquetWindows(file: string, source: string): Promise<WindowReader> {
  const { metadata, columns } = await withFile(file, source, async (parquet) => parquet);
  const count = Number(metadata.num_rows);
  const shown = columns.slice(0, mostWindowColumns);
  return {
    columns,
    read: async ({ offset, limit }) => {
      const rowEnd = Math.min(offset + limit, count);
      const known = { knownRows: count, isWhole: true };
      if (offset >= rowEnd) return { rows: [], ...known };
      const rows = await withFile(file, source, async ({ buffer }) => {
        const { parquetReadObjects } = await import('hyparquet');
        const { compressors } = await import('hyparquet-compressors');
        const part = { file: buffer, metadata, compressors, columns: shown, rowStart: offset, rowEnd };
        return parquetReadObjects(part);
      });
      return { rows: rows.map((row) => shown.map((name) => cutCell(toCell(row[name])))), ...known };
    },
    countRows: () => Promise.resolve(count),
  };
}

async function withFile<T>(
  file: string,
  source: string,
  fn: (parquet: Awaited<ReturnType<typeof openParquetFile>>) => Promise<T>,
): Promise<T> {
  const handle = await open(file, 'r');
  try {
    return await fn(await openParquetFile(handle));
  } catch (error) {
    throw unreadable(source, error);
  } finally {
    await handle.close();
  }
}
