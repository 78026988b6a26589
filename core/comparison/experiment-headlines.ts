import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ExperimentHeadline } from '#contract/comparison.ts';
import type { Tag } from '#contract/entities.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { ReadableDb } from '#core/store/database.ts';
import { chooseMainMetric, directionOf, isShareMetric, type MetricCandidate } from '#core/tracking/index.ts';

/** So many of the newest runs say which metric an experiment is about, and are drawn. */
const recentRuns = 20;

interface RecentValue {
  place: number;
  key: string;
  keyId: number;
  value: number;
}

/** After so many ms other work gets its turn. */
const turnMs = 8;

/** What the list of experiments says of each: the metric that it is about, its best value and its last ones. */
export async function readExperimentHeadlines(
  { db }: EngineContext,
  experimentIds: readonly string[],
): Promise<{ headlines: ExperimentHeadline[] }> {
  const headlines: ExperimentHeadline[] = [];
  let turnEnd = performance.now() + turnMs;
  for (const experimentId of experimentIds) {
    const headline = readHeadline(db, experimentId);
    if (headline !== null) headlines.push(headline);
    if (performance.now() < turnEnd) continue;
    await nextTurn();
    turnEnd = performance.now() + turnMs;
  }
  return { headlines };
}

function readHeadline(db: ReadableDb, experimentId: string): ExperimentHeadline | null {
  const id = Number(experimentId);
  const recent = readRecent(db, id);
  const tags = db.all<Tag>('SELECT key, value FROM experiment_tags WHERE experiment_id = ?', id);
  const key = chooseMainMetric(toCandidates(recent, tags), tags);
  const values = recent.filter((value) => value.key === key).sort((a, b) => b.place - a.place);
  const [chosen] = values;
  if (chosen === undefined) return null;
  const { direction } = directionOf(chosen.key, tags);
  const best = direction === 'none' ? null : readBest(db, id, chosen.keyId, direction === 'higher');
  return {
    experimentId,
    key: chosen.key,
    direction,
    isShare: isShareMetric(
      chosen.key,
      values.map(({ value }) => value),
    ),
    best: best?.value ?? null,
    bestRunId: best?.runId ?? null,
    recent: values.map(({ value }) => value),
  };
}

/** What neither is NaN nor infinite. */
const isFinite = 'm.is_nan = 0 AND m.value BETWEEN -1.7976931348623157e308 AND 1.7976931348623157e308';

/** Finite last values of the newest runs; `place` 0 is the newest run. */
function readRecent(db: ReadableDb, experimentId: number): RecentValue[] {
  return db.all<RecentValue>(
    `WITH newest AS (
       SELECT id, row_number() OVER (ORDER BY started_at DESC, uuid) AS place FROM (
         SELECT id, started_at, uuid FROM runs WHERE experiment_id = ? AND lifecycle = 0
         ORDER BY started_at DESC, uuid LIMIT ?))
     SELECT n.place, k.name AS key, m.key_id AS keyId, m.value
     FROM newest AS n JOIN latest_metrics AS m ON m.run_id = n.id JOIN keys AS k ON k.id = m.key_id
     WHERE ${isFinite}`,
    experimentId,
    recentRuns,
  );
}

function toCandidates(recent: readonly RecentValue[], tags: readonly Tag[]): MetricCandidate[] {
  return [...Map.groupBy(recent, ({ key }) => key)].map(([key, all]) => {
    const values = all.map(({ value }) => value);
    return {
      key,
      direction: directionOf(key, tags).direction,
      isShare: isShareMetric(key, values),
      runs: values.length,
      differs: values.some((value) => value !== values[0]),
    };
  });
}

/** The best last value of all runs, from the end of the index of values. */
function readBest(
  db: ReadableDb,
  experimentId: number,
  keyId: number,
  isHigher: boolean,
): { value: number; runId: string } | undefined {
  return db.get<{ value: number; runId: string }>(
    `SELECT m.value, r.uuid AS runId FROM latest_metrics AS m INDEXED BY latest_metrics_by_value
       CROSS JOIN runs AS r ON r.id = m.run_id
     WHERE m.experiment_id = ? AND m.key_id = ? AND ${isFinite} AND r.lifecycle = 0
     ORDER BY m.value ${isHigher ? 'DESC' : 'ASC'} LIMIT 1`,
    experimentId,
    keyId,
  );
}
