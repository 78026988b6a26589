import type { DatasetVersion } from '#contract/datasets.ts';
import type { EngineContext } from '#core/store/context.ts';
import { findColumns } from './content.ts';
import { findDatasetVersion } from './find.ts';
import { copyText } from './profile/value-counter.ts';
import { isNaWord } from './profile/value-kinds.ts';
import { openVersion } from './stored-files.ts';

export interface ReadColumnsOptions {
  signal?: AbortSignal | undefined;
}

/**
 * All values of some columns, one array per asked column, in the order of the rows; null is missing. Words such as NA
 * are missing in columns of numbers, dates and truth values, and texts elsewhere.
 * @throws NOT_FOUND; DATA_INVALID `missing_column` naming those that exist
 */
export async function readColumns(
  ctx: EngineContext,
  ref: string,
  columns: readonly string[],
  { signal }: ReadColumnsOptions = {},
): Promise<(string | null)[][]> {
  const version = findDatasetVersion(ctx, ref);
  const known = version.columns.map(({ name }) => name);
  const places = findColumns(known, columns, version.uri);
  const takers = places.map((at) => createTaker(at, version));
  const reader = await openVersion(ctx, version, signal);
  try {
    for await (const batch of reader.batches) {
      for (const row of batch) for (const taker of takers) taker.take(row);
    }
  } finally {
    await reader.close();
  }
  return takers.map(({ values }) => values);
}

interface Taker {
  values: (string | null)[];
  take(row: readonly (string | null)[]): void;
}

/** Repeated values, such as labels, are kept once. */
const sharedValues = 1000;

function createTaker(at: number, version: DatasetVersion): Taker {
  const values: (string | null)[] = [];
  const shared = new Map<string, string>();
  const isMissing = missingWords(version, at);
  return {
    values,
    take: (row) => {
      const value = row[at] ?? null;
      if (value === null || isMissing(value)) values.push(null);
      else values.push(shared.get(value) ?? keep(value, shared));
    },
  };
}

function keep(value: string, shared: Map<string, string>): string {
  const own = copyText(value);
  if (shared.size < sharedValues && own.length <= 64) shared.set(own, own);
  return own;
}

/** Which words of a column mean that a value is missing. */
export function missingWords(version: DatasetVersion, at: number): (value: string) => boolean {
  const column = version.columns[at];
  const isText =
    column === undefined || column.type === 'mixed' || (column.type === 'text' && column.distinct !== 0);
  return isText ? () => false : isNaWord;
}
