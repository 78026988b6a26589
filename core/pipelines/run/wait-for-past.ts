import type { ReadableDb } from '#core/store/database.ts';
import type { RunPlan, RunServices } from './run-services.ts';

/**
 * Lets a task that depends on the past go on once the same task of the run before ended well, or was skipped. The run
 * before is the one with the latest logical date before this one's; the first run waits for nothing.
 * @returns what ends the wait; null when there is none
 */
export function waitForPast(
  { contextFor, onRunEnd }: Pick<RunServices, 'contextFor' | 'onRunEnd'>,
  { ref, logicalAt }: RunPlan,
  taskId: string,
  goOn: () => void,
): (() => void) | null {
  const { db } = contextFor({ kind: 'pipeline', name: ref.pipeline });
  const mayGo = (): boolean => isPastGood(db, ref.rowId, logicalAt, ref.pipeline, taskId);
  if (mayGo()) {
    goOn();
    return null;
  }
  let leave: () => void = () => undefined;
  const look = (): void => {
    if (mayGo()) goOn();
    else leave = onRunEnd(ref.pipeline, look);
  };
  leave = onRunEnd(ref.pipeline, look);
  return () => {
    leave();
  };
}

function isPastGood(
  db: ReadableDb,
  rowId: number,
  logicalAt: number,
  pipeline: string,
  taskId: string,
): boolean {
  const before = db.get<{ id: number }>(
    // A run that left the task out, or took what it had made before, says nothing of it.
    `SELECT id FROM pipeline_runs WHERE pipeline = ? AND id <> ? AND (logical_at, id) < (?, ?) AND state <> 'canceled'
       AND (coverage = 'whole' OR NOT EXISTS (
         SELECT 1 FROM task_runs WHERE run_id = pipeline_runs.id AND task_id = ? AND part <> 'run'))
     ORDER BY logical_at DESC, id DESC LIMIT 1`,
    pipeline,
    rowId,
    logicalAt,
    rowId,
    taskId,
  );
  if (before === undefined) return true;
  const rows = db.all<{ state: string }>(
    'SELECT state FROM task_runs WHERE run_id = ? AND task_id = ?',
    before.id,
    taskId,
  );
  return rows.every(({ state }) => state === 'success' || state === 'skipped' || state === 'removed');
}
