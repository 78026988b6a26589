import type { ColumnProfile } from '#contract/datasets.ts';
import { dataInvalid } from '../data-errors.ts';
import { createColumnProfiler, type ColumnProfiler } from '../profile/column-profiler.ts';
import type { TableReader, Warning } from './table-reader.ts';

export interface TableProfile {
  rows: number;
  columns: ColumnProfile[];
  warnings: Warning[];
}

/**
 * Reads a table to its end, or to `maxRows`, and closes it.
 * @throws DATA_INVALID `empty` for a table without rows, and what the reader throws
 */
export async function profileTable(
  reader: TableReader,
  source: string,
  maxRows = Infinity,
): Promise<TableProfile> {
  const profilers: ColumnProfiler[] = [];
  let rows = 0;
  try {
    for await (const batch of reader.batches) {
      while (profilers.length < reader.columns.length) {
        profilers.push(startProfiler(reader.columns[profilers.length] ?? '', rows));
      }
      for (const row of batch) {
        rows++;
        for (let at = 0; at < profilers.length; at++) profilers[at]?.add(row[at] ?? null);
      }
      if (rows >= maxRows) break;
    }
  } finally {
    await reader.close();
  }
  if (rows === 0) throw noRows(source, reader.columns);
  return { rows, columns: profilers.map((profiler) => profiler.finish()), warnings: reader.warnings() };
}

/** A column that comes later was missing before. */
function startProfiler(name: string, rowsBefore: number): ColumnProfiler {
  const profiler = createColumnProfiler(name);
  for (let row = 0; row < rowsBefore; row++) profiler.add(null);
  return profiler;
}

function noRows(source: string, columns: readonly string[]): Error {
  const what =
    columns.length === 0 ? 'no rows' : `a header (${columns.slice(0, 5).join(', ')}) and no rows below it`;
  return dataInvalid(`${source} holds ${what}.`, {
    source,
    problem: 'empty',
    remedy: 'Choose a file with at least one row of data.',
  });
}
