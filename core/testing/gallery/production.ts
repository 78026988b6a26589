import type { Alert } from '#contract/monitoring.ts';
import type { PipelineRun } from '#contract/pipelines.ts';
import type { EngineClient } from '#contract/procedures.ts';
import { demoTag, day, hour } from './run-plan.ts';

const sentimentModel = 'sentiment_classifier';

/** Something that happens at its moment; what is told at the same moment is told in the order of the list. */
export interface Happening {
  /** ms before the end of the story. */
  before: number;
  happen(): Promise<unknown>;
}

/** The first batch of the episode in which customers write of other things, in other words. */
const driftDays = [9, 8.5, 8, 7.5];
/** A day on which somebody asked for more rows than there are. */
const failedDay = 17;

/**
 * The classifier in production: trained four times, promoted, rolled back when drift looked like its fault, trained on
 * the new words and promoted again; a batch a day all the while, 30 in all.
 */
export function tellProduction(clients: { person: EngineClient; command: EngineClient }): Happening[] {
  const { person, command } = clients;
  const promote = (version: number, reason: string) => () =>
    person.registry.promote({ name: sentimentModel, version, reason });
  const challenge = (version: number) => () =>
    person.registry.setAlias({
      name: sentimentModel,
      version,
      alias: 'challenger',
      reason: 'Better on the held-out rows; to be watched',
    });
  return [
    { before: 40.5 * day, happen: () => train(person, {}) },
    { before: 32.5 * day, happen: () => train(command, { promote: false }) },
    { before: 32.2 * day, happen: challenge(2) },
    { before: 31 * day, happen: promote(2, 'A point better on the held-out rows for a week') },
    { before: 23.5 * day, happen: () => train(command, { promote: false }) },
    { before: 23.2 * day, happen: challenge(3) },
    { before: 22 * day, happen: promote(3, 'Knows hotels; passed the gate on both splits') },
    { before: failedDay * day, happen: () => predictTooMuch(command) },
    { before: 8.2 * day, happen: () => acknowledgeAll(person) },
    {
      before: 7.9 * day,
      happen: () =>
        person.registry.rollback({
          name: sentimentModel,
          reason: 'Unknown words doubled since v3; back until we know why',
        }),
    },
    { before: 6.8 * day, happen: () => train(person, { include_drift: true, promote: false }) },
    {
      before: 6.6 * day,
      happen: promote(4, 'Trained on the new words: 0 alerts on the batches of last week'),
    },
    { before: 6.5 * day, happen: () => resolveAll(person) },
    ...tellBatches(command),
    { before: 0.9 * day, happen: () => describe(person) },
  ];
}

function tellBatches(client: EngineClient): Happening[] {
  const clean = (before: number, seed: number): Happening => ({
    before,
    happen: () => predict(client, { seed }),
  });
  return [
    ...Array.from({ length: 20 }, (_, n) => clean((39 - n * 1.5) * day + hour, 100 + n)),
    ...driftDays.map((days, n): Happening => ({
      before: days * day,
      happen: () => predict(client, { seed: 200 + n, drift: true }),
    })),
    ...Array.from({ length: 5 }, (_, n) => clean((6 - n) * day + 2 * hour, 300 + n)),
    // Most of the feed is missing: the one alert that is open at the end.
    { before: 1.5 * hour, happen: () => predict(client, { seed: 305, rows: 9 }) },
  ];
}

async function runPipeline(
  client: EngineClient,
  name: string,
  params: Record<string, unknown>,
): Promise<PipelineRun> {
  const { pipelineRunId } = await client.pipelines.run({ name, params });
  return client.pipelines.waitRun({ pipelineRunId, maxWaitMs: 120_000 });
}

async function runToSuccess(
  client: EngineClient,
  name: string,
  params: Record<string, unknown>,
): Promise<PipelineRun> {
  const run = await runPipeline(client, name, params);
  if (run.state === 'success') return run;
  const reasons = run.tasks.flatMap(({ attempts }) => attempts.map(({ reason }) => reason ?? ''));
  throw new Error(`${name} ended as ${run.state}: ${reasons.join(' ')}`);
}

const train = (client: EngineClient, params: Record<string, unknown>) =>
  runToSuccess(client, 'train', params);
const predict = (client: EngineClient, params: Record<string, unknown>) =>
  runToSuccess(client, 'predict', params);

async function predictTooMuch(client: EngineClient): Promise<void> {
  const run = await runPipeline(client, 'predict', { rows: 5000, seed: 400 });
  if (run.state !== 'failed') throw new Error(`a batch of more rows than there are ended as ${run.state}`);
}

async function openAlerts(client: EngineClient): Promise<Alert[]> {
  return (await client.monitoring.alerts({})).alerts;
}

async function acknowledgeAll(client: EngineClient): Promise<void> {
  for (const { alertId, state } of await openAlerts(client)) {
    if (state === 'firing')
      await client.monitoring.acknowledge({ alertId, note: 'Looking at the rows; new shop in the feed?' });
  }
}

async function resolveAll(client: EngineClient): Promise<void> {
  for (const { alertId } of await openAlerts(client)) {
    await client.monitoring.resolve({ alertId, reason: 'v4 knows these words' });
  }
}

async function describe(client: EngineClient): Promise<void> {
  await client.registry.update({
    name: sentimentModel,
    description: 'Tells praise from complaint in reviews of the shop. English; slang and Swedish since v4.',
  });
  await client.registry.setTag({ name: sentimentModel, ...demoTag });
  for (const [version, description] of [
    [1, 'The first that passed the gate.'],
    [2, 'Restaurants and hotels.'],
    [3, 'Rolled back during the drift of the new shop.'],
    [4, 'Trained on the labelled rows of the drift.'],
  ] as const) {
    await client.registry.updateVersion({ name: sentimentModel, version, description });
    await client.registry.setVersionTag({ name: sentimentModel, version, ...demoTag });
  }
}
