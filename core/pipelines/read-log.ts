import { join } from 'node:path';
import type { Inputs, Outputs } from '#contract/procedures.ts';
import { limits } from '#contract/inputs.ts';
import { StileError } from '#core/kernel/errors.ts';
import type { EngineContext } from '#core/store/context.ts';
import { readLogBytes, readLogPiece } from './run/attempt-log.ts';
import { findRunRow, isRunOver, type AttemptRow, type RunRow, type TaskRow } from './run/rows.ts';

type In = Inputs['pipelines'];
type Out = Outputs['pipelines'];

/** Whose log it is: `mapIndex` of an instance of a map, the first when it is left out; the newest try without `try`. */
export type AttemptChoice = Pick<In['log'], 'pipelineRunId' | 'taskId' | 'mapIndex' | 'try'>;

export interface AttemptLogFile {
  /** Absolute; null when there was no try yet. */
  file: string | null;
  /** `train-2-try-1.log` */
  name: string;
  /** Nothing more will be written to it. */
  ended: boolean;
}

/**
 * A piece of an attempt's log. `ended` says that nothing more will come once `nextOffset` is `size`.
 * @throws NOT_FOUND for a run, a task, an instance or a try that is not there
 */
export async function readLog(ctx: EngineContext, input: In['log']): Promise<Out['log']> {
  // Found before the file is read: what ended before it was read is in it whole.
  const { file, ended } = findAttemptLog(ctx, input);
  if (file === null) return { text: '', nextOffset: 0, size: 0, ended };
  return { ...(await readLogPiece(file, input.offset ?? 0)), ended };
}

/** A piece of the file itself, as large as one of an artifact. @throws NOT_FOUND as `readLog` does */
export async function downloadLog(ctx: EngineContext, input: In['downloadLog']): Promise<Out['downloadLog']> {
  const { file, name } = findAttemptLog(ctx, input);
  if (file === null) return { chunk: new File([], name), size: 0, end: true };
  const offset = input.offset ?? 0;
  const { bytes, size } = await readLogBytes(file, offset, limits.artifactChunkBytes);
  return { chunk: new File([new Uint8Array(bytes)], name), size, end: offset + bytes.length >= size };
}

/** @throws NOT_FOUND for a run, a task, an instance or a try that is not there */
export function findAttemptLog(ctx: EngineContext, choice: AttemptChoice): AttemptLogFile {
  const { run, task, attempt } = findAttempt(ctx, choice);
  const wanted = choice.try ?? task.last_try;
  const name = `${task.task_id}${task.map_index < 0 ? '' : `-${task.map_index}`}-try-${wanted}.log`;
  if (attempt === null) return { file: null, name, ended: isRunOver(run.state) };
  return { file: join(ctx.paths.root, attempt.log_path), name, ended: attempt.ended_at !== null };
}

export interface ChosenAttempt {
  run: RunRow;
  task: TaskRow;
  /** null when there was no try yet */
  attempt: AttemptRow | null;
}

/** @throws NOT_FOUND for a run, a task, an instance or a try that is not there */
export function findAttempt(ctx: EngineContext, choice: AttemptChoice): ChosenAttempt {
  const run = findRunRow(ctx.db, choice.pipelineRunId);
  const task = findTask(ctx, run, choice);
  const attempt = ctx.db.get<AttemptRow>(
    'SELECT * FROM task_attempts WHERE task_run_id = ? AND try = ?',
    task.id,
    choice.try ?? task.last_try,
  );
  if (attempt === undefined && choice.try !== undefined)
    throw noTry(choice.taskId, choice.try, task.last_try);
  return { run, task, attempt: attempt ?? null };
}

function findTask(ctx: EngineContext, run: RunRow, { taskId, mapIndex }: AttemptChoice): TaskRow {
  const instances = ctx.db.all<TaskRow>(
    'SELECT * FROM task_runs WHERE run_id = ? AND task_id = ? ORDER BY map_index',
    run.id,
    taskId,
  );
  const [first] = instances;
  if (first === undefined) throw noTask(ctx, run, taskId);
  const found = mapIndex === undefined ? first : instances.find(({ map_index }) => map_index === mapIndex);
  if (found !== undefined) return found;
  throw noInstance(taskId, mapIndex ?? -1, instances.filter(({ map_index }) => map_index >= 0).length);
}

function noTask(ctx: EngineContext, { id, uuid }: RunRow, taskId: string): StileError {
  const tasks = ctx.db
    .all<{ task_id: string }>('SELECT DISTINCT task_id FROM task_runs WHERE run_id = ? ORDER BY position', id)
    .map(({ task_id }) => task_id)
    .join(', ');
  const message = `The pipeline run ${uuid} has no task "${taskId}". Its tasks: ${tasks}.`;
  return new StileError('NOT_FOUND', message, { kind: 'task', id: taskId });
}

function noInstance(taskId: string, mapIndex: number, count: number): StileError {
  const remedy =
    count === 0
      ? 'It is no map, or has not been expanded yet: leave the index out.'
      : `It has ${count}: take 0 to ${count - 1}.`;
  const message = `The task ${taskId} has no instance ${mapIndex}. ${remedy}`;
  return new StileError('NOT_FOUND', message, { kind: 'task', id: `${taskId}[${mapIndex}]` });
}

function noTry(taskId: string, wanted: number, last: number): StileError {
  const message = `The task ${taskId} has no try ${wanted}: there were ${last}. Take another number, or none for the newest.`;
  return new StileError('NOT_FOUND', message, { kind: 'task', id: `${taskId} try ${wanted}` });
}
