import type { PipelineRun } from '#contract/pipelines.ts';
import type { EngineClient } from '#contract/procedures.ts';

export const workshopModel = 'sentiment_classifier';

/** Runs a pipeline to its end. @throws when it does not succeed */
async function runPipeline(
  client: EngineClient,
  name: string,
  params: Record<string, unknown> = {},
): Promise<PipelineRun> {
  const { pipelineRunId } = await client.pipelines.run({ name, params });
  const run = await client.pipelines.waitRun({ pipelineRunId, maxWaitMs: 120_000 });
  if (run.state !== 'success') {
    const reasons = run.tasks.flatMap(({ attempts }) => attempts.map(({ reason }) => reason ?? ''));
    throw new Error(`${name} ended as ${run.state}: ${reasons.join(' ')}`);
  }
  return run;
}

/** The workshop with its first champion. */
async function seedChampion(client: EngineClient): Promise<void> {
  await client.workshop.create({});
  await runPipeline(client, 'train');
}

/** A champion with two clean batches behind it. */
export async function seedProduction(client: EngineClient): Promise<void> {
  await seedChampion(client);
  await predict(client, { seed: 1 });
  await predict(client, { seed: 2 });
  const { alerts } = await client.monitoring.alerts({});
  if (alerts.length > 0) throw new Error(`clean batches raised ${alerts.map(({ signal }) => signal).join()}`);
}

/** A batch of the same rows each time: of rows drawn anew, one clean batch in some hundreds raises an alert by chance. */
function predict(client: EngineClient, params: { seed: number; drift?: boolean }): Promise<PipelineRun> {
  return runPipeline(client, 'predict', params);
}

/**
 * Lets the pipeline draw the same rows in each run that names no seed, as the buttons of Home do: whoever wants that
 * writes a seed into the file.
 */
export async function fixDraws(client: EngineClient): Promise<void> {
  const { text } = await client.pipelines.get({ name: 'predict' });
  const fixed = text.replace(/(?<=\bseed:\s+type: integer\s+default: )0\b/, '1');
  if (fixed === text) throw new Error('the pipeline "predict" has no param "seed" with the default 0');
  await client.pipelines.save({ name: 'predict', text: fixed });
}

/** A champion that meets drift: alerts are open. */
export async function seedDrift(client: EngineClient): Promise<PipelineRun> {
  await seedProduction(client);
  return predict(client, { seed: 3, drift: true });
}

/** The whole story: drift, a version trained on it, promoted, and rolled back. */
export async function seedRollback(client: EngineClient): Promise<void> {
  await seedDrift(client);
  await runPipeline(client, 'train', { include_drift: true, promote: false });
  await client.registry.promote({
    name: workshopModel,
    version: 2,
    reason: 'Knows the words of the new source',
  });
  await predict(client, { seed: 4, drift: true });
  await client.registry.rollback({ name: workshopModel, reason: 'Slower to answer than agreed' });
}
