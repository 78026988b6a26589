import type { PipelineRun } from '#contract/pipelines.ts';
import type { Inputs, Outputs } from '#contract/procedures.ts';
import { invalidArgument, StileError } from '#core/kernel/errors.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { WriteTx } from '#core/store/write-queue.ts';
import { clearInActive, findWorking, markInActive, working } from './change-active.ts';
import type { PipelineDefinition } from './definition/definition.ts';
import { readRun } from './read-pipelines.ts';
import { readDefinition, resumeRun } from './recover-runs.ts';
import type { ActiveRun } from './run/active-run.ts';
import { selectTasks } from './run/select-tasks.ts';
import { readPlan, rowToRef } from './run/queue-run.ts';
import { readRestored } from './run/restore-run.ts';
import { findRunRow, isRunOver, type RunRow, type TaskRow } from './run/rows.ts';
import { recordTryEnd } from './run/task-lineage.ts';
import { addEvent, announce, moveRunInTx, noteSuccess } from './run/transitions.ts';
import type { Runner } from './runner-parts.ts';

type In = Inputs['pipelines'];
type Out = Outputs['pipelines'];

const clearRemedy = 'Cancel it first, or wait for its end.';

interface Clearing {
  row: RunRow;
  definition: PipelineDefinition;
  tasks: TaskRow[];
  /** null: the run is over */
  active: ActiveRun | null;
}

/** What a clear would reset. */
export async function previewClear(
  runner: Runner,
  ctx: EngineContext,
  input: In['clear'],
): Promise<Out['previewClear']> {
  const { tasks } = await planClear(runner, ctx, input);
  return {
    tasks: tasks.map(({ task_id, map_index, state }) => ({ taskId: task_id, mapIndex: map_index, state })),
  };
}

/**
 * Resets tasks of a run that is over, in one write with the run itself, and queues it; of one that works those that are
 * over. What they did is kept.
 */
export async function clearRun(runner: Runner, ctx: EngineContext, input: In['clear']): Promise<PipelineRun> {
  const clearing = await planClear(runner, ctx, input);
  const { row, definition, tasks, active } = clearing;
  if (tasks.length === 0) {
    throw invalidArgument(
      'scope',
      input.scope,
      'it leaves nothing to run again',
      'Take another scope, or the whole run.',
    );
  }
  if (active !== null) {
    await clearInActive(active, ctx, row, tasks, (tx) => {
      resetTasks(tx, clearing, input);
    });
    return readRun(ctx, row.uuid, runner.progress);
  }
  await ctx.write((tx) => {
    // Another clear may have been first.
    requireOver(findRunRow(tx.db, row.uuid), clearRemedy);
    moveRunInTx(tx, rowToRef(row), { to: 'queued' });
    resetTasks(tx, clearing, input);
  });
  const plan = readPlan(ctx.db, row, definition);
  runner.queue.add(plan, await readRestored(runner.services, ctx, plan, false));
  await runner.queue.active(row.uuid)?.started;
  return readRun(ctx, row.uuid, runner.progress);
}

/** @throws INVALID_STATE, NOT_FOUND for a task, INVALID_ARGUMENT for a scope without the task that it needs */
async function planClear(
  runner: Runner,
  ctx: EngineContext,
  { pipelineRunId, scope, taskId }: In['clear'],
): Promise<Clearing> {
  const row = findRunRow(ctx.db, pipelineRunId);
  const active = await findWorking(runner, row);
  if (active === null) requireOver(row, clearRemedy);
  const definition = readDefinition(runner, row);
  if (definition instanceof StileError) throw definition;
  const rows = ctx.db.all<TaskRow>(
    'SELECT * FROM task_runs WHERE run_id = ? ORDER BY position, map_index',
    row.id,
  );
  if (scope !== 'whole' && scope !== 'failed') requireTask(definition, row, taskId);
  if (taskId !== undefined && active?.phaseOf(taskId) === 'working') throw working(row, taskId);
  const isOver = ({ task_id }: TaskRow): boolean => active === null || active.phaseOf(task_id) === 'over';
  const failed = rows.filter(
    (task) => isOver(task) && !['success', 'skipped', 'removed'].includes(task.state),
  );
  const selected = selectTasks(
    definition.tasks,
    scope,
    taskId ?? '',
    new Set(failed.map(({ task_id }) => task_id)),
  );
  // What a run of a part reused or left out stays so, except for the task that is named.
  const isMeant = ({ task_id, part }: TaskRow): boolean => part === 'run' || task_id === taskId;
  const tasks = rows.filter((task) => selected.has(task.task_id) && isMeant(task) && isOver(task));
  return { row, definition, tasks, active };
}

function requireTask({ tasks, name }: PipelineDefinition, row: RunRow, taskId: string | undefined): void {
  if (taskId === undefined)
    throw invalidArgument(
      'taskId',
      '',
      'this scope is about one task',
      'Name the task, or take the scope whole or failed.',
    );
  if (tasks.some(({ id }) => id === taskId)) return;
  const names = tasks.map(({ id }) => id).join(', ');
  throw new StileError(
    'NOT_FOUND',
    `The run ${row.uuid} of ${name} has no task "${taskId}". Its tasks: ${names}.`,
    { kind: 'task', id: taskId },
  );
}

function resetTasks(tx: WriteTx, { row, definition, tasks }: Clearing, { scope, taskId }: In['clear']): void {
  tx.db.run(
    `UPDATE task_runs SET state = 'none', waits_for = NULL, next_at = NULL, question = NULL, interruptions = 0,
       tries_before = last_try
     WHERE id IN (SELECT value FROM json_each(?))`,
    JSON.stringify(tasks.map(({ id }) => id)),
  );
  if (tasks.some(({ part }) => part !== 'run')) takeIn(tx, row, definition, taskId ?? '');
  for (const { id, task_id, state } of tasks)
    addEvent(tx, rowToRef(row), {
      task: { rowId: id, taskId: task_id },
      from: state,
      to: 'none',
      detail: 'cleared',
    });
  tx.record({
    action: 'pipeline_run.clear',
    entityKind: 'pipeline_run',
    entityId: row.uuid,
    before: {
      state: row.state,
      tasks: Object.fromEntries(tasks.map(({ task_id, state }) => [task_id, state])),
    },
    after: { scope, ...(taskId !== undefined && { taskId }) },
  });
  announce(tx, rowToRef(row));
}

/** A task that the run had reused or left out is one that it runs, from now on. */
function takeIn(tx: WriteTx, row: RunRow, { tasks }: PipelineDefinition, taskId: string): void {
  tx.db.run(
    "UPDATE task_runs SET part = 'run', task_hash = ? WHERE run_id = ? AND task_id = ?",
    tasks.find(({ id }) => id === taskId)?.hash ?? null,
    row.id,
    taskId,
  );
  tx.db.run(
    `INSERT INTO pipeline_tasks (pipeline, task_id, run_id) VALUES (?, ?, ?)
     ON CONFLICT (pipeline, task_id) DO UPDATE SET run_id = max(run_id, excluded.run_id)`,
    row.pipeline,
    taskId,
    row.id,
  );
  tx.db.run(
    `UPDATE pipeline_runs SET coverage = 'completed' WHERE id = ?
       AND NOT EXISTS (SELECT 1 FROM task_runs WHERE run_id = pipeline_runs.id AND part = 'leaveOut')`,
    row.id,
  );
}

/** Gives a task, with all its instances, or the run itself another end; see `markInActive` for one that works. What is marked is written with its reason. */
export async function markRun(runner: Runner, ctx: EngineContext, input: In['mark']): Promise<PipelineRun> {
  const { pipelineRunId, taskId, state, reason } = input;
  const row = findRunRow(ctx.db, pipelineRunId);
  const active = taskId === undefined ? null : await findWorking(runner, row);
  if (active === null) requireOver(row, clearRemedy);
  if (taskId === undefined && state === 'skipped')
    throw invalidArgument(
      'state',
      state,
      'a run is a success or failed',
      'Give success or failed, or name a task.',
    );
  const definition = readDefinition(runner, row);
  if (taskId !== undefined && !(definition instanceof StileError)) requireTask(definition, row, taskId);
  const write = (tx: WriteTx): void => {
    const before = taskId === undefined ? setRunState(tx, row, input) : setTaskState(tx, row, taskId, input);
    tx.record({
      action: taskId === undefined ? 'pipeline_run.mark' : 'pipeline_run.mark_task',
      entityKind: 'pipeline_run',
      entityId: row.uuid,
      before: { ...(taskId !== undefined && { task: taskId }), state: before },
      after: { ...(taskId !== undefined && { task: taskId }), state, reason },
    });
    announce(tx, rowToRef(row));
  };
  if (active === null) await ctx.write(write);
  else await markInActive(active, ctx, row, input, write);
  return readRun(ctx, pipelineRunId, runner.progress);
}

function setRunState(tx: WriteTx, row: RunRow, { state, reason }: In['mark']): string {
  tx.db.run(
    "UPDATE pipeline_runs SET state = ?, reason_code = 'marked', reason = ? WHERE id = ? AND state = ?",
    state,
    reason,
    row.id,
    row.state,
  );
  addEvent(tx, rowToRef(row), { from: row.state, to: state, detail: reason });
  return row.state;
}

function setTaskState(tx: WriteTx, row: RunRow, taskId: string, { state, reason }: In['mark']): string {
  const rows = tx.db.all<TaskRow>('SELECT * FROM task_runs WHERE run_id = ? AND task_id = ?', row.id, taskId);
  for (const task of rows) {
    tx.db.run('UPDATE task_runs SET state = ? WHERE id = ?', state, task.id);
    recordTryEnd(tx, task.id, task.last_try, { state });
    // What was reused or left out made nothing here that a later run could find.
    if (state === 'success' && task.part === 'run') noteSuccess(tx, rowToRef(row), taskId);
    addEvent(tx, rowToRef(row), {
      task: { rowId: task.id, taskId },
      from: task.state,
      to: state,
      detail: reason,
    });
  }
  return rows[0]?.state ?? 'none';
}

/** Passes on what a person decides. The engine of the run has to work on it: a run that is left is taken over first. */
export async function decideTask(
  runner: Runner,
  ctx: EngineContext,
  input: In['decide'],
): Promise<PipelineRun> {
  const { pipelineRunId, taskId, mapIndex = -1, approved, reason = '' } = input;
  const row = findRunRow(ctx.db, pipelineRunId);
  if (!isRunOver(row.state)) await resumeRun(runner, pipelineRunId);
  const decision = { isApproved: approved, reason, by: ctx.actor.name, at: ctx.clock.now() };
  const isTaken = (await runner.queue.active(pipelineRunId)?.decide(taskId, mapIndex, decision)) ?? false;
  if (isTaken) return readRun(ctx, pipelineRunId, runner.progress);
  const task = ctx.db.get<TaskRow>(
    'SELECT * FROM task_runs WHERE run_id = ? AND task_id = ? AND map_index = ?',
    row.id,
    taskId,
    mapIndex,
  );
  const state = task?.state ?? 'not there';
  const remedy = 'Look at the run: stile pipeline show <run> tells what awaits a decision.';
  throw new StileError(
    'INVALID_STATE',
    `The task ${taskId} of the run ${pipelineRunId} awaits no decision: it is ${state}. ${remedy}`,
    { kind: 'pipeline_run', id: pipelineRunId, state, needed: 'awaiting_input', remedy },
  );
}

function requireOver({ uuid, state }: RunRow, remedy: string): void {
  if (isRunOver(state)) return;
  throw new StileError('INVALID_STATE', `The pipeline run ${uuid} is not over: ${state}. ${remedy}`, {
    kind: 'pipeline_run',
    id: uuid,
    state,
    needed: 'success, failed or canceled',
    remedy,
  });
}
