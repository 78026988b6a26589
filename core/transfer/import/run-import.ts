import type { ImportOrder, TransferCounts } from '#contract/transfer.ts';
import { noCounts } from '../counts.ts';
import type { JobContext } from '../job.ts';
import { bringExperiments, isWanted } from './experiments.ts';
import { bringLoggedModels, bringModelMetrics } from './logged-models.ts';
import { bringModels } from './models.ts';
import { bringRuns } from './runs.ts';
import type { MlflowSource } from './source.ts';

/**
 * Brings all that the order names, in an order in which everything finds what it names: experiments, logged models,
 * runs, metrics of the logged models, registered models. Whatever was brought before and has not changed is passed
 * over, so that the same order again goes on after an interruption, and brings what is new after a full import.
 */
export async function runImport(job: JobContext, source: MlflowSource, order: ImportOrder): Promise<void> {
  job.progress('looking');
  job.progress('experiments', await countAll(source, order));
  const experiments = await bringExperiments(job, source, order);
  const work = { job, source, order, experiments };
  await bringLoggedModels(work);
  await bringRuns(job, source, order, experiments);
  await bringModelMetrics(work);
  if (order.models !== false) await bringModels({ job, source, order });
  await remarkTraces(job, source);
}

/** Nothing where only reading all runs would tell how many there are. */
async function countAll(source: MlflowSource, order: ImportOrder): Promise<TransferCounts | undefined> {
  const total = noCounts();
  for await (const experiment of source.experiments()) {
    if (!isWanted(order, experiment)) continue;
    total.experiments++;
    const runs = await source.countRuns(experiment.id);
    if (runs === null) return undefined;
    total.runs += runs;
  }
  return total;
}

async function remarkTraces({ tally }: JobContext, source: MlflowSource): Promise<void> {
  const traces = await source.countTraces();
  if (traces === null || traces === 0) return;
  tally.remark({
    kind: 'trace',
    what: `${traces} in all`,
    problem: 'not_brought',
    detail: 'An import brings experiments, runs and models; traces stay where they are.',
  });
}
