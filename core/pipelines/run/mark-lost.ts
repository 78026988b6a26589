import { join } from 'node:path';
import type { EngineContext } from '#core/store/context.ts';
import { noteInLog } from './end-tasks.ts';
import type { JobRef } from '#core/processes/supervisor/messages.ts';
import type { Supervisor } from '#core/processes/supervisor/supervisor.ts';
import type { RunRow, TaskRow } from './rows.ts';
import { rowToRef } from './queue-run.ts';
import type { RunServices } from './run-services.ts';
import { closeTrackingRuns } from './tracking-runs.ts';
import { addEvent, announce, endAttempt, moveTask } from './transitions.ts';

/** How an attempt says that its engine ended before it did. */
export const lostReason = 'interrupted: the engine ended before the task did';

interface LostRow extends TaskRow {
  attempt_try: number;
  attempt_folder: string;
  attempt_log: string;
  pid: number | null;
  start_token: string | null;
  boot_id: string | null;
}

/**
 * Writes of each task of a run, whose engine ended hard, what is known at once: an attempt that nothing of is left was
 * interrupted, and is to be tried again. What its program finished, or still does, is left for the run to take over.
 */
export async function markLost(
  services: Pick<RunServices, 'types' | 'supervisor'>,
  ctx: EngineContext,
  run: RunRow,
): Promise<void> {
  const rows = ctx.db.all<LostRow>(
    `SELECT task_runs.*, try AS attempt_try, folder AS attempt_folder, log_path AS attempt_log, pid, start_token, boot_id
     FROM task_runs JOIN task_attempts ON task_run_id = task_runs.id AND try = last_try
     WHERE run_id = ? AND task_runs.state IN ('queued', 'running') AND task_attempts.state IN ('queued', 'running')`,
    run.id,
  );
  // Each look may wait a moment for what a supervisor is about to write: all at once, then.
  const looks = await Promise.all(rows.map((row) => lookAt(services, ctx, run, row)));
  const lost = rows.filter((_row, n) => looks[n] === 'gone');
  const programs = lost.filter(({ type }) => services.types.get(type)?.isProcess === true);
  if (programs.length > 0) await services.supervisor.sweep(programs.map((row) => toJob(ctx, run, row)));
  for (const row of lost) {
    await closeTrackingRuns(ctx, run.uuid, {
      status: 'FAILED',
      isInterrupted: true,
      task: { id: row.task_id, mapIndex: row.map_index },
    });
    await markAttempt(ctx, run, row);
  }
  await noteRecovery(ctx, run);
}

async function lookAt(
  { types, supervisor }: Pick<RunServices, 'types' | 'supervisor'>,
  ctx: EngineContext,
  run: RunRow,
  row: LostRow,
): ReturnType<Supervisor['look']> {
  if (types.get(row.type)?.isProcess !== true) return 'gone';
  return supervisor.look(toJob(ctx, run, row));
}

function toJob(ctx: EngineContext, run: RunRow, row: LostRow): JobRef {
  return {
    id: `${run.uuid}/${row.task_id}/${row.map_index}/${row.attempt_try}`,
    folder: join(ctx.paths.root, row.attempt_folder),
    pid: row.pid,
    startToken: row.start_token,
    bootId: row.boot_id,
  };
}

/** Its policy is followed when the run goes on: until then it says that it was interrupted and waits. */
function markAttempt(ctx: EngineContext, run: RunRow, row: LostRow): Promise<void> {
  noteInLog(ctx, row.attempt_log, lostReason);
  return moveTask(
    ctx,
    rowToRef(run),
    { rowId: row.id, taskId: row.task_id },
    {
      to: 'interrupted',
      detail: lostReason,
      isInterruption: true,
      attempt: endAttempt(row.attempt_try, { state: 'interrupted', reason: lostReason }),
    },
  );
}

function noteRecovery(ctx: EngineContext, run: RunRow): Promise<void> {
  return ctx.write((tx) => {
    tx.db.run('UPDATE pipeline_runs SET recovered = 1 WHERE id = ?', run.id);
    addEvent(tx, rowToRef(run), { from: run.state, to: run.state, detail: 'taken over by a new engine' });
    tx.record({
      action: 'pipeline_run.recover',
      entityKind: 'pipeline_run',
      entityId: run.uuid,
      after: { state: run.state },
    });
    announce(tx, rowToRef(run));
  });
}
