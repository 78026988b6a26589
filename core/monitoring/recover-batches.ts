import type { EngineContext } from '#core/store/context.ts';
import { recoverBatchRuns } from './batch-run.ts';
import { dropAbandonedBatches } from './store-batch.ts';

/** To be called once when an engine starts: what a kill left of batches goes, and their tracking runs end. */
export async function recoverBatches(ctx: EngineContext): Promise<void> {
  await dropAbandonedBatches(ctx, true);
  await recoverBatchRuns(ctx);
}
