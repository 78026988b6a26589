import { stat } from 'node:fs/promises';
import type { ColumnProfile } from '#contract/datasets.ts';
import { dataInvalid } from '../data-errors.ts';
import { findDialect } from '../formats/csv-dialect.ts';
import { findFormat, openTable } from '../formats/open-table.ts';
import { profileTable } from '../formats/profile-table.ts';
import type { WindowReader } from './window-reader.ts';
import { openCsvWindows } from './csv-window.ts';
import { openParquetWindows } from './parquet-window.ts';

/** A file on the disk, and what people call it. */
export interface TableSource {
  file: string;
  name: string;
}

/** Shows tables of any size a window of rows at a time; what was found out about a file is kept while it is looked at. */
export interface TableWindows {
  /** @throws DATA_INVALID `format` for what is no table */
  open(source: TableSource): Promise<WindowReader>;
  /** Every column of the whole file. @throws DATA_INVALID, CANCELED */
  profile(source: TableSource, signal?: AbortSignal): Promise<{ rows: number; columns: ColumnProfile[] }>;
}

/** Files whose places are remembered at once. */
const mostFiles = 8;
export function createTableWindows(): TableWindows {
  const readers = new Map<string, Promise<WindowReader>>();
  return {
    open: async (source) => {
      const { size, mtimeMs } = await stat(source.file);
      const key = `${source.file}\n${size}\n${mtimeMs}`;
      const known = readers.get(key);
      readers.delete(key);
      const reader = known ?? openReader(source);
      readers.set(key, reader);
      // What cannot be read is tried again, and only the files that were asked for last are kept.
      reader.catch(() => readers.delete(key));
      for (const old of [...readers.keys()].slice(0, -mostFiles)) readers.delete(old);
      return reader;
    },
    profile: async ({ file, name }, signal) => {
      const format = await requireTable(file, name);
      const csv = format === 'csv' ? (await findDialect(file, true, name, {})).dialect : null;
      const reader = await openTable({ file, format, csv }, { source: name, signal });
      const { rows, columns } = await profileTable(reader, name);
      return { rows, columns };
    },
  };
}

async function openReader({ file, name }: TableSource): Promise<WindowReader> {
  const format = await requireTable(file, name);
  return format === 'parquet' ? openParquetWindows(file, name) : openCsvWindows(file, name);
}

async function requireTable(file: string, name: string): Promise<'csv' | 'parquet'> {
  const format = await findFormat(file, name, { mediaType: '', hasCsvOptions: false });
  if (format === 'csv' || format === 'parquet') return format;
  throw dataInvalid(`${name} is no table that is shown in windows.`, {
    source: name,
    problem: 'format',
    remedy: 'Open a CSV or a Parquet file.',
  });
}
