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
  /** Both or none: without them from step 0 to the last. */
  range: { from: number; to: number } | null;
  /** Steps, 1 to `maxSampledSteps`; each run's own first and last step come on top. */
  maxResults: number;
}

/**
 * Points of one metric of several runs for a chart: on the same steps for all of them, every n-th where there are more
 * than `maxResults`, the last step always, and each run's own first and last. A run with more points than that on these
 * steps gives every n-th of them. Runs in the order given, within a run by
 * step, timestamp and value. As MLflow's `get_metric_history_bulk_interval`.
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
function parseSteps(text: string): number[] {
  if (text === '') return [];
  const steps = text.split(',').map(Number);
  const isAscending = steps.every((step, index) => index === 0 || step > (steps[index - 1] ?? step));
  return isAscending ? steps : ascending(steps);
}

/** The steps to show, ascending. */
function sampleSteps(
  stepsOfRuns: readonly (readonly number[])[],
  { range, maxResults }: SampledHistoryQuery,
): number[] {
  const from = range?.from ?? 0;
  const to = range?.to ?? Number.MAX_SAFE_INTEGER;
  const isInside = (step: number): boolean => step >= from && step <= to;
  const all = ascending(stepsOfRuns.flat()).filter(isInside);
  const ends = stepsOfRuns.flatMap((steps) => [steps[0] ?? NaN, steps.at(-1) ?? NaN]).filter(isInside);
  if (all.length <= maxResults) return all;
  const interval = all.length / maxResults;
  const chosen = Array.from({ length: maxResults }, (_, i) => all[Math.floor(i * interval)] ?? 0);
  return ascending([...chosen, all.at(-1) ?? 0, ...ends]);
}

function ascending(steps: readonly number[]): number[] {
  return [...new Set(steps)].sort((a, b) => a - b);
}

interface PointRow {
  step: number;
  timestamp: number;
  value: number;
  is_nan: number;
}

/**
 * At most about `mostPoints` of them, evenly, with the first and the last: metrics that are logged without a step all
 * have step 0. CROSS JOIN: from the steps to the index, never the other way round, which reads the whole
 * list for each point.
 */
function readPoints(
  db: ReadableDb,
  run: RunRef,
  key: { id: number; name: string },
  steps: readonly number[],
  mostPoints: number,
): HistoryPoint[] {
  const rows = readRows(db, [JSON.stringify(steps), run.id, key.id], mostPoints);
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
/** Of each point, and the order of points. */
const columns = 'm.step, m.timestamp, m.value, m.is_nan';

function readRows(
  db: ReadableDb,
  place: readonly [steps: string, runId: number, keyId: number],
  mostPoints: number,
): PointRow[] {
  const count = db.get<{ n: number }>(`SELECT count(*) AS n ${pointsOnSteps}`, ...place)?.n ?? 0;
  if (count <= mostPoints) {
    return db.all<PointRow>(`SELECT ${columns} ${pointsOnSteps} ORDER BY ${columns}`, ...place);
  }
  return db.all<PointRow>(
    `SELECT step, timestamp, value, is_nan
     FROM (SELECT ${columns}, row_number() OVER (ORDER BY ${columns}) - 1 AS place ${pointsOnSteps})
     WHERE place % ? = 0 OR place = ? ORDER BY place`,
    ...place,
    Math.ceil(count / mostPoints),
    count - 1,
  );
}
