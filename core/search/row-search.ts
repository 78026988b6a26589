import type { ReadableDb } from '#core/store/database.ts';
import type { Condition, FilterNode } from './ast.ts';
import { afterSql, orderSql, type Place } from './keyset.ts';
import { readPageToken, writePageToken } from './page-token.ts';
import { always, joinParts, type SqlPart } from './sql-part.ts';

/** One term of an order: `rank` as in `SortExpression`, null when every row has a value. */
export interface SortColumn {
  rank: SqlPart | null;
  value: SqlPart;
  isNumber: boolean;
  descending: boolean;
}

export interface RowQuery {
  /** Trusted SQL: the columns of a row, and what stands after FROM. */
  select: string;
  from: string;
  where: SqlPart;
  /** Ends with something that no two rows have in common. */
  order: readonly SortColumn[];
  /** All that makes this search another one: a page token goes on with the same search only. */
  identity: readonly unknown[];
  maxResults: number;
  pageToken?: string | undefined;
}

/**
 * One page of the rows of a small table (experiments, models), whose filter SQLite may simply try on every row.
 * @throws INVALID_PAGE_TOKEN
 */
export function searchRows<R extends object>(
  db: ReadableDb,
  query: RowQuery,
): { rows: R[]; nextPageToken: string | null } {
  const { order, maxResults } = query;
  const after = query.pageToken === undefined ? always : readAfter(query, query.pageToken);
  const columns = order.map(({ rank, value }, i) => [
    { sql: `${value.sql} AS value${i}`, params: value.params },
    ...(rank === null ? [] : [{ sql: `${rank.sql} AS rank${i}`, params: rank.params }]),
  ]);
  const selected = [{ sql: query.select, params: [] }, ...columns.flat()];
  const rows = db.all<R & Record<string, unknown>>(
    `SELECT * FROM (SELECT ${selected.map(({ sql }) => sql).join(', ')} FROM ${query.from} WHERE ${query.where.sql})
     WHERE ${after.sql} ORDER BY ${orderSql(toExpressions(order))} LIMIT ?`,
    ...selected.flatMap(({ params }) => params),
    ...query.where.params,
    ...after.params,
    maxResults + 1,
  );
  const page = rows.slice(0, maxResults);
  const last = page.at(-1);
  const isMore = rows.length > page.length && last !== undefined;
  const places = order.map((_, i) => placeOf(last ?? {}, i));
  return { rows: page, nextPageToken: isMore ? writePageToken(query.identity, places) : null };
}

/**
 * A filter as a condition in SQL. `test` says what one comparison means; it is never asked for IS NULL. A comparison
 * with something that the row lacks counts as false, so that NOT of it is true.
 */
export function filterToSql(node: FilterNode | null, test: (condition: Condition) => SqlPart): SqlPart {
  if (node === null) return always;
  if (node.kind === 'condition') {
    if (node.operator !== 'IS NULL') return test(node);
    return negate(test({ ...node, operator: 'IS NOT NULL' }));
  }
  if (node.kind === 'not') return negate(filterToSql(node.item, test));
  return joinParts(
    node.kind === 'and' ? 'AND' : 'OR',
    node.items.map((item) => filterToSql(item, test)),
  );
}

/** Whether any condition of a filter is one of those that `isWanted` means. */
export function someCondition(node: FilterNode | null, isWanted: (condition: Condition) => boolean): boolean {
  if (node === null) return false;
  if (node.kind === 'condition') return isWanted(node);
  if (node.kind === 'not') return someCondition(node.item, isWanted);
  return node.items.some((item) => someCondition(item, isWanted));
}

/** NULL counts as false, so that NOT of it is true. */
export function negate({ sql, params }: SqlPart): SqlPart {
  return { sql: `NOT coalesce(${sql}, 0)`, params };
}

function readAfter(query: RowQuery, token: string): SqlPart {
  const numbers = query.order.map(({ isNumber }) => isNumber);
  return afterSql(toExpressions(query.order), readPageToken(token, query.identity, numbers));
}

function toExpressions(order: readonly SortColumn[]): Parameters<typeof afterSql>[0] {
  return order.map(({ rank, descending }, i) => ({
    rank: rank === null ? null : `rank${i}`,
    value: `value${i}`,
    descending,
  }));
}

function placeOf(row: Record<string, unknown>, i: number): Place {
  const rank = Number(row[`rank${i}`] ?? 0);
  const value = row[`value${i}`];
  if (rank !== 0 || (typeof value !== 'string' && typeof value !== 'number')) return { rank, value: null };
  return { rank, value };
}
