import type { Compressors } from 'hyparquet';
import Papa from 'papaparse';

export type Table = {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** There are more rows than these. */
  readonly isCut: boolean;
};

/** Rows and columns that are shown: more than anyone reads, and few enough for the window. */
const mostRows = 5000;
const mostColumns = 200;

/** @param isCut the bytes end in the middle of the file: the last line is not whole */
export async function readCsv(blob: Blob, isCut: boolean): Promise<Table> {
  const { data } = Papa.parse<string[]>(await blob.text(), { skipEmptyLines: true, preview: mostRows + 2 });
  const [columns = [], ...rows] = isCut && data.length <= mostRows + 1 ? data.slice(0, -1) : data;
  return {
    columns: columns.slice(0, mostColumns),
    rows: rows.slice(0, mostRows),
    isCut: isCut || rows.length > mostRows,
  };
}

export async function readParquet(blob: Blob): Promise<Table> {
  const { parquetMetadataAsync, parquetReadObjects, parquetSchema } = await import('hyparquet');
  const compressors = await loadCompressors();
  const file = await blob.arrayBuffer();
  const metadata = await parquetMetadataAsync(file);
  const total = Number(metadata.num_rows);
  const columns = parquetSchema(metadata)
    .children.map(({ element }) => element.name)
    .slice(0, mostColumns);
  const rows = await parquetReadObjects({
    file,
    metadata,
    columns,
    ...(compressors !== null && { compressors }),
    rowEnd: Math.min(total, mostRows),
  });
  return {
    columns,
    rows: rows.map((row) => columns.map((name) => showCell(row[name]))),
    isCut: total > mostRows,
  };
}

/**
 * Null where they cannot start: one of them is WebAssembly, which the policy of the window forbids. Plain pages and
 * Snappy, which is what most programs write, need none of them.
 */
async function loadCompressors(): Promise<Compressors | null> {
  try {
    return (await import('hyparquet-compressors')).compressors;
  } catch {
    return null;
  }
}

function showCell(value: unknown): string {
  if (value === null || value === undefined) return '–';
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '–' : value.toISOString();
  if (typeof value === 'string') return value;
  if (typeof value === 'bigint') return value.toString();
  return JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? inner.toString() : inner));
}
