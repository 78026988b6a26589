import type { PushOrder, TransferCounts } from '#contract/transfer.ts';
import { listModelVersions } from '#core/registry/index.ts';
import { countRuns } from '#core/tracking/index.ts';
import { noCounts } from '../counts.ts';
import type { JobContext } from '../job.ts';
import { createWorkPool } from '../work-pool.ts';
import { pushExperiment } from './experiments.ts';
import { pushLoggedModels } from './logged-models.ts';
import { pushModel } from './models.ts';
import type { PushTarget } from './open-target.ts';
import type { PushWork } from './push-context.ts';
import { pushRun } from './runs.ts';
import { chosenExperiments, chosenModels, runsBehind, runsOf } from './selection.ts';
import { verifyPush } from './verify.ts';

/** Runs that are sent at the same time: a server on SQLite writes one at a time anyway. */
const runsAtOnce = 4;

/**
 * Sends what the order names to a server of MLflow: runs, then their logged models, then registered models with their
 * versions in order. Nothing is deleted there. What was sent before is found again and brought up to date, so that the
 * same order goes on after an interruption.
 */
export async function runPush(job: JobContext, target: PushTarget, order: PushOrder): Promise<void> {
  const work: PushWork = {
    job,
    target,
    order,
    experiments: new Map(),
    runs: new Map(),
    loggedModels: new Map(),
    modelUses: new Map(),
    sent: [],
  };
  job.progress('experiments', countAll(job, order));
  const pool = createWorkPool(runsAtOnce);
  for (const experiment of chosenExperiments(job.ctx, order)) {
    job.signal.throwIfAborted();
    if ((await pushExperiment(work, experiment)) === null) continue;
    for (const { runId } of runsOf(job.ctx, experiment.experimentId)) {
      job.signal.throwIfAborted();
      await pool.add(async () => void (await pushRun(work, runId)));
    }
    await pool.drain();
    await pushLoggedModels(work, experiment.experimentId);
  }
  for (const model of chosenModels(job.ctx, order)) {
    for (const runId of runsBehind(job.ctx, model.name)) await pushRun(work, runId);
    await pushModel(work, model);
  }
  if (order.verify !== false) await verifyPush(work);
}

/** Runs that only models bring along are not counted before. */
function countAll({ ctx }: JobContext, order: PushOrder): TransferCounts {
  const total = noCounts();
  for (const { experimentId } of chosenExperiments(ctx, order)) {
    total.experiments++;
    total.runs += countRuns(ctx, { experimentIds: [experimentId] });
  }
  for (const { name } of chosenModels(ctx, order)) {
    total.models++;
    total.versions += listModelVersions(ctx, name).length;
  }
  return total;
}
