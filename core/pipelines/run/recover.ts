import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EngineContext } from '#core/store/context.ts';
import type { AttemptRow, RunRow, TaskRow } from './rows.ts';
import { rowToRef } from './queue-run.ts';
import { closeTrackingRuns } from './tracking-runs.ts';
import { isoTime } from './template-values.ts';
import { endAttempt, moveRun, moveTask, unfinished } from './transitions.ts';

/** How a run says that its engine ended before it did. */
const interruptedReason = 'interrupted: the engine ended before the run was over';

/**
 * Marks what an engine that ended hard has left running: attempts, tasks, tracking runs, and last the run itself, so
 * that a crash in the middle is made good by the next start. Returns how many runs it marked.
 */
export async function markInterrupted(ctx: EngineContext): Promise<number> {
  const runs = ctx.db.all<RunRow>(
    "SELECT * FROM pipeline_runs WHERE state IN ('running', 'paused') ORDER BY id",
  );
  for (const run of runs) {
    await closeTrackingRuns(ctx, run.uuid, { status: 'FAILED', isInterrupted: true });
    await endUnfinishedTasks(ctx, run, 'interrupted', interruptedReason);
    const failed = ctx.db.get("SELECT 1 FROM task_runs WHERE run_id = ? AND state = 'failed'", run.id);
    const hasFailedTasks = failed !== undefined;
    const change = { to: 'failed', reasonCode: 'interrupted', reason: interruptedReason } as const;
    await moveRun(ctx, rowToRef(run), { ...change, recovered: true, hasFailedTasks });
    ctx.logger.warn({ pipelineRunId: run.uuid }, 'a pipeline run was interrupted');
  }
  return runs.length;
}

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
    "SELECT * FROM task_attempts WHERE task_run_id = ? AND state IN ('queued', 'running')",
    task.id,
  );
  if (attempt !== undefined && (task.state === 'queued' || task.state === 'running')) {
    noteInLog(ctx, attempt.log_path, reason);
    const end = endAttempt(attempt.try, { state: how, reason });
    return moveTask(ctx, rowToRef(run), ref, { to: how, detail: reason, attempt: end });
  }
  // What waited for its next try has failed once, and nothing makes that undone.
  const to = task.state === 'up_for_retry' && how === 'interrupted' ? 'failed' : 'canceled';
  return moveTask(ctx, rowToRef(run), ref, { to, detail: reason });
}

/** The log ends with what happened. One that is gone, or a disk that is full, changes nothing. */
function noteInLog(ctx: EngineContext, path: string, reason: string): void {
  try {
    appendFileSync(join(ctx.paths.root, path), `${isoTime(ctx.clock.now())} ${reason}\n`);
  } catch {
    return;
  }
}
