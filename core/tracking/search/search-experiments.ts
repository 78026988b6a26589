import type { LifecycleView } from '#contract/entities.ts';
import type { ReadableDb } from '#core/store/database.ts';
import {
  always,
  filterToSql,
  joinParts,
  parseFilter,
  parseOrder,
  printFilter,
  printOrderTerm,
  searchRows,
  testValue,
  type Condition,
  type OrderTerm,
  type SortColumn,
  type SqlPart,
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
  const { rows, nextPageToken } = searchRows<{ id: number }>(db, {
    select: 'e.id AS id',
    from: 'experiments e',
    where: joinParts('AND', [viewTest(query.view), filterToSql(filter, testCondition)]),
    order: order.map(toColumn),
    identity: [
      'experiments',
      printFilter(filter, experimentDialect),
      order.map((term) => printOrderTerm(term, experimentDialect)),
      query.view,
    ],
    maxResults: query.maxResults,
    pageToken: query.pageToken,
  });
  return { ids: rows.map(({ id }) => id), nextPageToken };
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

function toColumn({ key, descending }: OrderTerm): SortColumn {
  return {
    rank: null,
    value: { sql: columnOf(key), params: [] },
    isNumber: key !== 'name',
    descending,
  };
}

function viewTest(view: LifecycleView): SqlPart {
  return view === 'all' ? always : { sql: `e.lifecycle = ${view === 'active' ? 0 : 1}`, params: [] };
}

/** No attribute of an experiment is ever missing. */
function testCondition(condition: Condition): SqlPart {
  if (condition.entity === 'attribute') return testValue(columnOf(condition.key), condition);
  const test = testValue('t.value', condition);
  return {
    sql: `EXISTS (SELECT 1 FROM experiment_tags t WHERE t.experiment_id = e.id AND t.key = ? AND ${test.sql})`,
    params: [condition.key, ...test.params],
  };
}
