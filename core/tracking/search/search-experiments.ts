import type { LifecycleView } from '#contract/entities.ts';
import type { ReadableDb } from '#core/store/database.ts';
import {
  afterSql,
  always,
  type Condition,
  type FilterNode,
  joinParts,
  orderSql,
  type OrderTerm,
  parseFilter,
  parseOrder,
  printFilter,
  printOrderTerm,
  readPageToken,
  type SortExpression,
  type SqlPart,
  testValue,
  writePageToken,
} from '#core/search/index.ts';
import { experimentDialect } from './dialects.ts';
import type { IdPage } from './search-runs.ts';

export interface ExperimentPageQuery {
  filter: string;
  orderBy: readonly string[];
  view: LifecycleView;
  maxResults: number;
  pageToken?: string | undefined;
}

/**
 * One page of experiments: newest first and then by id, or in the order given and then by descending id, as MLflow.
 * @throws FILTER_SYNTAX, LIMIT_EXCEEDED, INVALID_PAGE_TOKEN
 */
export function searchExperimentIds(db: ReadableDb, query: ExperimentPageQuery): IdPage {
  const filter = parseFilter(query.filter, experimentDialect);
  const order = completeOrder(parseOrder(query.orderBy, experimentDialect));
  const identity = [
    'experiments',
    printFilter(filter, experimentDialect),
    order.map((term) => printOrderTerm(term, experimentDialect)),
    query.view,
  ];
  const terms = order.map(toExpression);
  const numbers = order.map(({ key }) => key !== 'name');
  const after =
    query.pageToken === undefined
      ? always
      : afterSql(terms, readPageToken(query.pageToken, identity, numbers));
  const where = joinParts('AND', [viewTest(query.view), predicate(filter), after]);
  const rows = readRows(db, terms, where, query.maxResults + 1);
  const page = rows.slice(0, query.maxResults);
  const last = page.at(-1);
  const places = order.map((_, index) => ({ rank: 0, value: last?.[`value${index}`] ?? null }));
  const nextPageToken = rows.length > page.length ? writePageToken(identity, places) : null;
  return { ids: page.map((row) => Number(row['id'])), nextPageToken };
}

type Row = Record<string, number | string>;

function readRows(db: ReadableDb, terms: readonly SortExpression[], where: SqlPart, limit: number): Row[] {
  const values = terms.map(({ value }, index) => `${value} AS value${index}`).join(', ');
  return db.all<Row>(
    `SELECT e.id AS id, ${values} FROM experiments e WHERE ${where.sql} ORDER BY ${orderSql(terms)} LIMIT ?`,
    ...where.params,
    limit,
  );
}

function completeOrder(order: readonly OrderTerm[]): OrderTerm[] {
  const entity = 'attribute';
  if (order.length === 0) {
    return [
      { entity, key: 'creation_time', descending: true },
      { entity, key: 'experiment_id', descending: false },
    ];
  }
  if (order.some(({ key }) => key === 'experiment_id')) return [...order];
  return [...order, { entity, key: 'experiment_id', descending: true }];
}

const columns: Readonly<Record<string, string>> = {
  name: 'e.name',
  creation_time: 'e.created_at',
  last_update_time: 'e.updated_at',
  experiment_id: 'e.id',
};

function columnOf(key: string): string {
  const column = columns[key];
  if (column === undefined) throw new Error(`no column is known for the attribute ${key}`);
  return column;
}

function toExpression({ key, descending }: OrderTerm): SortExpression {
  return { rank: null, value: columnOf(key), descending };
}

function viewTest(view: LifecycleView): SqlPart {
  return view === 'all' ? always : { sql: `e.lifecycle = ${view === 'active' ? 0 : 1}`, params: [] };
}

function predicate(node: FilterNode | null): SqlPart {
  if (node === null) return always;
  if (node.kind === 'condition') return conditionPredicate(node);
  if (node.kind === 'not') return negate(predicate(node.item));
  return joinParts(node.kind === 'and' ? 'AND' : 'OR', node.items.map(predicate));
}

function negate({ sql, params }: SqlPart): SqlPart {
  return { sql: `NOT (${sql})`, params };
}

/** No attribute of an experiment is ever missing. */
function conditionPredicate(condition: Condition): SqlPart {
  if (condition.operator === 'IS NULL')
    return negate(conditionPredicate({ ...condition, operator: 'IS NOT NULL' }));
  if (condition.entity === 'attribute') return testValue(columnOf(condition.key), condition);
  const test = testValue('t.value', condition);
  return {
    sql: `EXISTS (SELECT 1 FROM experiment_tags t WHERE t.experiment_id = e.id AND t.key = ? AND ${test.sql})`,
    params: [condition.key, ...test.params],
  };
}
