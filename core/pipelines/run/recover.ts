import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EngineContext } from '#core/store/context.ts';
import type { AttemptRow, RunRow, TaskRow } from './rows.ts';
import { rowToRef } from './queue-run.ts';
import { closeTrackingRuns } from './tracking-runs.ts';
import { isoTime } from './template-values.ts';
import { endAttempt, moveRun, moveTask } from './transitions.ts';

/** How a run says that its engine ended before it did. */
export const interruptedReason = 'interrupted: the engine ended before the run was over';

const unfinishedTasks = `state IN ('none', 'scheduled', 'queued', 'running', 'up_for_retry', 'up_for_reschedule',
  'restarting', 'awaiting_input')`;

/**
 * Marks what an engine that ended hard has left running: attempts, tasks, tracking runs, and last the run itself, so
 * that a crash in the middle is made good by the next start. Returns how many runs it marked.
 */
export async function markInterrupted(ctx: EngineContext): Promise<number> {
  const runs = ctx.db.all<RunRow>(
    "SELECT * FROM pipeline_runs WHERE state IN ('running', 'paused') ORDER BY id",
  );
  for (const run of runs) {
    const ref = rowToRef(run);
    await closeTrackingRuns(ctx, run.uuid, { status: 'FAILED', isInterrupted: true });
    const tasks = ctx.db.all<TaskRow>(
      `SELECT * FROM task_runs WHERE run_id = ? AND ${unfinishedTasks}`,
      run.id,
    );
    await Promise.all(tasks.map((task) => markTask(ctx, run, task)));
    const failed = ctx.db.get("SELECT 1 FROM task_runs WHERE run_id = ? AND state = 'failed'", run.id);
    const hasFailedTasks = failed !== undefined;
    const change = { to: 'failed', reasonCode: 'interrupted', reason: interruptedReason } as const;
    await moveRun(ctx, ref, { ...change, recovered: true, hasFailedTasks });
    ctx.logger.warn({ pipelineRunId: run.uuid, tasks: tasks.length }, 'a pipeline run was interrupted');
  }
  return runs.length;
}

/** What worked is interrupted, what waited for its next try has failed, what had not begun is canceled. */
async function markTask(ctx: EngineContext, run: RunRow, task: TaskRow): Promise<void> {
  const ref = { rowId: task.id, taskId: task.task_id };
  const attempt = ctx.db.get<AttemptRow>(
    "SELECT * FROM task_attempts WHERE task_run_id = ? AND state IN ('queued', 'running')",
    task.id,
  );
  if (attempt !== undefined && (task.state === 'queued' || task.state === 'running')) {
    noteInLog(ctx, attempt.log_path);
    const end = endAttempt(attempt.try, { state: 'interrupted', reason: interruptedReason });
    return moveTask(ctx, rowToRef(run), ref, { to: 'interrupted', detail: interruptedReason, attempt: end });
  }
  const to = task.state === 'up_for_retry' ? 'failed' : 'canceled';
  return moveTask(ctx, rowToRef(run), ref, { to, detail: interruptedReason });
}

/** The log ends with what happened. One that is gone, or a disk that is full, changes nothing. */
function noteInLog(ctx: EngineContext, path: string): void {
  try {
    appendFileSync(join(ctx.paths.root, path), `${isoTime(ctx.clock.now())} ${interruptedReason}\n`);
  } catch {
    return;
  }
}
