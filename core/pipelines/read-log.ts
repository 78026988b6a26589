import { join } from 'node:path';
import type { Inputs, Outputs } from '#contract/procedures.ts';
import { StileError } from '#core/kernel/errors.ts';
import type { EngineContext } from '#core/store/context.ts';
import { readLogPiece } from './run/attempt-log.ts';
import { findRunRow, isRunOver, type AttemptRow, type TaskRow } from './run/rows.ts';

/**
 * A piece of an attempt's log, of the newest attempt when none is named. `ended` says that nothing more will come once
 * `nextOffset` is `size`. @throws NOT_FOUND for a run, a task or a try that is not there
 */
export async function readLog(
  ctx: EngineContext,
  input: Inputs['pipelines']['log'],
): Promise<Outputs['pipelines']['log']> {
  const run = findRunRow(ctx.db, input.pipelineRunId);
  const task = ctx.db.get<TaskRow>(
    'SELECT * FROM task_runs WHERE run_id = ? AND task_id = ? ORDER BY map_index LIMIT 1',
    run.id,
    input.taskId,
  );
  if (task === undefined) throw noTask(ctx, run.id, input.taskId, run.uuid);
  const wanted = input.try ?? task.last_try;
  const attempt = ctx.db.get<AttemptRow>(
    'SELECT * FROM task_attempts WHERE task_run_id = ? AND try = ?',
    task.id,
    wanted,
  );
  if (attempt === undefined) {
    if (input.try !== undefined) throw noTry(input.taskId, input.try, task.last_try);
    return { text: '', nextOffset: 0, size: 0, ended: isRunOver(run.state) };
  }
  // Read before the file: what ended before it was read is in it whole.
  const ended = attempt.state !== 'queued' && attempt.state !== 'running';
  return { ...(await readLogPiece(join(ctx.paths.root, attempt.log_path), input.offset ?? 0)), ended };
}

function noTask(ctx: EngineContext, runId: number, taskId: string, uuid: string): StileError {
  const tasks = ctx.db
    .all<TaskRow>('SELECT * FROM task_runs WHERE run_id = ? ORDER BY position', runId)
    .map(({ task_id }) => task_id)
    .join(', ');
  return new StileError(
    'NOT_FOUND',
    `The pipeline run ${uuid} has no task "${taskId}". Its tasks: ${tasks}.`,
    {
      kind: 'task',
      id: taskId,
    },
  );
}

function noTry(taskId: string, wanted: number, last: number): StileError {
  const message = `The task ${taskId} has no try ${wanted}: there were ${last}. Take another number, or none for the newest.`;
  return new StileError('NOT_FOUND', message, { kind: 'task', id: `${taskId} try ${wanted}` });
}
