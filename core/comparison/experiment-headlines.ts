import type { ExperimentHeadline } from '#contract/comparison.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { ReadableDb } from '#core/store/database.ts';
import { directionTag, guessDirection, isShareByName } from './metric-direction.ts';

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
  const tags = new Map(
    db
      .all<{ key: string; value: string }>(
        'SELECT key, value FROM experiment_tags WHERE experiment_id = ?',
        id,
      )
      .map(({ key, value }) => [key, value]),
  );
  const key = choosePrimary(recent, tags.get(primaryTag));
  const [chosen] = recent.filter((value) => value.key === key);
  if (chosen === undefined) return null;
  const given = tags.get(`${directionTag}${chosen.key}`);
  const direction =
    given === 'higher' || given === 'lower' || given === 'none' ? given : guessDirection(chosen.key);
  const best = direction === 'none' ? null : readBest(db, id, chosen.keyId, direction === 'higher');
  return {
    experimentId,
    key: chosen.key,
    direction,
    isShare: isShareByName(chosen.key),
    best: best?.value ?? null,
    bestRunId: best?.runId ?? null,
    recent: recent
      .filter((value) => value.key === chosen.key)
      .sort((a, b) => b.place - a.place)
      .map(({ value }) => value),
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
function choosePrimary(recent: readonly RecentValue[], asked: string | undefined): string | undefined {
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

function weigh(key: string): number {
  const isKnown = guessDirection(key) !== 'none';
  const isTrained = /(^|[^a-z])train/i.test(key);
  const isHeldOut = /(^|[^a-z])(cv|val|valid|validation|test|eval|dev)/i.test(key);
  return (isKnown ? 8 : 0) + (isTrained ? 0 : 4) + (isShareByName(key) ? 2 : 0) + (isHeldOut ? 1 : 0);
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
