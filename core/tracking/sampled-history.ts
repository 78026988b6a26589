import type { Int64 } from '#contract/entities.ts';
import { compareInt64, int64Column, int64ToJson, readInt64 } from '#core/kernel/int64.ts';
import type { ReadableDb } from '#core/store/database.ts';
import type { EngineContext } from '#core/store/context.ts';
import { storedToMetricValue } from './checks.ts';
import { findKeyId } from './keys.ts';
import type { HistoryPoint } from './metric-history-by-time.ts';

/** The most steps that are looked at, of all runs together. */
export const maxSampledSteps = 2500;

export interface SampledHistoryQuery {
  runIds: readonly string[];
  key: string;
  /** Both included; null for all steps, also those below 0. */
  range: { from: Int64; to: Int64 } | null;
  /** Steps, 1 to `maxSampledSteps`; each run's own first and last step come on top. */
  maxResults: number;
}

/**
 * Points of one metric of several runs for a chart: on the same steps for all of them, every n-th where there are more
 * than `maxResults`, the last step always, and each run's own first and last. A run with more points than that on these
 * steps gives as many of them, evenly. Runs in the order given, within a run by step, timestamp and value. Answers
 * MLflow's `get_metric_history_bulk_interval`, whose server samples each run by itself since 3.17, which leaves charts
 * of several runs few steps in common.
 */
export function readSampledHistory(ctx: EngineContext, query: SampledHistoryQuery): HistoryPoint[] {
  const keyId = findKeyId(ctx.db, query.key) ?? -1;
  const runs = findRuns(ctx.db, query.runIds);
  const texts = runs.map(({ id }) => readSteps(ctx.db, id, keyId));
  // Runs of one script mostly have the same steps, which are then read once.
  const steps = sampleSteps([...new Set(texts)].map(parseSteps), query);
  const mostPoints = Math.max(query.maxResults, steps.length);
  return runs.flatMap((run) => readPoints(ctx.db, run, { id: keyId, name: query.key }, steps, mostPoints));
}

interface RunRef {
  id: number;
  uuid: string;
}

/** Runs that are not there have no points. */
function findRuns(db: ReadableDb, runIds: readonly string[]): RunRef[] {
  return db.all<RunRef>(
    'SELECT r.id, r.uuid FROM json_each(?) j JOIN runs r ON r.uuid = j.value ORDER BY j.key',
    JSON.stringify([...new Set(runIds)]),
  );
}

/** The steps of one run. One text per statement is the fastest way to get many numbers out. */
function readSteps(db: ReadableDb, runId: number, keyId: number): string {
  const row = db.get<{ steps: string | null }>(
    'SELECT group_concat(step) AS steps FROM metrics WHERE run_id = ? AND key_id = ?',
    runId,
    keyId,
  );
  return row?.steps ?? '';
}

/** Distinct and ascending, as the index gives them, though SQL does not promise it. */
function parseSteps(text: string): Int64[] {
  if (text === '') return [];
  const steps = text.split(',').map((digits) => (digits.length < 16 ? Number(digits) : toStep(digits)));
  const isAscending = steps.every((step, i) => i === 0 || compareInt64(steps[i - 1] ?? step, step) < 0);
  return isAscending ? steps : ascending(steps);
}

function toStep(digits: string): Int64 {
  return readInt64(digits) ?? 0;
}

/** The steps to show, ascending. */
function sampleSteps(
  stepsOfRuns: readonly (readonly Int64[])[],
  { range, maxResults }: SampledHistoryQuery,
): Int64[] {
  const isInside = (step: Int64): boolean =>
    range === null || (compareInt64(step, range.from) >= 0 && compareInt64(step, range.to) <= 0);
  const all = ascending(stepsOfRuns.flat()).filter(isInside);
  const ends = stepsOfRuns.flatMap((steps) => [...steps.slice(0, 1), ...steps.slice(-1)]).filter(isInside);
  if (all.length <= maxResults) return all;
  const interval = all.length / maxResults;
  const chosen = Array.from({ length: maxResults }, (_, i) => all[Math.floor(i * interval)] ?? 0);
  return ascending([...chosen, all.at(-1) ?? 0, ...ends]);
}

function ascending(steps: readonly Int64[]): Int64[] {
  return [...new Set(steps)].sort(compareInt64);
}

interface PointRow {
  step: Int64;
  timestamp: number;
  value: number;
  is_nan: number;
}

/**
 * At most `mostPoints` of them, evenly, with the first and the last: metrics that are logged without a step all
 * have step 0. CROSS JOIN: from the steps to the index, never the other way round, which reads the whole
 * list for each point.
 */
function readPoints(
  db: ReadableDb,
  run: RunRef,
  key: { id: number; name: string },
  steps: readonly Int64[],
  mostPoints: number,
): HistoryPoint[] {
  const rows = readRows(db, [JSON.stringify(steps.map(int64ToJson)), run.id, key.id], mostPoints);
  return rows.map(({ step, timestamp, value, is_nan }) => ({
    key: key.name,
    value: storedToMetricValue(value, is_nan),
    timestamp,
    step,
    runId: run.uuid,
  }));
}

const pointsOnSteps = `FROM json_each(?) j
  CROSS JOIN metrics m ON m.run_id = ? AND m.key_id = ? AND m.step = j.value`;
const order = 'm.step, m.timestamp, m.value, m.is_nan';
const columns = `${int64Column('m.step')} AS step, m.timestamp, m.value, m.is_nan`;

function readRows(
  db: ReadableDb,
  place: readonly [steps: string, runId: number, keyId: number],
  mostPoints: number,
): PointRow[] {
  const rows = db.all<PointRow>(
    `SELECT ${columns} ${pointsOnSteps} ORDER BY ${order} LIMIT ?`,
    ...place,
    mostPoints + 1,
  );
  if (rows.length <= mostPoints) return rows;
  const count = db.get<{ n: number }>(`SELECT count(*) AS n ${pointsOnSteps}`, ...place)?.n ?? 0;
  return db.all<PointRow>(
    `SELECT step, timestamp, value, is_nan
     FROM (SELECT ${columns}, row_number() OVER (ORDER BY ${order}) - 1 AS place ${pointsOnSteps})
     WHERE place IN (SELECT value FROM json_each(?)) ORDER BY place`,
    ...place,
    JSON.stringify(spread(count, mostPoints)),
  );
}

/** `wanted` whole numbers from 0 to `count` - 1, both included, evenly; of one only the last. */
function spread(count: number, wanted: number): number[] {
  const last = count - 1;
  if (wanted === 1) return [last];
  return Array.from({ length: wanted }, (_, i) => Math.round((i * last) / (wanted - 1)));
}
