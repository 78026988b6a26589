import type { Inputs } from '#contract/procedures.ts';
import { StileError } from '#core/kernel/errors.ts';
import { parseJson } from '#core/kernel/json.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { WriteTx } from '#core/store/write-queue.ts';
import { resumeRun } from './recover-runs.ts';
import type { ActiveRun } from './run/active-run.ts';
import type { TaskChanged } from './run/change-tasks.ts';
import type { RunRow, TaskRow } from './run/rows.ts';
import type { Runner } from './runner-parts.ts';

/** The run as this engine works on it; one that an engine before has left is taken over first. Null: it waits. */
export async function findWorking(runner: Runner, row: RunRow): Promise<ActiveRun | null> {
  if (row.state !== 'running') return null;
  await resumeRun(runner, row.uuid);
  return runner.queue.active(row.uuid) ?? null;
}

/** Begins tasks of a working run anew that are over. @param reset writes the rows */
export async function clearInActive(
  active: ActiveRun,
  ctx: EngineContext,
  row: RunRow,
  tasks: readonly TaskRow[],
  reset: (tx: WriteTx) => void,
): Promise<void> {
  const byTask = Map.groupBy(tasks, ({ task_id }) => task_id);
  const isTaken = await active.change([...byTask.keys()], () =>
    ctx.write((tx): TaskChanged[] => {
      reset(tx);
      return [...byTask].flatMap(([taskId, [first]]): TaskChanged[] => {
        const fresh = tx.db.get<TaskRow>('SELECT * FROM task_runs WHERE id = ?', first?.id ?? null);
        return fresh === undefined ? [] : [{ taskId, to: 'none', base: toBase(fresh) }];
      });
    }),
  );
  if (!isTaken) throw ending(row);
}

function toBase({ id, map_index, map_item, map_label, last_try }: TaskRow) {
  const item = map_item === null ? null : (parseJson(map_item) ?? null);
  const instance = { rowId: id, mapIndex: map_index, item, label: map_label };
  return { instance, lastTry: last_try, triesBefore: last_try, interruptions: 0 };
}

/** Gives a task of a working run an end that it has not come to, or another one. */
export async function markInActive(
  active: ActiveRun,
  ctx: EngineContext,
  row: RunRow,
  { taskId = '', state, reason }: Inputs['pipelines']['mark'],
  write: (tx: WriteTx) => void,
): Promise<void> {
  if (active.phaseOf(taskId) === 'working') throw working(row, taskId);
  const isTaken = await active.change([taskId], () =>
    ctx.write((tx): TaskChanged[] => {
      write(tx);
      return [{ taskId, to: state, reason }];
    }),
  );
  if (!isTaken) throw ending(row);
}

/** @throws INVALID_STATE, always */
export function working({ uuid, pipeline }: RunRow, taskId: string): StileError {
  const remedy = 'Wait for its end, or cancel the run.';
  return new StileError(
    'INVALID_STATE',
    `The task ${taskId} of the run ${uuid} of ${pipeline} is at work. ${remedy}`,
    { kind: 'task', id: taskId, state: 'running', needed: 'over, or not begun', remedy },
  );
}

function ending({ uuid }: RunRow): StileError {
  const remedy = 'Wait for its end, and try again.';
  return new StileError('INVALID_STATE', `The pipeline run ${uuid} is about to end. ${remedy}`, {
    kind: 'pipeline_run',
    id: uuid,
    state: 'running',
    needed: 'running on, or over',
    remedy,
  });
}
