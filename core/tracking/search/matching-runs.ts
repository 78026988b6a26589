import type { SqlValue } from '#core/store/database.ts';
import {
  type Condition,
  type FilterNode,
  inJsonList,
  joinParts,
  type SqlPart,
  testValue,
} from '#core/search/index.ts';
import { datasetRows, rowPredicate } from './row-predicate.ts';
import { scopePredicate, type RunSearch } from './run-query.ts';
import { idsOf, idsToJson, intersect, parseIds, setOf, subtract, unite, type RunSet } from './run-set.ts';
import { findSource, indexedTable, type ValueSource } from './value-source.ts';

/** All ids that a statement finds; `sql` selects one column. */
export function readIds(search: RunSearch, sql: string, params: readonly SqlValue[]): Int32Array {
  return parseIds(search.db.get<{ ids: string | null }>(sql, ...params)?.ids);
}

/**
 * Every run that the search finds, in no order. Each condition is answered once by one scan of its covering index;
 * AND, OR and NOT are set operations. So the cost is bounded by the size of the indexes, however the values lie.
 */
export function findMatching(search: RunSearch): RunSet {
  const universe = lazily(() => findScope(search));
  if (search.filter === null) return universe();
  const found = evaluate(search, search.filter, universe);
  if (found.count <= search.tuning.fewToCheck) {
    return setOf(pickRuns(search, idsOf(found), scopePredicate(search)), search.size);
  }
  const isWithinExperiments = search.nesting === 'all' && !asksBeyondExperiments(search.filter);
  return isWithinExperiments ? subtractHidden(search, found) : intersect(found, universe());
}

/** Whether an answer may hold runs of other experiments: the indexes of run ids and of datasets know none. */
function asksBeyondExperiments(node: FilterNode): boolean {
  if (node.kind === 'condition') return node.entity === 'dataset' || node.key === 'run_id';
  return node.kind === 'not' ? asksBeyondExperiments(node.item) : node.items.some(asksBeyondExperiments);
}

/** Leaves out what the view does not show: mostly few runs, where finding all that it shows would read every run. */
function subtractHidden(search: RunSearch, found: RunSet): RunSet {
  if (search.lifecycles === '0, 1') return found;
  const hidden = search.lifecycles === '0' ? '1' : '0';
  return subtract(found, setOf(scanRuns(search, hidden), search.size));
}

/** The runs of the experiments that are active (0) or deleted (1). */
function scanRuns(search: RunSearch, lifecycles: string): Int32Array {
  return readIds(
    search,
    `SELECT group_concat(id) AS ids FROM runs INDEXED BY runs_by_start
     WHERE experiment_id ${inJsonList} AND lifecycle IN (${lifecycles})`,
    [search.experiments],
  );
}

/** Those of `ids` for which a predicate on `r` holds, in no order. */
export function pickRuns(search: RunSearch, ids: Int32Array, predicate: SqlPart): Int32Array {
  if (ids.length === 0) return ids;
  const sql = `SELECT group_concat(r.id) AS ids FROM json_each(?) j CROSS JOIN runs r ON r.id = j.value WHERE ${predicate.sql}`;
  return readIds(search, sql, [idsToJson(ids), ...predicate.params]);
}

/** Every run of the scope, the filter aside. */
function findScope(search: RunSearch): RunSet {
  if (search.nesting === 'children') {
    const scope = scopePredicate(search);
    return setOf(
      readIds(search, `SELECT group_concat(r.id) AS ids FROM runs r WHERE ${scope.sql}`, scope.params),
      search.size,
    );
  }
  const set = setOf(scanRuns(search, search.lifecycles), search.size);
  return search.nesting === 'roots' ? subtract(set, findNested(search)) : set;
}

/** Runs whose parent is visible in the same experiment: from parent to parent, the children of each in a row. */
function findNested(search: RunSearch): RunSet {
  const ids = readIds(
    search,
    `SELECT group_concat(c.id) AS ids
     FROM (SELECT DISTINCT parent_id FROM runs INDEXED BY runs_by_parent WHERE parent_id IS NOT NULL) d
     CROSS JOIN runs p ON p.id = d.parent_id
     CROSS JOIN runs c INDEXED BY runs_by_parent ON c.parent_id = p.id AND c.experiment_id = p.experiment_id
     WHERE p.lifecycle IN (${search.lifecycles}) AND p.experiment_id ${inJsonList}`,
    [search.experiments],
  );
  return setOf(ids, search.size);
}

function evaluate(search: RunSearch, node: FilterNode, universe: () => RunSet): RunSet {
  if (node.kind === 'condition') return evaluateCondition(search, node, universe);
  if (node.kind === 'not') return subtract(universe(), evaluate(search, node.item, universe));
  if (node.kind === 'and') return evaluateAll(search, node.items, universe);
  return node.items.map((item) => evaluate(search, item, universe)).reduce(unite);
}

/** The likely smallest first; as soon as few runs are left, the rest of the filter is checked on them alone. */
function evaluateAll(search: RunSearch, items: readonly FilterNode[], universe: () => RunSet): RunSet {
  const sorted = items.toSorted((a, b) => guessCost(a) - guessCost(b));
  let found: RunSet | null = null;
  for (const [index, item] of sorted.entries()) {
    if (found !== null && found.count <= search.tuning.fewToCheck) {
      const rest = joinParts(
        'AND',
        sorted.slice(index).map((later) => rowPredicate(search, later)),
      );
      return setOf(pickRuns(search, idsOf(found), rest), search.size);
    }
    const set = evaluate(search, item, universe);
    found = found === null ? set : intersect(found, set);
  }
  return found ?? universe();
}

function guessCost(node: FilterNode): number {
  if (node.kind !== 'condition') return 3;
  if (node.operator === '=' || node.operator === 'IN') return node.key === 'run_id' ? 0 : 1;
  return node.operator === 'IS NULL' ? 3 : 2;
}

function evaluateCondition(search: RunSearch, condition: Condition, universe: () => RunSet): RunSet {
  if (condition.operator === 'IS NULL') {
    const present = evaluateCondition(search, { ...condition, operator: 'IS NOT NULL' }, universe);
    return subtract(universe(), present);
  }
  return setOf(scanCondition(search, condition), search.size);
}

/** Ids may be outside of the scope and may come twice. */
function scanCondition(search: RunSearch, condition: Condition): Int32Array {
  if (condition.entity === 'dataset') {
    const { from, column } = datasetRows(condition.key);
    const test = testValue(column, condition);
    return readIds(search, `SELECT group_concat(i.run_id) AS ids FROM ${from} AND ${test.sql}`, test.params);
  }
  const source = findSource(search.db, condition.entity, condition.key);
  if (source === null) return new Int32Array(0);
  if (condition.operator === 'IS NOT NULL') return scanPresent(search, source);
  const test = testValue(source.column, condition);
  return scanSource(search, source, source.isMetric ? { ...test, sql: `is_nan = 0 AND ${test.sql}` } : test);
}

/** The runs of the experiments that have the key at all: a NaN is there. */
export function scanPresent(search: RunSearch, source: ValueSource): Int32Array {
  const isThere = source.table === 'runs' ? `${source.column} IS NOT NULL` : '1';
  return scanSource(search, source, { sql: isThere, params: [] });
}

/** The runs of the experiments whose value passes a test, by one pass over the index. */
export function scanSource(search: RunSearch, source: ValueSource, test: SqlPart): Int32Array {
  const select = `SELECT group_concat(${source.idColumn}) AS ids FROM ${indexedTable(source)}`;
  if (source.index === null) return readIds(search, `${select} WHERE ${test.sql}`, test.params);
  const within = source.table === 'runs' ? `lifecycle IN (${search.lifecycles})` : source.keyTest;
  return readIds(search, `${select} WHERE experiment_id ${inJsonList} AND ${within} AND ${test.sql}`, [
    search.experiments,
    ...test.params,
  ]);
}

function lazily<T>(make: () => T): () => T {
  let made: { value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}
