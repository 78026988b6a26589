import {
  filterToSql,
  type Condition,
  type FilterNode,
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
  return filterToSql(node, (condition) => testCondition(search, condition));
}

function testCondition(search: RunSearch, condition: Condition): SqlPart {
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
