import type { SqlValue } from '#core/store/database.ts';
import { readIds } from './matching-runs.ts';
import type { Members } from './members.ts';
import type { RunSearch } from './run-query.ts';
import type { SortKey } from './sort-keys.ts';
import { indexedTable, type ValueSource } from './value-source.ts';

/** The runs of one stretch of an index in the order of their values, read in growing pieces. */
export interface ValueStream {
  /** The next `count` members, fewer only at the end. */
  take(members: Members, count: number): Int32Array;
  isAtEnd(): boolean;
}

export type KnownKey = SortKey & { source: ValueSource };

/**
 * One stream per stretch in which the index is in order of value: per experiment, and per lifecycle for attributes.
 * With `bound`, only values strictly after it.
 */
export function openStreams(search: RunSearch, key: KnownKey, bound: SqlValue): ValueStream[] {
  const { source, descending } = key;
  const { column } = source;
  const isValue = `${source.isMetric ? 'AND is_nan = 0' : ''} AND ${column} IS NOT NULL`;
  const isAfter = bound === null ? '' : `AND ${column} ${descending ? '<' : '>'} ?`;
  const sql = (stretch: string): string => `SELECT group_concat(id) AS ids FROM (
     SELECT ${source.idColumn} AS id FROM ${indexedTable(source)} WHERE ${stretch} ${isValue} ${isAfter}
     ORDER BY ${column} ${descending ? 'DESC' : 'ASC'} LIMIT ? OFFSET ?)`;
  const bounds = bound === null ? [] : [bound];
  return findStretches(search, source).map(({ where, params }) =>
    openStream(search, sql(where), [...params, ...bounds]),
  );
}

function findStretches(search: RunSearch, source: ValueSource): { where: string; params: number[] }[] {
  if (source.index === null) return [{ where: '1', params: [] }];
  if (source.table !== 'runs') {
    return search.experimentIds.map((id) => ({
      where: `experiment_id = ? AND ${source.keyTest}`,
      params: [id],
    }));
  }
  const lifecycles = search.lifecycles.split(', ').map(Number);
  return search.experimentIds.flatMap((id) =>
    lifecycles.map((lifecycle) => ({
      where: 'experiment_id = ? AND lifecycle = ?',
      params: [id, lifecycle],
    })),
  );
}

function openStream(search: RunSearch, sql: string, params: readonly SqlValue[]): ValueStream {
  let size = search.tuning.firstPiece;
  let offset = 0;
  let ready = new Int32Array(0);
  let isEnded = false;
  const readPiece = (members: Members): void => {
    const ids = readIds(search, sql, [...params, size, offset]);
    isEnded = ids.length < size;
    offset += ids.length;
    // Checking runs one by one goes in small steps; against a known set, reading on costs next to nothing.
    size *= members.known() === null ? 4 : 16;
    const picked = members.pick(ids);
    const joined = new Int32Array(ready.length + picked.length);
    joined.set(ready);
    joined.set(picked, ready.length);
    ready = joined;
  };
  return {
    take(members, count) {
      while (ready.length < count && !isEnded) readPiece(members);
      const taken = ready.subarray(0, count);
      ready = ready.subarray(taken.length);
      return taken;
    },
    isAtEnd: () => isEnded && ready.length === 0,
  };
}
