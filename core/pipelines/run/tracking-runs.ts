import type { EngineContext } from '#core/store/context.ts';
import { searchRuns, setRunTag, updateRun } from '#core/tracking/index.ts';

/** The tags by which a tracking run says that it belongs to a pipeline run, and to which of its tasks. */
const ownerTag = 'stile.pipelineRunId';
const taskTag = 'stile.task';
const mapTag = 'stile.mapIndex';
/** Of which try it is, where it says so. */
export const tryTag = 'stile.tryNumber';

/**
 * Ends the tracking runs that tasks of a pipeline run have left running. Runs of outside clients are never touched:
 * those may still be logging.
 */
export async function closeTrackingRuns(
  ctx: EngineContext,
  pipelineRunId: string,
  how: { status: 'FAILED' | 'KILLED'; isInterrupted: boolean; task?: { id: string; mapIndex: number } },
): Promise<void> {
  const filter = `${ownedBy(pipelineRunId, how.task)} AND attributes.status = 'RUNNING'`;
  // What is ended is not found again.
  for (;;) {
    const { runs } = searchRuns(ctx, { filter });
    if (runs.length === 0) return;
    for (const { runId } of runs) {
      if (how.isInterrupted) await setRunTag(ctx, { runId, key: 'stile.interrupted', value: 'true' });
      await updateRun(ctx, { runId, status: how.status });
    }
  }
}

/** A search for the runs in the tracker that belong to a pipeline run, or to a task of it. */
export function ownedBy(pipelineRunId: string, task?: { id: string; mapIndex: number }): string {
  const conditions = [
    [ownerTag, pipelineRunId],
    ...(task === undefined ? [] : [[taskTag, task.id]]),
    ...(task === undefined || task.mapIndex < 0 ? [] : [[mapTag, String(task.mapIndex)]]),
  ];
  return conditions.map(([tag = '', value = '']) => `tags.\`${tag}\` = '${value}'`).join(' AND ');
}
