import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Inputs, Outputs } from '#contract/procedures.ts';
import type { RunGroup } from '#contract/run-table.ts';
import { parseJson } from '#core/kernel/json.ts';
import { printFilter, type Condition, type FilterNode } from '#core/search/index.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { ReadableDb } from '#core/store/database.ts';
import { findExperiment } from '../find.ts';
import { runDialect } from '../search/dialects.ts';
import { openMembers } from '../search/members.ts';
import { openSearch, type RunSearch } from '../search/run-query.ts';
import { idsOf } from '../search/run-set.ts';
import { defaultTuning } from '../search/tuning.ts';
import { divideRuns, type RunPart } from './divide-runs.ts';
import { parseGroupKey, type GroupKey } from './group-keys.ts';
import { readMetricOfRuns, summarise, type Figures } from './metric-figures.ts';
import { parentRunTag } from '../run-texts.ts';

type Scope = Inputs['runs']['ids'];
type Order = NonNullable<Inputs['runs']['groups']['orderBy']>;

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
  { by, metrics = [], orderBy = byRuns, maxResults = 200, ...scope }: Inputs['runs']['groups'],
): Promise<Outputs['runs']['groups']> {
  const keys = by.map(parseGroupKey);
  const search = openScope(db, scope);
  const whole: RunPart = { values: [], ids: idsOf(openMembers(search).all()) };
  const parts = keys.reduce((found, key) => divideRuns(search, found, key), [whole]);
  const shown = orderParts(search, parts, orderBy).slice(0, maxResults);
  const labels = readLabels(db, shown, keys);
  const groups = shown.map(({ values, ids }): RunGroup => ({
    values: values.map((value, level) => ({ value, label: labels[level]?.get(value ?? '') ?? null })),
    runs: ids.length,
    filter: filterOf(search.filter, keys, values),
    metrics: [],
  }));
  for (const key of metrics) {
    await nextTurn();
    const valueOf = readMetricOfRuns(search, key);
    for (const [place, group] of groups.entries())
      group.metrics.push({ key, ...summarise(valueOf, shown[place]?.ids ?? none) });
  }
  return { groups, total: parts.length };
}

const byRuns: Order = { by: 'runs', descending: true };
const none = new Int32Array(0);

/** Runs of one experiment, whatever their nesting. */
export function openScope(db: ReadableDb, { experimentId, filter = '', view = 'active' }: Scope): RunSearch {
  const experimentIds = [findExperiment(db, experimentId).id];
  return openSearch(db, { experimentIds, filter, orderBy: [], view, nesting: 'all' }, defaultTuning);
}

/** Equals stand by their values; groups without a figure come last, as do runs without the key among values. */
function orderParts(
  search: RunSearch,
  parts: readonly RunPart[],
  { by, metric = '', descending }: Order,
): RunPart[] {
  const sign = descending ? -1 : 1;
  if (by === 'value') return parts.toSorted((a, b) => compareValues(a.values, b.values, sign));
  if (by === 'runs')
    return parts.toSorted(
      (a, b) => sign * (a.ids.length - b.ids.length) || compareValues(a.values, b.values, 1),
    );
  const valueOf = readMetricOfRuns(search, metric);
  const figures = new Map(parts.map((part) => [part, toNumber(summarise(valueOf, part.ids)[by])]));
  return parts.toSorted((a, b) => {
    const [x, y] = [figures.get(a) ?? null, figures.get(b) ?? null];
    if (x === null || y === null) return x === y ? compareValues(a.values, b.values, 1) : x === null ? 1 : -1;
    return x === y ? compareValues(a.values, b.values, 1) : sign * (x < y ? -1 : 1);
  });
}

function toNumber(figure: Figures['mean']): number | null {
  const value = figure === null ? Number.NaN : Number(figure);
  return Number.isNaN(value) ? null : value;
}

/** Numbers by size, then texts; what is missing comes last, whichever way. */
function compareValues(
  left: readonly (string | null)[],
  right: readonly (string | null)[],
  sign: 1 | -1,
): number {
  for (const [level, a] of left.entries()) {
    const b = right[level] ?? null;
    if (a === b) continue;
    if (a === null || b === null) return a === null ? 1 : -1;
    return sign * compareTexts(a, b);
  }
  return 0;
}

function compareTexts(a: string, b: string): number {
  const [x, y] = [readNumber(a), readNumber(b)];
  if (x !== null && y !== null && x !== y) return x - y;
  if ((x === null) !== (y === null)) return x === null ? 1 : -1;
  return a < b ? -1 : 1;
}

function readNumber(text: string): number | null {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  return Number.isNaN(value) ? null : value;
}

/** By level, the names of parents. */
function readLabels(
  db: ReadableDb,
  parts: readonly RunPart[],
  keys: readonly GroupKey[],
): (ReadonlyMap<string, string> | undefined)[] {
  return keys.map(({ kind }, level) => {
    if (kind !== 'parent') return undefined;
    const uuids = [...new Set(parts.flatMap(({ values }) => values[level] ?? []))];
    const rows = db.all<{ uuid: string; name: string }>(
      'SELECT uuid, name FROM runs WHERE uuid IN (SELECT value FROM json_each(?))',
      JSON.stringify(uuids),
    );
    return new Map(rows.map(({ uuid, name }) => [uuid, name]));
  });
}

function filterOf(
  filter: FilterNode | null,
  keys: readonly GroupKey[],
  values: readonly (string | null)[],
): string {
  const conditions = keys.map((key, level): Condition => {
    const value = values[level] ?? null;
    const left = { kind: 'condition' as const, ...conditionKey(key), value };
    return { ...left, operator: value === null ? 'IS NULL' : '=' };
  });
  const [only] = conditions;
  if (filter === null && conditions.length === 1 && only !== undefined) return printFilter(only, runDialect);
  const outer = filter === null ? [] : filter.kind === 'and' ? filter.items : [filter];
  return printFilter({ kind: 'and', items: [...outer, ...conditions] }, runDialect);
}

function conditionKey(key: GroupKey): Pick<Condition, 'entity' | 'key'> {
  if (key.kind === 'parent') return { entity: 'tag', key: parentRunTag };
  if (key.kind === 'dataset') return { entity: 'dataset', key: 'name' };
  return { entity: key.kind, key: key.key };
}
