import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Inputs, Outputs } from '#contract/procedures.ts';
import type { RunGroup } from '#contract/run-table.ts';
import { invalidArgument } from '#core/kernel/errors.ts';
import { parseJson } from '#core/kernel/json.ts';
import type { EngineContext } from '#core/store/context.ts';
import { findExperiment } from '../find.ts';
import { findKeyId } from '../keys.ts';
import { readIds } from '../search/matching-runs.ts';
import { openMembers } from '../search/members.ts';
import { openSearch, type RunSearch } from '../search/run-query.ts';
import { idsOf, parseIds, type RunSet } from '../search/run-set.ts';
import { defaultTuning } from '../search/tuning.ts';
import { storedToMetricValue } from '../checks.ts';
import { indexedTable, findSource } from '../search/value-source.ts';

type By = Inputs['runs']['groups']['by'];
type Scope = Inputs['runs']['ids'];

/** Attributes whose values are worth a group or a completion. */
const groupable = ['status', 'user_id', 'run_name'];

/** The uuids of all runs that a search finds. */
export function readRunIds({ db }: Pick<EngineContext, 'db'>, scope: Scope): Outputs['runs']['ids'] {
  const search = openScope(db, scope);
  const row = db.get<{ list: string }>(
    'SELECT json_group_array(r.uuid) AS list FROM json_each(?) j CROSS JOIN runs r ON r.id = j.value',
    `[${idsOf(openMembers(search).all()).join(',')}]`,
  );
  return { runIds: (parseJson(row?.list ?? '[]') ?? []) as string[] };
}

/** See the contract. The index of each key is passed over once; runs are matched with their group by row id. */
export async function readRunGroups(
  { db }: Pick<EngineContext, 'db'>,
  { by, metrics = [], maxResults = 200, ...scope }: Inputs['runs']['groups'],
): Promise<Outputs['runs']['groups']> {
  checkKey(by);
  const search = openScope(db, scope);
  const { values, groupOf, counts } = divide(search, openMembers(search).all(), by);
  const shown = values
    .map((value, index) => ({ value, index, runs: counts[index] ?? 0 }))
    .filter(({ runs }) => runs > 0)
    .sort((a, b) => b.runs - a.runs || compareValues(a.value, b.value));
  const groups = shown
    .slice(0, maxResults)
    .map(({ value, runs }): RunGroup => ({ value, runs, metrics: [] }));
  for (const key of metrics) {
    const sums = sumUp(search, key, groupOf, values.length);
    for (const [place, group] of groups.entries())
      group.metrics.push(describe(key, sums, shown[place]?.index ?? 0));
    await nextTurn();
  }
  return { groups, total: shown.length };
}

/** @throws INVALID_ARGUMENT for an attribute that does not divide runs */
export function checkKey({ kind, key }: By): void {
  if (kind !== 'attribute' || groupable.includes(key)) return;
  throw invalidArgument('key', key, 'runs are not divided by this attribute', `Use ${groupable.join(', ')}.`);
}

function openScope(db: EngineContext['db'], { experimentId, filter = '', view = 'active' }: Scope) {
  const experimentIds = [findExperiment(db, experimentId).id];
  return openSearch(db, { experimentIds, filter, orderBy: [], view, nesting: 'all' }, defaultTuning);
}

/** `groupOf` has the index of a group for each row id, -1 for runs outside of the search. */
function divide(search: RunSearch, members: RunSet, by: By) {
  const groupOf = new Int32Array(search.size).fill(-1);
  const values: (string | null)[] = [null];
  const counts = [0];
  // Whatever has no value stays with the runs that miss the key.
  for (let id = 0; id < search.size; id++) if (members.bits[id] === 1) groupOf[id] = 0;
  for (const { value, ids } of readValueGroups(search, by)) {
    const index = values.push(value) - 1;
    for (const id of parseIds(ids)) if (groupOf[id] === 0) groupOf[id] = index;
  }
  for (let id = 0; id < search.size; id++) {
    const index = groupOf[id] ?? -1;
    if (index >= 0) counts[index] = (counts[index] ?? 0) + 1;
  }
  return { values, groupOf, counts };
}

function readValueGroups(search: RunSearch, { kind, key }: By): { value: string; ids: string }[] {
  const source = findSource(search.db, kind, key);
  if (source === null) return [];
  const within = source.table === 'runs' ? `lifecycle IN (${search.lifecycles})` : source.keyTest;
  return search.db.all(
    `SELECT ${source.column} AS value, group_concat(${source.idColumn}) AS ids FROM ${indexedTable(source)}
     WHERE experiment_id = ? AND ${within} AND ${source.column} IS NOT NULL GROUP BY ${source.column}`,
    search.experimentIds[0] ?? -1,
  );
}

interface Sums {
  count: Int32Array;
  sum: Float64Array;
  min: Float64Array;
  max: Float64Array;
}

function sumUp(search: RunSearch, key: string, groupOf: Int32Array, size: number): Sums {
  const sums: Sums = {
    count: new Int32Array(size),
    sum: new Float64Array(size),
    min: new Float64Array(size).fill(Infinity),
    max: new Float64Array(size).fill(-Infinity),
  };
  const keyId = findKeyId(search.db, key);
  if (keyId === null) return sums;
  const from = `FROM latest_metrics INDEXED BY latest_metrics_by_value
    WHERE experiment_id = ? AND key_id = ? AND is_nan = 0 ORDER BY value, run_id`;
  const params = [search.experimentIds[0] ?? -1, keyId];
  const ids = readIds(search, `SELECT group_concat(run_id) AS ids FROM (SELECT run_id ${from})`, params);
  const list = search.db.get<{ list: string }>(
    `SELECT json_group_array(value) AS list FROM (SELECT value ${from})`,
    ...params,
  )?.list;
  const numbers = (parseJson(list ?? '[]') ?? []) as number[];
  for (let i = 0; i < ids.length; i++) {
    const index = groupOf[ids[i] ?? 0] ?? -1;
    if (index >= 0) add(sums, index, numbers[i] ?? 0);
  }
  return sums;
}

function add({ count, sum, min, max }: Sums, index: number, value: number): void {
  count[index] = (count[index] ?? 0) + 1;
  sum[index] = (sum[index] ?? 0) + value;
  min[index] = Math.min(min[index] ?? value, value);
  max[index] = Math.max(max[index] ?? value, value);
}

function describe(key: string, { count, sum, min, max }: Sums, index: number): RunGroup['metrics'][number] {
  const n = count[index] ?? 0;
  if (n === 0) return { key, count: 0, mean: null, min: null, max: null };
  const mean = (sum[index] ?? 0) / n;
  return {
    key,
    count: n,
    mean: Number.isNaN(mean) ? 'NaN' : storedToMetricValue(mean, 0),
    min: storedToMetricValue(min[index] ?? 0, 0),
    max: storedToMetricValue(max[index] ?? 0, 0),
  };
}

/** Numbers by size, then texts; what is missing comes last. */
function compareValues(a: string | null, b: string | null): number {
  if (a === null || b === null) return a === null ? 1 : -1;
  const [x, y] = [Number(a), Number(b)];
  return Number.isNaN(x) || Number.isNaN(y) ? (a < b ? -1 : 1) : x - y;
}
