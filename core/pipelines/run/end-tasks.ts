import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EngineContext } from '#core/store/context.ts';
import type { AttemptRow, RunRow, TaskRow } from './rows.ts';
import { rowToRef } from './queue-run.ts';
import { isoTime } from './template-values.ts';
import { endAttempt, moveTask, unfinished } from './transitions.ts';

/** Ends the tasks of a run that nobody works on: what had not begun is canceled, what worked ends as `how` says. */
export async function endUnfinishedTasks(
  ctx: EngineContext,
  run: RunRow,
  how: 'interrupted' | 'canceled',
  reason: string,
): Promise<void> {
  const tasks = ctx.db.all<TaskRow>(
    'SELECT * FROM task_runs WHERE run_id = ? AND state IN (SELECT value FROM json_each(?)) ORDER BY position',
    run.id,
    JSON.stringify(unfinished),
  );
  await Promise.all(tasks.map((task) => endTask(ctx, run, task, { how, reason })));
}

async function endTask(
  ctx: EngineContext,
  run: RunRow,
  task: TaskRow,
  { how, reason }: { how: 'interrupted' | 'canceled'; reason: string },
): Promise<void> {
  const ref = { rowId: task.id, taskId: task.task_id };
  const attempt = ctx.db.get<AttemptRow>(
    `SELECT * FROM task_attempts
     WHERE task_run_id = ? AND state IN ('queued', 'running', 'up_for_reschedule', 'awaiting_input')`,
    task.id,
  );
  if (attempt !== undefined) {
    noteInLog(ctx, attempt.log_path, reason);
    const to = task.state === 'queued' || task.state === 'running' ? how : 'canceled';
    return moveTask(ctx, rowToRef(run), ref, {
      to,
      detail: reason,
      attempt: endAttempt(attempt.try, { state: to, reason }),
    });
  }
  // What waited for its next try has failed once, and nothing makes that undone.
  const to = task.state === 'up_for_retry' && how === 'interrupted' ? 'failed' : 'canceled';
  return moveTask(ctx, rowToRef(run), ref, { to, detail: reason });
}

/** The log ends with what happened. One that is gone, or a disk that is full, changes nothing. */
export function noteInLog(ctx: EngineContext, path: string, reason: string): void {
  try {
    appendFileSync(join(ctx.paths.root, path), `${isoTime(ctx.clock.now())} ${reason}\n`);
  } catch {
    return;
  }
}
