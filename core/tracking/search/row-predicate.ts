import {
  always,
  type Condition,
  type FilterNode,
  joinParts,
  never,
  type SqlPart,
  testValue,
} from '#core/search/index.ts';
import type { RunSearch } from './run-query.ts';
import { findSource, type ValueSource } from './value-source.ts';

/**
 * The filter as a condition on one run `r`, decided by its own rows alone: for checking a few runs. A key that the run
 * lacks makes every comparison false, `!=` and NOT IN too; NOT is the plain opposite of what is inside.
 */
export function rowPredicate(search: RunSearch, node: FilterNode | null): SqlPart {
  if (node === null) return always;
  if (node.kind === 'condition') return conditionPredicate(search, node);
  if (node.kind === 'not') return negate(rowPredicate(search, node.item));
  const parts = node.items.map((item) => rowPredicate(search, item));
  return joinParts(node.kind === 'and' ? 'AND' : 'OR', parts);
}

/** NULL counts as false, so that NOT of it is true. */
function negate({ sql, params }: SqlPart): SqlPart {
  return { sql: `NOT coalesce(${sql}, 0)`, params };
}

function conditionPredicate(search: RunSearch, condition: Condition): SqlPart {
  if (condition.operator === 'IS NULL') {
    return negate(conditionPredicate(search, { ...condition, operator: 'IS NOT NULL' }));
  }
  if (condition.entity === 'dataset') return datasetPredicate(condition);
  const source = findSource(search.db, condition.entity, condition.key);
  if (source === null) return never;
  return source.table === 'runs' ? columnPredicate(source, condition) : keyedPredicate(source, condition);
}

function columnPredicate({ column }: ValueSource, condition: Condition): SqlPart {
  if (condition.operator === 'IS NOT NULL') return { sql: `r.${column} IS NOT NULL`, params: [] };
  return testValue(`r.${column}`, condition);
}

function keyedPredicate({ table, keyTest, isMetric }: ValueSource, condition: Condition): SqlPart {
  const test = testValue('v.value', condition);
  const notNan = isMetric && condition.operator !== 'IS NOT NULL' ? 'AND v.is_nan = 0' : '';
  const sql = `EXISTS (SELECT 1 FROM ${table} v WHERE v.run_id = r.id AND v.${keyTest} ${notNan} AND ${test.sql})`;
  return { sql, params: test.params };
}

/** True when any dataset of the run fits; each condition looks for a dataset of its own. */
function datasetPredicate(condition: Condition): SqlPart {
  const { from, column } = datasetRows(condition.key);
  const test = testValue(column, condition);
  return { sql: `EXISTS (SELECT 1 FROM ${from} AND i.run_id = r.id AND ${test.sql})`, params: test.params };
}

/** The rows in which a condition on datasets looks, with the run in `i.run_id`; `from` ends within a WHERE. */
export function datasetRows(key: string): { from: string; column: string } {
  if (key === 'context')
    return { from: `run_input_tags i WHERE i.key = 'mlflow.data.context'`, column: 'i.value' };
  return { from: 'run_inputs i JOIN datasets d ON d.id = i.dataset_id WHERE 1', column: `d.${key}` };
}
