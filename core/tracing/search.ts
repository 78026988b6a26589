import type { Inputs, Outputs } from '#contract/procedures.ts';
import {
  always,
  filterToSql,
  joinParts,
  negate,
  never,
  parseFilter,
  parseOrder,
  printFilter,
  printOrderTerm,
  searchRows,
  type Condition,
  type FilterNode,
  type OrderTerm,
  type SortColumn,
  type SqlPart,
} from '#core/search/index.ts';
import type { EngineContext } from '#core/store/context.ts';
import { findExperiment } from '#core/tracking/index.ts';
import { attributeColumns, spanTest, traceTest } from './conditions.ts';
import { traceDialect } from './dialect.ts';
import type { TraceRow } from './find-trace.ts';
import { readTraces } from './read-traces.ts';

export interface TraceQuery {
  /** Undefined: all. Those that are not there have no traces. */
  experimentIds?: readonly string[] | undefined;
  filter: string;
  orderBy: readonly string[];
  maxResults: number;
  pageToken?: string | undefined;
}

/** @throws FILTER_SYNTAX, INVALID_PAGE_TOKEN, NOT_FOUND for an experiment that is not there */
export function searchTraces(
  ctx: EngineContext,
  input: Inputs['traces']['search'],
): Outputs['traces']['search'] {
  for (const id of input.experimentIds ?? []) findExperiment(ctx.db, id);
  return findTraces(ctx, {
    experimentIds: input.experimentIds,
    filter: input.filter ?? '',
    orderBy: input.orderBy ?? [],
    maxResults: input.maxResults ?? 100,
    pageToken: input.pageToken,
  });
}

/**
 * One page of traces: newest first and then by id, or in the order given; without a value last.
 * @throws FILTER_SYNTAX, LIMIT_EXCEEDED, INVALID_PAGE_TOKEN, INVALID_ARGUMENT for an unknown key of a span
 */
export function findTraces(
  { db }: Pick<EngineContext, 'db'>,
  query: TraceQuery,
): Outputs['traces']['search'] {
  const filter = parseFilter(query.filter, traceDialect);
  const order = completeOrder(parseOrder(query.orderBy, traceDialect));
  const { rows, nextPageToken } = searchRows<TraceRow>(db, {
    select: 't.*',
    from: 'traces t',
    where: joinParts('AND', [inExperiments(query.experimentIds), traceFilter(filter)]),
    order: order.map(toColumn),
    identity: [
      'traces',
      query.experimentIds,
      printFilter(filter, traceDialect),
      order.map((term) => printOrderTerm(term, traceDialect)),
    ],
    maxResults: query.maxResults,
    pageToken: query.pageToken,
  });
  return { traces: readTraces(db, rows), nextPageToken };
}

/** How many traces a filter finds. @throws as `findTraces` */
export function countTraces(
  { db }: Pick<EngineContext, 'db'>,
  experimentIds: readonly string[],
  filters: readonly string[],
): number {
  const tests = filters.map((filter) => traceFilter(parseFilter(filter, traceDialect)));
  const { sql, params } = joinParts('AND', [inExperiments(experimentIds), ...tests]);
  return db.get<{ n: number }>(`SELECT count(*) AS n FROM traces t WHERE ${sql}`, ...params)?.n ?? 0;
}

/** As `filterToSql`, but conditions on spans that are joined by AND hold for one span. */
function traceFilter(node: FilterNode | null): SqlPart {
  if (node === null) return always;
  if (node.kind === 'condition') return filterToSql(node, traceTest);
  if (node.kind === 'not') return negate(traceFilter(node.item));
  if (node.kind === 'or') return joinParts('OR', node.items.map(traceFilter));
  const spans = node.items.filter(isOfSpan);
  const others = node.items.filter((item) => !isOfSpan(item)).map(traceFilter);
  return joinParts('AND', spans.length === 0 ? others : [...others, spanTest(spans)]);
}

/** That a span lacks something is said of all spans of a trace. */
function isOfSpan(node: FilterNode): node is Condition {
  return node.kind === 'condition' && node.entity === 'span' && node.operator !== 'IS NULL';
}

function inExperiments(experimentIds: readonly string[] | undefined): SqlPart {
  if (experimentIds === undefined) return always;
  const ids = [...new Set(experimentIds.map(Number))].filter(Number.isSafeInteger);
  const [only] = ids;
  if (only === undefined) return never;
  // One experiment is by far the usual case, and its index then has the order as well.
  if (ids.length === 1) return { sql: 't.experiment_id = ?', params: [only] };
  return { sql: 't.experiment_id IN (SELECT value FROM json_each(?))', params: [JSON.stringify(ids)] };
}

function completeOrder(order: readonly OrderTerm[]): OrderTerm[] {
  const has = (wanted: string): boolean =>
    order.some(({ entity, key }) => entity === 'attribute' && key === wanted);
  const entity = 'attribute';
  return [
    ...order,
    ...(has('timestamp_ms') ? [] : [{ entity, key: 'timestamp_ms', descending: true } as const]),
    ...(has('request_id') ? [] : [{ entity, key: 'request_id', descending: false } as const]),
  ];
}

function toColumn({ entity, key, descending }: OrderTerm): SortColumn {
  const { value, isNumber, isNullable } = valueOf(entity, key);
  const rank = isNullable
    ? { sql: `CASE WHEN ${value.sql} IS NULL THEN 2 ELSE 0 END`, params: value.params }
    : null;
  return { rank, value, isNumber, descending };
}

function valueOf(
  entity: OrderTerm['entity'],
  key: string,
): { value: SqlPart; isNumber: boolean; isNullable: boolean } {
  if (entity === 'tag' || entity === 'metadata') {
    const table = entity === 'tag' ? 'trace_tags' : 'trace_metadata';
    const sql = `(SELECT x.value FROM ${table} x WHERE x.trace_id = t.id AND x.key = ?)`;
    return { value: { sql, params: [key] }, isNumber: false, isNullable: true };
  }
  const column = attributeColumns[key];
  if (column === undefined) throw new Error(`no column is known for the attribute ${key}`);
  const { sql, isNumber = false, isNullable = false } = column;
  return { value: { sql, params: [] }, isNumber, isNullable };
}
