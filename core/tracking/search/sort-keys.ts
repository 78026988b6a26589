import {
  afterSql,
  always,
  orderSql,
  type OrderTerm,
  type Place,
  type SortExpression,
} from '#core/search/index.ts';
import { readIds } from './matching-runs.ts';
import type { RunSearch } from './run-query.ts';
import { idsToJson } from './run-set.ts';
import { findSource, type ValueSource } from './value-source.ts';

/** One term of the order of runs, bound to where its values lie; null when no run has the key. */
export interface SortKey {
  source: ValueSource | null;
  descending: boolean;
  isNumber: boolean;
}

/** The given terms, then newest first, then run id: so the order is total. What comes after the run id says nothing. */
export function findSortKeys(search: RunSearch): SortKey[] {
  const isRunId = ({ entity, key }: OrderTerm): boolean => entity === 'attribute' && key === 'run_id';
  const isStart = ({ entity, key }: OrderTerm): boolean => entity === 'attribute' && key === 'start_time';
  const terms = [...search.order];
  if (!terms.some(isStart)) terms.push({ entity: 'attribute', key: 'start_time', descending: true });
  if (!terms.some(isRunId)) terms.push({ entity: 'attribute', key: 'run_id', descending: false });
  return terms.slice(0, terms.findIndex(isRunId) + 1).map((term) => ({
    source: findSource(search.db, term.entity, term.key),
    descending: term.descending,
    isNumber: isNumberTerm(term),
  }));
}

function isNumberTerm({ entity, key }: OrderTerm): boolean {
  return entity === 'metric' || (entity === 'attribute' && (key === 'start_time' || key === 'end_time'));
}

/** Sorts a few runs by reading the values of each. Answers the first `limit` ids after the places given. */
export function sortRuns(
  search: RunSearch,
  ids: Int32Array,
  keys: readonly SortKey[],
  after: readonly Place[] | null,
  limit: number,
): Int32Array {
  if (ids.length === 0) return ids;
  const terms = keys.map(toExpression);
  const start = after === null ? always : afterSql(terms, after);
  return readIds(
    search,
    `SELECT group_concat(id) AS ids FROM (
       SELECT r.id FROM json_each(?) j CROSS JOIN runs r ON r.id = j.value ${keys.map(joinSql).join(' ')}
       WHERE ${start.sql} ORDER BY ${orderSql(terms)} LIMIT ?)`,
    [idsToJson(ids), ...start.params, limit],
  );
}

/** Where one run stands in the order: what a page token remembers. */
export function readPlaces(search: RunSearch, id: number, keys: readonly SortKey[]): Place[] {
  const columns = keys.map((key, index) => {
    const { rank, value } = toExpression(key, index);
    return `${rank ?? '0'} AS rank${index}, ${value} AS value${index}`;
  });
  const row = search.db.get<Record<string, number | string | null>>(
    `SELECT ${columns.join(', ')} FROM runs r ${keys.map(joinSql).join(' ')} WHERE r.id = ?`,
    id,
  );
  return keys.map((_, index) => {
    const rank = Number(row?.[`rank${index}`]);
    return { rank, value: rank === 0 ? (row?.[`value${index}`] ?? null) : null };
  });
}

function joinSql({ source }: SortKey, index: number): string {
  if (source === null || source.table === 'runs') return '';
  return `LEFT JOIN ${source.table} k${index} ON k${index}.run_id = r.id AND k${index}.${source.keyTest}`;
}

function toExpression({ source, descending }: SortKey, index: number): SortExpression {
  // A sum, because a bare 2 in ORDER BY would be the second column.
  if (source === null) return { rank: '(0 + 2)', value: 'NULL', descending };
  if (source.table === 'runs') {
    const column = `r.${source.column}`;
    return { rank: source.isNullable ? `(${column} IS NULL) * 2` : null, value: column, descending };
  }
  const value = `k${index}.value`;
  const present = source.isMetric ? `k${index}.is_nan` : '0';
  return { rank: `CASE WHEN ${value} IS NULL THEN 2 ELSE ${present} END`, value, descending };
}
