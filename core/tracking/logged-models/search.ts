import type { LifecycleView } from '#contract/entities.ts';
import type { LoggedModel } from '#contract/logged-models.ts';
import {
  always,
  filterToSql,
  joinParts,
  never,
  parseFilter,
  printFilter,
  printOrderTerm,
  searchRows,
  someCondition,
  testValue,
  type Condition,
  type FilterNode,
  type OrderTerm,
  type SortColumn,
  type SqlPart,
} from '#core/search/index.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { ReadableDb } from '#core/store/database.ts';
import { findKeyId } from '../keys.ts';
import { loggedModelDialect } from './dialect.ts';
import type { LoggedModelRow } from './find-model.ts';
import { readLoggedModels, type MetricsWanted } from './read-models.ts';

/** Of a metric, only the points that were measured on this dataset count. */
export interface DatasetChoice {
  name?: string | undefined;
  digest?: string | undefined;
}

export interface LoggedModelQuery {
  /** Undefined: all. Those that are not there have no models. */
  experimentIds?: readonly string[] | undefined;
  /** Only those that this run has made. */
  runId?: string | undefined;
  filter: string;
  order: readonly (OrderTerm & { dataset?: DatasetChoice })[];
  /** Conditions on metrics look at points of one of these only; without such a condition, one point is needed. */
  datasets?: readonly DatasetChoice[];
  view: LifecycleView;
  maxResults: number;
  pageToken?: string | undefined;
  metrics: MetricsWanted;
}

/**
 * One page of logged models: newest first, or in the order given; without a value last.
 * @throws FILTER_SYNTAX, LIMIT_EXCEEDED, INVALID_PAGE_TOKEN
 */
export function findLoggedModels(
  { db }: Pick<EngineContext, 'db'>,
  query: LoggedModelQuery,
): { models: LoggedModel[]; nextPageToken: string | null } {
  const filter = parseFilter(query.filter, loggedModelDialect);
  const order = completeOrder(query.order);
  const datasets = query.datasets ?? [];
  const test = (condition: Condition): SqlPart => testCondition(db, condition, datasets);
  const { rows, nextPageToken } = searchRows<LoggedModelRow>(db, {
    select: 'm.*',
    from: 'logged_models m',
    where: joinParts('AND', [scope(query), filterToSql(filter, test), datasetTest(filter, datasets)]),
    order: order.map((term) => toColumn(db, term)),
    identity: [
      'logged models',
      query.experimentIds,
      query.runId,
      query.view,
      printFilter(filter, loggedModelDialect),
      order.map((term) => [printOrderTerm(term, loggedModelDialect), term.dataset]),
      datasets,
    ],
    maxResults: query.maxResults,
    pageToken: query.pageToken,
  });
  return { models: readLoggedModels(db, rows, query.metrics), nextPageToken };
}

type Term = LoggedModelQuery['order'][number];

function completeOrder(order: readonly Term[]): Term[] {
  const has = (wanted: string): boolean =>
    order.some(({ entity, key }) => entity === 'attribute' && key === wanted);
  const entity = 'attribute';
  return [
    ...order,
    ...(has(created) ? [] : [{ entity, key: created, descending: true } as const]),
    ...(has('model_id') ? [] : [{ entity, key: 'model_id', descending: false } as const]),
  ];
}

function scope({ experimentIds, runId, view }: LoggedModelQuery): SqlPart {
  const inExperiments =
    experimentIds === undefined
      ? always
      : {
          sql: 'm.experiment_id IN (SELECT CAST(value AS INTEGER) FROM json_each(?))',
          params: [JSON.stringify(experimentIds)],
        };
  const ofRun =
    runId === undefined
      ? always
      : {
          sql: `(m.source_run_id = ? OR m.id IN (SELECT o.logged_model_id FROM run_model_outputs o
                 JOIN runs r ON r.id = o.run_id WHERE r.uuid = ?))`,
          params: [runId, runId],
        };
  const inView = view === 'all' ? always : { sql: `m.lifecycle = ${view === 'active' ? 0 : 1}`, params: [] };
  return joinParts('AND', [inExperiments, ofRun, inView]);
}

const created = 'creation_timestamp_ms';

const columns: Readonly<Record<string, { sql: string; isNumber?: boolean; isNullable?: boolean }>> = {
  name: { sql: 'm.name' },
  model_id: { sql: 'm.model_id' },
  model_type: { sql: 'm.model_type' },
  source_run_id: { sql: 'm.source_run_id', isNullable: true },
  experiment_id: { sql: 'CAST(m.experiment_id AS TEXT)' },
  status: { sql: 'm.status' },
  artifact_location: { sql: 'm.artifact_uri' },
  [created]: { sql: 'm.created_at', isNumber: true },
  last_updated_timestamp_ms: { sql: 'm.updated_at', isNumber: true },
};

function columnOf(key: string): { sql: string; isNumber?: boolean; isNullable?: boolean } {
  const column = columns[key];
  if (column === undefined) throw new Error(`no column is known for the attribute ${key}`);
  return column;
}

function testCondition(db: ReadableDb, condition: Condition, datasets: readonly DatasetChoice[]): SqlPart {
  const { entity, key } = condition;
  if (entity === 'attribute') return attributeTest(condition);
  if (entity === 'metric') return metricTest(db, condition, datasets);
  const table = entity === 'param' ? 'logged_model_params' : 'logged_model_tags';
  const test = testValue('v.value', condition);
  return {
    sql: `EXISTS (SELECT 1 FROM ${table} v WHERE v.logged_model_id = m.id AND v.key = ? AND ${test.sql})`,
    params: [key, ...test.params],
  };
}

function attributeTest(condition: Condition): SqlPart {
  const { sql, isNullable = false } = columnOf(condition.key);
  if (condition.operator === 'IS NOT NULL' && isNullable) return { sql: `${sql} IS NOT NULL`, params: [] };
  return testValue(sql, condition.key === 'status' ? nameStatus(condition) : condition);
}

/** `READY`, or as the protocol has it: `LOGGED_MODEL_READY`. Python says FAILED for UPLOAD_FAILED. */
function nameStatus(condition: Condition): Condition {
  if (condition.operator === 'LIKE' || condition.operator === 'ILIKE') return condition;
  const toName = (text: string): string =>
    text.replace(/^LOGGED_MODEL_/, '').replace(/^FAILED$/, 'UPLOAD_FAILED');
  const { value } = condition;
  if (typeof value === 'string') return { ...condition, value: toName(value) };
  return typeof value === 'object' && value !== null ? { ...condition, value: value.map(toName) } : condition;
}

function metricTest(db: ReadableDb, condition: Condition, datasets: readonly DatasetChoice[]): SqlPart {
  const keyId = findKeyId(db, condition.key);
  if (keyId === null) return never;
  const test = testValue('v.value', condition);
  const notNan = condition.operator === 'IS NOT NULL' ? '' : 'AND v.is_nan = 0';
  const ofDataset = datasets.length === 0 ? always : joinParts('OR', datasets.map(datasetRows));
  return {
    sql: `EXISTS (SELECT 1 FROM logged_model_metrics v
          WHERE v.logged_model_id = m.id AND v.key_id = ${keyId} ${notNan} AND ${test.sql} AND ${ofDataset.sql})`,
    params: [...test.params, ...ofDataset.params],
  };
}

/** Where no condition asks for a metric, the model needs any point of one of the datasets. */
function datasetTest(filter: FilterNode | null, datasets: readonly DatasetChoice[]): SqlPart {
  const asksForMetric = someCondition(filter, ({ entity }) => entity === 'metric');
  if (datasets.length === 0 || asksForMetric) return always;
  const ofDataset = joinParts('OR', datasets.map(datasetRows));
  return {
    sql: `EXISTS (SELECT 1 FROM logged_model_metrics v WHERE v.logged_model_id = m.id AND ${ofDataset.sql})`,
    params: ofDataset.params,
  };
}

function datasetRows({ name, digest }: DatasetChoice): SqlPart {
  return joinParts('AND', [
    ...(name === undefined ? [] : [{ sql: 'v.dataset_name = ?', params: [name] }]),
    ...(digest === undefined ? [] : [{ sql: 'v.dataset_digest = ?', params: [digest] }]),
  ]);
}

function toColumn(db: ReadableDb, term: Term): SortColumn {
  const { entity, key, descending, dataset = {} } = term;
  if (entity === 'metric') return metricColumn(db, key, descending, dataset);
  const { sql, isNumber = false, isNullable = false } = columnOf(key);
  const value = { sql, params: [] };
  const rank = isNullable ? { sql: `CASE WHEN ${sql} IS NULL THEN 2 ELSE 0 END`, params: [] } : null;
  return { rank, value, isNumber, descending };
}

/** The newest point of a metric by time, then by step; NaN comes after the numbers, no point at all last. */
function metricColumn(db: ReadableDb, key: string, descending: boolean, dataset: DatasetChoice): SortColumn {
  const test = datasetRows(dataset);
  const latest = (column: string): string =>
    `(SELECT v.${column} FROM logged_model_metrics v
      WHERE v.logged_model_id = m.id AND v.key_id = ${findKeyId(db, key) ?? -1} AND ${test.sql}
      ORDER BY v.timestamp DESC, v.step DESC, v.run_id, v.value DESC, v.is_nan DESC LIMIT 1)`;
  return {
    rank: { sql: `coalesce(${latest('is_nan')}, 2)`, params: test.params },
    value: { sql: latest('value'), params: test.params },
    isNumber: true,
    descending,
  };
}
