import type { Job } from '#contract/jobs.ts';
import type { PipelineRunState } from '#contract/pipelines.ts';
import type { ReadableDb } from '#core/store/database.ts';
import { readFailure } from './run/read-runs.ts';
import type { AttemptRow } from './run/rows.ts';
import { isMadeUpForSql } from './views/made-up-for.ts';

interface RunJobRow {
  id: number;
  uuid: string;
  pipeline: string;
  state: PipelineRunState;
  queued_at: number;
  started_at: number | null;
  ended_at: number | null;
  reason: string | null;
  tasks: number;
  over: number;
  succeeded: number;
  doing: string | null;
  made_up_for: number;
}

/** States that a task does not leave by itself. */
const overStates = `('success', 'failed', 'canceled', 'skipped', 'upstream_failed', 'removed')`;

/** Tasks that are over; of a run that did not succeed only those that did. */
function countDone({ ended_at: endedAt, state, over, succeeded }: RunJobRow): number {
  return endedAt !== null && state !== 'success' ? succeeded : over;
}

/** Runs of pipelines that work or wait, and those that ended since then, as jobs. */
export function listPipelineJobs(db: ReadableDb, now: number, endedSince: number): Job[] {
  const rows = db.all<RunJobRow>(
    `SELECT id, uuid, pipeline, state, queued_at, started_at, ended_at, reason,
       (SELECT count(*) FROM task_runs WHERE run_id = r.id) AS tasks,
       (SELECT count(*) FROM task_runs WHERE run_id = r.id AND state IN ${overStates}) AS over,
       (SELECT count(*) FROM task_runs WHERE run_id = r.id AND state = 'success') AS succeeded,
       (SELECT task_id FROM task_runs WHERE run_id = r.id AND state = 'running' ORDER BY position LIMIT 1) AS doing,
       ${isMadeUpForSql} AS made_up_for
     FROM pipeline_runs r
     WHERE id IN (SELECT id FROM pipeline_runs WHERE state IN ('queued', 'running', 'paused'))
        OR id IN (SELECT id FROM pipeline_runs WHERE ended_at >= ? ORDER BY id DESC LIMIT 200)
     ORDER BY id DESC`,
    endedSince,
  );
  const failedTasks = readFailedTasks(
    db,
    rows.filter(({ state }) => state === 'failed').map(({ id }) => id),
  );
  return rows.map((row) => ({
    jobId: `pipeline_run:${row.uuid}`,
    kind: 'pipeline_run',
    subject: row.pipeline,
    state: states[row.state],
    doing: row.doing,
    progress: row.tasks === 0 ? null : { done: countDone(row), total: row.tasks, unit: 'tasks' },
    remainingMs: row.ended_at === null ? estimate(db, row, now) : null,
    startedAt: row.started_at ?? row.queued_at,
    endedAt: row.ended_at,
    canCancel: row.ended_at === null,
    failure: null,
    failedTask: failedTasks.get(row.id) ?? null,
    isMadeUpFor: row.made_up_for === 1,
    reason: row.reason,
  }));
}

type FailedTaskRow = Pick<AttemptRow, 'state' | 'reason' | 'error_code' | 'error_data' | 'exit_code'> & {
  run_id: number;
  task_id: string;
};

/** The first task that failed in each of these runs, by the id of the run. */
function readFailedTasks(
  db: ReadableDb,
  runIds: readonly number[],
): ReadonlyMap<number, NonNullable<Job['failedTask']>> {
  if (runIds.length === 0) return new Map();
  const rows = db.all<FailedTaskRow>(
    `SELECT t.run_id, t.task_id, a.state, a.reason, a.error_code, a.error_data, a.exit_code
     FROM task_runs t JOIN task_attempts a ON a.task_run_id = t.id AND a.try = t.last_try
     WHERE t.run_id IN (SELECT value FROM json_each(?)) AND t.state = 'failed'
     ORDER BY t.run_id, t.position, t.map_index`,
    JSON.stringify(runIds),
  );
  return new Map(
    [...Map.groupBy(rows, ({ run_id: runId }) => runId)].flatMap(([runId, [first, ...others]]) =>
      first === undefined ? [] : [[runId, { ...toFailedTask(first), others: others.length }]],
    ),
  );
}

function toFailedTask(row: FailedTaskRow): Omit<NonNullable<Job['failedTask']>, 'others'> {
  const { task_id: taskId, state, reason, error_code: errorCode, exit_code: exitCode } = row;
  return { taskId, end: { state, reason, errorCode, failure: readFailure(row), exitCode } };
}

const states: Readonly<Record<PipelineRunState, Job['state']>> = {
  scheduled: 'waiting',
  queued: 'waiting',
  running: 'running',
  paused: 'waiting',
  success: 'done',
  failed: 'failed',
  canceled: 'canceled',
};

/** From the middle of the last five successes of the same pipeline; null without any, and once it takes longer. */
function estimate(
  db: ReadableDb,
  { pipeline, started_at: startedAt }: RunJobRow,
  now: number,
): number | null {
  if (startedAt === null) return null;
  const took = db
    .all<{ ms: number }>(
      `SELECT ended_at - started_at AS ms FROM pipeline_runs
       WHERE pipeline = ? AND state = 'success' AND started_at IS NOT NULL AND coverage = 'whole'
       ORDER BY id DESC LIMIT 5`,
      pipeline,
    )
    .map(({ ms }) => ms)
    .sort((a, b) => a - b);
  const median = took[Math.floor(took.length / 2)];
  const left = median === undefined ? 0 : startedAt + median - now;
  return left > 0 ? left : null;
}

interface BackfillJobRow {
  id: number;
  pipeline: string;
  state: 'running' | 'done' | 'canceled';
  created_at: number;
  ended_at: number | null;
  reason: string | null;
  total: number;
  over: number;
}

/** Backfills likewise; their pace tells what is left. */
export function listBackfillJobs(db: ReadableDb, now: number, endedSince: number): Job[] {
  const rows = db.all<BackfillJobRow>(
    `SELECT b.id, b.pipeline, b.state, b.created_at, b.ended_at, b.reason,
       (SELECT count(*) FROM backfill_dates WHERE backfill_id = b.id) AS total,
       (SELECT count(*) FROM backfill_dates d JOIN pipeline_runs r ON r.uuid = d.pipeline_run_id
        WHERE d.backfill_id = b.id AND r.ended_at IS NOT NULL) AS over
     FROM backfills b WHERE b.state = 'running' OR b.ended_at >= ? ORDER BY b.id DESC LIMIT 200`,
    endedSince,
  );
  return rows.map((row) => ({
    jobId: `backfill:${row.id}`,
    kind: 'backfill',
    subject: row.pipeline,
    state: row.state,
    doing: null,
    progress: { done: row.over, total: row.total, unit: 'dates' },
    remainingMs:
      row.ended_at === null && row.over > 0
        ? ((now - row.created_at) / row.over) * (row.total - row.over)
        : null,
    startedAt: row.created_at,
    endedAt: row.ended_at,
    canCancel: row.state === 'running',
    failure: null,
    failedTask: null,
    isMadeUpFor: false,
    reason: row.reason,
  }));
}
