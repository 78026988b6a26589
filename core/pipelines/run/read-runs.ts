import { runSelection } from '#contract/pipeline-views.ts';
import type { PipelineRun, TaskAttempt, TaskRun } from '#contract/pipelines.ts';
import type { Failure } from '#contract/python.ts';
import { parseJson } from '#core/kernel/json.ts';
import type { ReadableDb } from '#core/store/database.ts';
import { asObject } from '../definition/outline.ts';
import type { AttemptRow, RunRow, TaskRow } from './rows.ts';

/** How far the running try of a task is, 0 to 1 or null when nobody said, and what it lacks while it waits. */
export type LookAtTask = (
  pipelineRunId: string,
  taskId: string,
  mapIndex: number,
) => { progress: number | null; lacks: string | null };

/** Runs with their tasks and attempts, in the order of `rows`. Three statements, however many runs; a fourth where one reused something. */
export function readRuns(db: ReadableDb, rows: readonly RunRow[], look: LookAtTask): PipelineRun[] {
  if (rows.length === 0) return [];
  const ids = JSON.stringify(rows.map(({ id }) => id));
  const tasks = db.all<TaskRow>(
    'SELECT * FROM task_runs WHERE run_id IN (SELECT value FROM json_each(?)) ORDER BY run_id, position, map_index',
    ids,
  );
  const attempts = db.all<AttemptRow>(
    `SELECT task_attempts.* FROM task_attempts JOIN task_runs ON task_runs.id = task_run_id
     WHERE run_id IN (SELECT value FROM json_each(?)) ORDER BY task_run_id, try`,
    ids,
  );
  const tasksOf = Map.groupBy(tasks, ({ run_id }) => run_id);
  const origins = readOrigins(
    db,
    tasks.filter(({ part }) => part === 'reuse').map(({ id }) => id),
  );
  const attemptsOf = Map.groupBy(attempts, ({ task_run_id }) => task_run_id);
  return rows.map((row) => ({
    ...rowToRun(row),
    tasks: (tasksOf.get(row.id) ?? []).map((task) => {
      const live = isLive(task) ? look(row.uuid, task.task_id, task.map_index) : nothingLive;
      return {
        ...rowToTask(row, task, attemptsOf.get(task.id) ?? [], live),
        reusedFrom: origins.get(task.id) ?? null,
      };
    }),
  }));
}

/** The runs that made what tasks reuse, by the row of the task. */
function readOrigins(db: ReadableDb, reused: readonly number[]): Map<number, string> {
  if (reused.length === 0) return new Map();
  const rows = db.all<{ id: number; uuid: string }>(
    `SELECT own.task_run_id AS id, uuid FROM task_attempts own
       JOIN task_attempts made ON made.id = own.cached_from
       JOIN task_runs ON task_runs.id = made.task_run_id
       JOIN pipeline_runs ON pipeline_runs.id = task_runs.run_id
     WHERE own.task_run_id IN (SELECT value FROM json_each(?))`,
    JSON.stringify(reused),
  );
  return new Map(rows.map(({ id, uuid }) => [id, uuid]));
}

const nothingLive = { progress: null, lacks: null };

function isLive({ state }: TaskRow): boolean {
  return state === 'running' || state === 'scheduled' || state === 'none';
}

function rowToRun(row: RunRow): Omit<PipelineRun, 'tasks'> {
  return {
    pipelineRunId: row.uuid,
    pipeline: row.pipeline,
    state: row.state,
    params: asObject(parseJson(row.params)),
    definitionHash: row.definition_hash,
    trigger: { kind: row.trigger_kind, detail: row.trigger_detail },
    logicalAt: row.logical_at,
    intervalStart: row.interval_start,
    intervalEnd: row.interval_end,
    dueAt: row.due_at,
    backfillId: row.backfill_id,
    selection: row.selection === null ? null : runSelection.parse(parseJson(row.selection)),
    actor: { kind: row.actor_kind, name: row.actor_name },
    queuedAt: row.queued_at,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    reason: row.reason,
    flags: {
      hasFailedTasks: row.has_failed_tasks === 1,
      recovered: row.recovered === 1,
      isLate: row.late === 1,
      isFromCatchup: row.from_catchup === 1,
    },
  };
}

function rowToTask(
  run: RunRow,
  task: TaskRow,
  attempts: readonly AttemptRow[],
  { progress, lacks }: ReturnType<LookAtTask>,
): Omit<TaskRun, 'reusedFrom'> {
  const needs = parseJson(task.needs);
  return {
    taskId: task.task_id,
    mapIndex: task.map_index,
    label: task.map_label,
    type: task.type,
    needs: Array.isArray(needs) ? needs.map(String) : [],
    state: task.state,
    waitsFor: lacks ?? whatItWaitsFor(run, task),
    nextAt: task.next_at,
    question: task.question,
    part: task.part,
    attempts: attempts.map((attempt) => rowToAttempt(attempt, progress)),
  };
}

/** A code, as the contract lists them. */
export function whatItWaitsFor(
  run: Pick<RunRow, 'state'>,
  task: Pick<TaskRow, 'state' | 'waits_for'>,
): string | null {
  if (run.state === 'queued') return 'max_active_runs';
  if (task.state === 'none') return run.state === 'running' ? 'upstream' : null;
  return task.waits_for;
}

function rowToAttempt(row: AttemptRow, progress: number | null): TaskAttempt {
  return {
    try: row.try,
    state: row.state,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    reason: row.reason,
    errorCode: row.error_code,
    failure: readFailure(row),
    progress: row.state === 'running' ? progress : null,
    exitCode: row.exit_code,
    isCached: row.cached_from !== null,
    outputs: row.outputs === null ? {} : asObject(parseJson(row.outputs)),
  };
}

/** What failed without data of an error is told by its code and its reason alone. */
export function readFailure({
  error_code: code,
  error_data: data,
}: Pick<AttemptRow, 'error_code' | 'error_data'>): Failure | null {
  return code === null || data === null ? null : { code, data: asObject(parseJson(data)) as Failure['data'] };
}
