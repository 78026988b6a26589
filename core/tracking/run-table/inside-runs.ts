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

function readSpans(db: ReadableDb, ids: string, keys: readonly string[]) {
  const spans = new Map<string, InsideRun['params'][number]>();
  for (const key of keys) {
    const rows = db.all<{ root: number; list: string }>(
      `${below} SELECT root, json_group_array(DISTINCT p.value) AS list FROM below b
       JOIN params p ON p.run_id = b.id AND p.key_id = ? GROUP BY root`,
      ids,
      findKeyId(db, key) ?? -1,
    );
    for (const { root, list } of rows)
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
  for (const key of keys) {
    const rows = db.all<{ root: number; n: number; low: number; high: number }>(
      `${below} SELECT root, count(*) AS n, min(m.value) AS low, max(m.value) AS high FROM below b
       JOIN latest_metrics m ON m.run_id = b.id AND m.key_id = ? AND m.is_nan = 0 GROUP BY root`,
      ids,
      findKeyId(db, key) ?? -1,
    );
    for (const { root, n, low, high } of rows)
      ends.set(`${root} ${key}`, {
        key,
        count: n,
        min: storedToMetricValue(low, 0),
        max: storedToMetricValue(high, 0),
      });
  }
  return ends;
}
