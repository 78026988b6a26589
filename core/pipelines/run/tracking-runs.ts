import type { EngineContext } from '#core/store/context.ts';
import { searchRuns, setRunTag, updateRun } from '#core/tracking/index.ts';

/** The tags by which a tracking run says that it belongs to a pipeline run, and to which of its tasks. */
const ownerTag = 'stile.pipelineRunId';
const taskTag = 'stile.task';
const mapTag = 'stile.mapIndex';

/**
 * Ends the tracking runs that tasks of a pipeline run have left running. Runs of outside clients are never touched:
 * those may still be logging.
 */
export async function closeTrackingRuns(
  ctx: EngineContext,
  pipelineRunId: string,
  how: { status: 'FAILED' | 'KILLED'; isInterrupted: boolean; task?: { id: string; mapIndex: number } },
): Promise<void> {
  const ofTask = how.task === undefined ? '' : ` AND ${isOfTask(how.task)}`;
  const filter = `tags.\`${ownerTag}\` = '${pipelineRunId}'${ofTask} AND attributes.status = 'RUNNING'`;
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

function isOfTask({ id, mapIndex }: { id: string; mapIndex: number }): string {
  const ofInstance = mapIndex < 0 ? '' : ` AND tags.\`${mapTag}\` = '${mapIndex}'`;
  return `tags.\`${taskTag}\` = '${id}'${ofInstance}`;
}
