import type { RecentRun } from '#contract/pipelines.ts';
import type { ReadableDb } from '#core/store/database.ts';

/** How a pipeline has been doing, for a row of a list. */
export interface RecentRuns {
  /** The newest first. */
  runs: RecentRun[];
  /** How long the last whole runs that ended well took, in ms; null without one. */
  medianMs: number | null;
  count: number;
}

/** As many as a list draws. */
const mostRuns = 14;
/** The median is of so many: a pipeline that has become slower shows it soon. */
const mostMeasured = 30;

interface RecentRow {
  pipeline: string;
  uuid: string;
  state: RecentRun['state'];
  queued_at: number;
  started_at: number | null;
  ended_at: number | null;
  has_failed_tasks: number;
}

/** Of each pipeline, in three statements however many there are. Their tasks are not read. */
export function readRecentRuns(db: ReadableDb, pipelines: readonly string[]): Map<string, RecentRuns> {
  const names = JSON.stringify(pipelines);
  const runs = Map.groupBy(readNewest(db, names), ({ pipeline }) => pipeline);
  const durations = Map.groupBy(readDurations(db, names), ({ pipeline }) => pipeline);
  const counts = readCounts(db, names);
  return new Map(
    pipelines.map((name) => [
      name,
      {
        runs: (runs.get(name) ?? []).map(rowToRecent),
        medianMs: median((durations.get(name) ?? []).map(({ ms }) => ms)),
        count: counts.get(name) ?? 0,
      },
    ]),
  );
}

function readNewest(db: ReadableDb, names: string): RecentRow[] {
  return db.all<RecentRow>(
    `SELECT runs.pipeline, uuid, state, queued_at, started_at, ended_at, has_failed_tasks
     FROM json_each(?) AS names JOIN pipeline_runs AS runs ON runs.id IN
       (SELECT id FROM pipeline_runs WHERE pipeline = names.value ORDER BY id DESC LIMIT ${mostRuns})
     ORDER BY runs.id DESC`,
    names,
  );
}

function readDurations(db: ReadableDb, names: string): { pipeline: string; ms: number }[] {
  return db.all(
    `SELECT runs.pipeline, ended_at - started_at AS ms
     FROM json_each(?) AS names JOIN pipeline_runs AS runs ON runs.id IN
       (SELECT id FROM pipeline_runs WHERE pipeline = names.value AND state = 'success' AND started_at IS NOT NULL
          AND coverage = 'whole'
        ORDER BY id DESC LIMIT ${mostMeasured})`,
    names,
  );
}

function readCounts(db: ReadableDb, names: string): Map<string, number> {
  const rows = db.all<{ pipeline: string; n: number }>(
    `SELECT pipeline, count(*) AS n FROM pipeline_runs WHERE pipeline IN (SELECT value FROM json_each(?))
     GROUP BY pipeline`,
    names,
  );
  return new Map(rows.map(({ pipeline, n }) => [pipeline, n]));
}

function rowToRecent(row: RecentRow): RecentRun {
  return {
    pipelineRunId: row.uuid,
    state: row.state,
    queuedAt: row.queued_at,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    hasFailedTasks: row.has_failed_tasks === 1,
  };
}

/** Of an even number the mean of the middle two; null of none. */
export function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}
