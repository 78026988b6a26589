import type { RunSelection } from '#contract/pipeline-views.ts';
import { StileError } from '#core/kernel/errors.ts';
import type { WriteTx } from '#core/store/write-queue.ts';
import type { TaskFlow } from '#core/tasks/index.ts';
import type { PipelineDefinition, TaskDefinition } from '../definition/definition.ts';

/** What of a pipeline a run runs; a task that is not named here is run. */
export interface RunPart {
  selection: Required<RunSelection>;
  tasks: ReadonlyMap<string, TaskPart>;
}

export type TaskPart =
  | { action: 'run' }
  | { action: 'leaveOut' }
  /** `rows` of an earlier run: its instances. `flow`: what it says of the tasks after it, where that is not kept. */
  | { action: 'reuse'; rows: readonly number[]; flow?: TaskFlow | null };

/** How much of its pipeline a run is. */
export function coverageOf(part: RunPart | null): 'whole' | 'completed' | 'part' {
  const actions = [...(part?.tasks.values() ?? [])].map(({ action }) => action);
  if (actions.includes('leaveOut')) return 'part';
  return actions.includes('reuse') ? 'completed' : 'whole';
}

interface Place {
  tx: WriteTx;
  run: { rowId: number; pipeline: string };
  task: TaskDefinition;
  position: number;
}

/**
 * Writes the tasks of a run that begins. @returns the row of each, or of its first instance
 * @throws INVALID_STATE when what is to be reused is no success any more
 */
export function insertTasks(
  tx: WriteTx,
  run: Place['run'],
  { tasks }: PipelineDefinition,
  part: RunPart | null,
): Map<string, number> {
  const rows = tasks.map((task, position) => {
    const place = { tx, run, task, position };
    const choice = part?.tasks.get(task.id) ?? { action: 'run' };
    if (choice.action === 'reuse') return [task.id, insertReused(place, choice)] as const;
    return [task.id, insertTask(place, choice.action)] as const;
  });
  tx.db.run(
    `INSERT INTO pipeline_tasks (pipeline, task_id, run_id)
     SELECT ?, task_id, run_id FROM task_runs WHERE run_id = ? AND part = 'run'
     ON CONFLICT (pipeline, task_id) DO UPDATE SET run_id = excluded.run_id`,
    run.pipeline,
    run.rowId,
  );
  return new Map(rows);
}

function insertTask({ tx, run, task, position }: Place, part: 'run' | 'leaveOut'): number {
  return tx.db.run(
    `INSERT INTO task_runs (run_id, task_id, position, type, needs, state, part, task_hash)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    run.rowId,
    task.id,
    position,
    task.type,
    JSON.stringify(task.needs),
    part === 'run' ? 'none' : 'removed',
    part,
    task.hash,
  ).lastId;
}

function insertReused(place: Place, { rows, flow }: Extract<TaskPart, { action: 'reuse' }>): number {
  const [first = -1] = rows.map((from) => copyRow(place, from, flow));
  return first;
}

/** The outputs of an earlier attempt as those of one of this run; it leaves no files of its own. */
function copyRow(
  { tx, run, task, position }: Place,
  from: number,
  flow: TaskFlow | null | undefined,
): number {
  const row = tx.db.run(
    `INSERT INTO task_runs (run_id, task_id, map_index, map_label, map_item, position, type, needs, state, last_try,
       part, task_hash)
     SELECT ?, task_id, map_index, map_label, map_item, ?, ?, ?, state, 0, 'reuse', task_hash
     FROM task_runs WHERE id = ? AND state IN ('success', 'skipped')`,
    run.rowId,
    position,
    task.type,
    JSON.stringify(task.needs),
    from,
  );
  if (row.changes !== 1) throw notThere(task.id);
  const copied = tx.db.run(
    `INSERT INTO task_attempts (task_run_id, try, state, queued_at, started_at, ended_at, exit_code, reason, log_path,
       folder, input, outputs, environment_hash, code_hash, inputs_hash, flow, cached_from)
     SELECT ?, 1, a.state, ?, ?, ?, a.exit_code, a.reason, a.log_path, a.folder, a.input, a.outputs,
       a.environment_hash, a.code_hash, a.inputs_hash, CASE WHEN ? THEN ? ELSE a.flow END, a.id
     FROM task_attempts a JOIN task_runs t ON t.id = a.task_run_id AND a.try = t.last_try
     WHERE t.id = ? AND a.state = t.state`,
    row.lastId,
    tx.now,
    tx.now,
    tx.now,
    Number(flow !== undefined),
    flow == null ? null : JSON.stringify(flow),
    from,
  );
  if (copied.changes === 1) tx.db.run('UPDATE task_runs SET last_try = 1 WHERE id = ?', row.lastId);
  return row.lastId;
}

function notThere(taskId: string): StileError {
  const remedy = 'Ask for the run again.';
  return new StileError(
    'INVALID_STATE',
    `What the task ${taskId} made in an earlier run was cleared or marked meanwhile, so it cannot be reused. ${remedy}`,
    { kind: 'task', id: taskId, state: 'cleared', needed: 'success', remedy },
  );
}
