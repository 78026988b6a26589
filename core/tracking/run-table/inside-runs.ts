import type { Inputs, Outputs } from '#contract/procedures.ts';
import type { InsideRun } from '#contract/run-table.ts';
import { parseJson } from '#core/kernel/json.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { ReadableDb } from '#core/store/database.ts';
import { storedToMetricValue } from '../checks.ts';
import { findRun } from '../find.ts';
import { findKeyId } from '../keys.ts';

/** Every active run below others of the same experiment, to any depth; the parameter is their row ids as JSON. */
const below = `WITH RECURSIVE below(root, id) AS (
  SELECT p.id, c.id FROM json_each(?) j CROSS JOIN runs p ON p.id = j.value
  JOIN runs c ON c.parent_id = p.id AND c.experiment_id = p.experiment_id AND c.lifecycle = 0
  UNION
  SELECT b.root, c.id FROM below b CROSS JOIN runs p ON p.id = b.id
  JOIN runs c ON c.parent_id = p.id AND c.experiment_id = p.experiment_id AND c.lifecycle = 0)`;

/** See the contract. @throws NOT_FOUND */
export function readInsideRuns(
  { db }: Pick<EngineContext, 'db'>,
  { runIds, params = [], metrics = [] }: Inputs['runs']['inside'],
): Outputs['runs']['inside'] {
  const roots = new Map([...new Set(runIds)].map((uuid) => [findRun(db, uuid).id, uuid]));
  const ids = JSON.stringify([...roots.keys()]);
  const counts = db.all<{ root: number; n: number }>(
    `${below} SELECT root, count(*) AS n FROM below GROUP BY root`,
    ids,
  );
  const spans = readSpans(db, ids, params);
  const ends = readEnds(db, ids, metrics);
  return {
    runs: counts.map(({ root, n }): InsideRun => ({
      runId: roots.get(root) ?? '',
      runs: n,
      params: params.flatMap((key) => spans.get(`${root} ${key}`) ?? []),
      metrics: metrics.flatMap((key) => ends.get(`${root} ${key}`) ?? []),
    })),
  };
}

/** Row ids of keys, as JSON, with their names. */
function findKeys(db: ReadableDb, keys: readonly string[]): { json: string; names: Map<number, string> } {
  const names = new Map<number, string>();
  for (const key of keys) {
    const id = findKeyId(db, key);
    if (id !== null) names.set(id, key);
  }
  return { json: JSON.stringify([...names.keys()]), names };
}

function readSpans(db: ReadableDb, ids: string, keys: readonly string[]) {
  const spans = new Map<string, InsideRun['params'][number]>();
  const { json, names } = findKeys(db, keys);
  if (names.size === 0) return spans;
  const rows = db.all<{ root: number; keyId: number; list: string }>(
    `${below} SELECT b.root AS root, p.key_id AS keyId, json_group_array(DISTINCT p.value) AS list
     FROM below b CROSS JOIN json_each(?) k JOIN params p ON p.run_id = b.id AND p.key_id = k.value
     GROUP BY b.root, p.key_id`,
    ids,
    json,
  );
  for (const { root, keyId, list } of rows) {
    const key = names.get(keyId) ?? '';
    spans.set(`${root} ${key}`, describeSpan(key, (parseJson(list) ?? []) as string[]));
  }
  return spans;
}

function describeSpan(key: string, values: readonly string[]): InsideRun['params'][number] {
  const isNumber = (text: string): boolean => text.trim() !== '' && Number.isFinite(Number(text));
  const sorted = values.every(isNumber)
    ? values.toSorted((a, b) => Number(a) - Number(b))
    : values.toSorted((a, b) => (a < b ? -1 : a === b ? 0 : 1));
  return { key, values: values.length, min: sorted[0] ?? '', max: sorted.at(-1) ?? '' };
}

function readEnds(db: ReadableDb, ids: string, keys: readonly string[]) {
  const ends = new Map<string, InsideRun['metrics'][number]>();
  const { json, names } = findKeys(db, keys);
  if (names.size === 0) return ends;
  const rows = db.all<{ root: number; keyId: number; n: number; low: number; high: number }>(
    `${below} SELECT b.root AS root, m.key_id AS keyId, count(*) AS n, min(m.value) AS low, max(m.value) AS high
     FROM below b CROSS JOIN json_each(?) k
     JOIN latest_metrics m ON m.run_id = b.id AND m.key_id = k.value AND m.is_nan = 0
     GROUP BY b.root, m.key_id`,
    ids,
    json,
  );
  for (const { root, keyId, n, low, high } of rows) {
    const key = names.get(keyId) ?? '';
    const [min, max] = [storedToMetricValue(low, 0), storedToMetricValue(high, 0)];
    ends.set(`${root} ${key}`, { key, count: n, min, max });
  }
  return ends;
}
