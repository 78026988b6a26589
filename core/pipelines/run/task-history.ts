import type { TaskState } from '#contract/pipelines.ts';
import { parseJson, type Json } from '#core/kernel/json.ts';
import type { ReadableDb } from '#core/store/database.ts';
import { asObject } from '../definition/outline.ts';
import type { RunRow } from './rows.ts';

/** A task, or an instance of a mapped one, in one run that it was to run itself in, with its last try. */
export interface HistoryRow {
  id: number;
  run_id: number;
  task_id: string;
  map_index: number;
  state: TaskState;
  waits_for: string | null;
  next_at: number | null;
  last_try: number;
  task_hash: string | null;
  attempt_id: number | null;
  started_at: number | null;
  ended_at: number | null;
  reason: string | null;
  code_hash: string | null;
  inputs_hash: string | null;
  /** JSON: `with`, its templates filled in; null where nothing is told by it. */
  input: string | null;
}

/** All instances of a task in one run. */
export type TaskRows = readonly [HistoryRow, ...HistoryRow[]];

export interface TaskHistory {
  /** In the active run, or in the newest one. */
  newest: TaskRows;
  /** Of the newest run in which it ended well; the same where that is the newest. */
  success: TaskRows | null;
}

export type HistoryRun = Pick<RunRow, 'id' | 'uuid' | 'state' | 'definition_hash'> & {
  params: Readonly<Record<string, Json>>;
};

/** What is known of the tasks of a pipeline from all of its runs. */
export interface PipelineHistory {
  /** Runs now; null when nothing does. */
  active: HistoryRun | null;
  tasks: ReadonlyMap<string, TaskHistory>;
  /** Those that the tasks are of, by their rows. */
  runs: ReadonlyMap<number, HistoryRun>;
}

const columns = `t.id, t.run_id, t.task_id, t.map_index, t.state, t.waits_for, t.next_at, t.last_try, t.task_hash,
  a.id AS attempt_id, a.started_at, a.ended_at, a.reason, a.code_hash, a.inputs_hash,
  CASE WHEN a.code_hash IS NOT NULL OR a.inputs_hash IS NOT NULL THEN a.input END AS input`;
const attempts = 'LEFT JOIN task_attempts a ON a.task_run_id = t.id AND a.try = t.last_try';

/** A handful of statements, however many tasks and runs. */
export function readHistory(db: ReadableDb, pipeline: string): PipelineHistory {
  const active = findActive(db, pipeline);
  const newest = new Map([
    ...groupRows(
      db.all<HistoryRow>(
        `SELECT ${columns} FROM pipeline_tasks known
           JOIN task_runs t ON t.run_id = known.run_id AND t.task_id = known.task_id ${attempts}
         WHERE pipeline = ? AND part = 'run' ORDER BY t.task_id, t.map_index`,
        pipeline,
      ),
    ),
    ...(active === null ? [] : groupRows(readRunRows(db, active.id))),
  ]);
  const successes = readSuccesses(db, pipeline, newest);
  const tasks = new Map(
    [...newest].map(([taskId, rows]) => [taskId, { newest: rows, success: successes.get(taskId) ?? null }]),
  );
  return { active, tasks, runs: readRuns(db, active, tasks) };
}

/** One that runs goes before one that waits for its turn. */
function findActive(db: ReadableDb, pipeline: string): HistoryRun | null {
  const rows = db.all<RunRow>(
    `SELECT * FROM pipeline_runs WHERE pipeline = ? AND state IN ('scheduled', 'queued', 'running', 'paused')
     ORDER BY id DESC`,
    pipeline,
  );
  const row = rows.find(({ state }) => state === 'running' || state === 'paused') ?? rows[0];
  return row === undefined ? null : toRun(row);
}

function readRunRows(db: ReadableDb, runId: number): HistoryRow[] {
  return db.all<HistoryRow>(
    `SELECT ${columns} FROM task_runs t ${attempts} WHERE t.run_id = ? AND t.part = 'run' ORDER BY t.task_id, t.map_index`,
    runId,
  );
}

/** @param rows those of a task stand together */
function groupRows(rows: readonly HistoryRow[]): Map<string, TaskRows> {
  return Map.groupBy(rows, ({ task_id }) => task_id) as Map<string, HistoryRow[] & TaskRows>;
}

/** Every instance ended well, or was skipped; not all were. */
export function isSuccess(rows: readonly HistoryRow[]): boolean {
  const isFine = rows.every(({ state }) => state === 'success' || state === 'skipped' || state === 'removed');
  return isFine && rows.some(({ state }) => state === 'success');
}

function readSuccesses(
  db: ReadableDb,
  pipeline: string,
  newest: ReadonlyMap<string, TaskRows>,
): Map<string, TaskRows> {
  const found = new Map([...newest].filter(([, rows]) => isSuccess(rows)));
  if (found.size === newest.size) return found;
  const rows = db.all<HistoryRow>(
    `SELECT ${columns} FROM pipeline_tasks known
       JOIN task_runs t ON t.run_id = known.success_run_id AND t.task_id = known.task_id ${attempts}
     WHERE pipeline = ? AND part = 'run' AND known.task_id IN (SELECT value FROM json_each(?))
     ORDER BY t.task_id, t.map_index`,
    pipeline,
    JSON.stringify([...newest.keys()].filter((taskId) => !found.has(taskId))),
  );
  for (const [taskId, ofTask] of groupRows(rows)) {
    // It was cleared or marked since: an older one may be left.
    const success = isSuccess(ofTask) ? ofTask : findOlderSuccess(db, pipeline, ofTask[0]);
    if (success !== null) found.set(taskId, success);
  }
  return found;
}

function findOlderSuccess(
  db: ReadableDb,
  pipeline: string,
  { task_id, run_id }: HistoryRow,
): TaskRows | null {
  const older = db.get<{ id: number }>(
    `SELECT id FROM pipeline_runs WHERE pipeline = ? AND id < ?
       AND EXISTS (SELECT 1 FROM task_runs
         WHERE run_id = pipeline_runs.id AND task_id = ? AND part = 'run' AND state = 'success')
       AND NOT EXISTS (SELECT 1 FROM task_runs
         WHERE run_id = pipeline_runs.id AND task_id = ? AND state NOT IN ('success', 'skipped', 'removed'))
     ORDER BY id DESC LIMIT 1`,
    pipeline,
    run_id,
    task_id,
    task_id,
  );
  if (older === undefined) return null;
  const rows = readRunRows(db, older.id).filter((row) => row.task_id === task_id);
  return groupRows(rows).get(task_id) ?? null;
}

function readRuns(
  db: ReadableDb,
  active: HistoryRun | null,
  tasks: ReadonlyMap<string, TaskHistory>,
): Map<number, HistoryRun> {
  const ids = new Set<number>();
  for (const { newest, success } of tasks.values()) {
    ids.add(newest[0].run_id);
    if (success !== null) ids.add(success[0].run_id);
  }
  const rows = db.all<RunRow>(
    'SELECT * FROM pipeline_runs WHERE id IN (SELECT value FROM json_each(?))',
    JSON.stringify([...ids]),
  );
  const runs = new Map(rows.map((row) => [row.id, toRun(row)]));
  if (active !== null) runs.set(active.id, active);
  return runs;
}

function toRun({ id, uuid, state, definition_hash, params }: RunRow): HistoryRun {
  return { id, uuid, state, definition_hash, params: asObject(parseJson(params)) as Record<string, Json> };
}
