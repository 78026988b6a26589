import type { ExperimentHeadline } from '#contract/comparison.ts';
import type { Tag } from '#contract/entities.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { ReadableDb } from '#core/store/database.ts';
import { directionOf, isShareMetric } from '#core/tracking/index.ts';

/** A tag of an experiment that says which metric it is about; without it the engine chooses. */
const primaryTag = 'stile.primary_metric';

/** So many of the newest runs say which metric an experiment is about, and are drawn. */
const recentRuns = 20;

interface RecentValue {
  place: number;
  key: string;
  keyId: number;
  value: number;
}

/** What the list of experiments says of each: the metric that it is about, its best value and its last ones. */
export function readExperimentHeadlines(
  { db }: EngineContext,
  experimentIds: readonly string[],
): { headlines: ExperimentHeadline[] } {
  return {
    headlines: experimentIds.flatMap((experimentId) => {
      const headline = readHeadline(db, experimentId);
      return headline === null ? [] : [headline];
    }),
  };
}

function readHeadline(db: ReadableDb, experimentId: string): ExperimentHeadline | null {
  const id = Number(experimentId);
  const recent = readRecent(db, id);
  const tags = db.all<Tag>('SELECT key, value FROM experiment_tags WHERE experiment_id = ?', id);
  const asked = tags.find(({ key }) => key === primaryTag)?.value;
  const key = choosePrimary(recent, tags, asked);
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

/** Last values of the newest runs, without NaN; `place` 0 is the newest run. */
function readRecent(db: ReadableDb, experimentId: number): RecentValue[] {
  return db.all<RecentValue>(
    `WITH newest AS (
       SELECT id, row_number() OVER (ORDER BY started_at DESC, uuid) AS place FROM (
         SELECT id, started_at, uuid FROM runs WHERE experiment_id = ? AND lifecycle = 0
         ORDER BY started_at DESC, uuid LIMIT ?))
     SELECT n.place, k.name AS key, m.key_id AS keyId, m.value
     FROM newest AS n JOIN latest_metrics AS m ON m.run_id = n.id JOIN keys AS k ON k.id = m.key_id
     WHERE m.is_nan = 0`,
    experimentId,
    recentRuns,
  );
}

/**
 * The metric that a person would name: one that at least half as many runs have as the commonest, with a known
 * direction, measured on data that was not trained on, a share of 1 before the rest.
 */
function choosePrimary(
  recent: readonly RecentValue[],
  tags: readonly Tag[],
  asked: string | undefined,
): string | undefined {
  const weigh = (key: string): number => weighKey(key, tags);
  const counts = new Map<string, number>();
  for (const { key } of recent) counts.set(key, (counts.get(key) ?? 0) + 1);
  if (asked !== undefined && counts.has(asked)) return asked;
  const most = Math.max(0, ...counts.values());
  return [...counts]
    .filter(([key, count]) => count * 2 >= most && !key.startsWith('system/'))
    .sort(
      ([a, countOfA], [b, countOfB]) => weigh(b) - weigh(a) || countOfB - countOfA || (a < b ? -1 : 1),
    )[0]?.[0];
}

function weighKey(key: string, tags: readonly Tag[]): number {
  const isKnown = directionOf(key, tags).direction !== 'none';
  const isTrained = /(^|[^a-z])train/i.test(key);
  const isHeldOut = /(^|[^a-z])(cv|val|valid|validation|test|eval|dev)/i.test(key);
  return (isKnown ? 8 : 0) + (isTrained ? 0 : 4) + (isShareMetric(key, []) ? 2 : 0) + (isHeldOut ? 1 : 0);
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
     WHERE m.experiment_id = ? AND m.key_id = ? AND m.is_nan = 0 AND r.lifecycle = 0
     ORDER BY m.value ${isHigher ? 'DESC' : 'ASC'} LIMIT 1`,
    experimentId,
    keyId,
  );
}
