import type { EngineContext } from '#core/store/context.ts';
import { searchRuns, setRunTag, updateRun } from '#core/tracking/index.ts';

/** The tag by which a tracking run says that it belongs to a pipeline run. */
const ownerTag = 'stile.pipelineRunId';

/**
 * Ends the tracking runs that tasks of a pipeline run have left running. Runs of outside clients are never touched:
 * those may still be logging.
 */
export async function closeTrackingRuns(
  ctx: EngineContext,
  pipelineRunId: string,
  how: { status: 'FAILED' | 'KILLED'; isInterrupted: boolean },
): Promise<void> {
  const filter = `tags.\`${ownerTag}\` = '${pipelineRunId}' AND attributes.status = 'RUNNING'`;
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
