import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { EngineClient } from '#contract/procedures.ts';
import { openEngine } from '#core/engine.ts';
import { testActor, testEngineOptions, withFolder } from '../with-engine.ts';
import { planChurnRuns } from './churn-runs.ts';
import { openGallery } from './open-gallery.ts';
import { createEvalRows } from './predictions.ts';
import type { RunPlan } from './run-plan.ts';
import { planSentimentRuns } from './sentiment-runs.ts';

const now = Date.UTC(2026, 10, 26, 12);
const evalRows = createEvalRows(
  Array.from({ length: 50 }, (_, n) => ({
    id: `r-${n}`,
    target: n % 2 === 0 ? 'positive' : 'negative',
    input: 'text',
  })),
  1,
);
const told = (plan: RunPlan): unknown => ({ ...plan, files: plan.files(now) });

describe('the story of the gallery', () => {
  it('is the same for the same seed, and another for another', () => {
    const tell = (seed: number): unknown[] =>
      [...planSentimentRuns(evalRows, seed), ...planChurnRuns(seed)].map(told);
    expect(tell(5)).toEqual(tell(5));
    expect(tell(5)).not.toEqual(tell(6));
  });

  it('logs the accuracy that its own predictions have', () => {
    const plan = planChurnRuns(5).find(({ name }) => name === 'gbm-24');
    const table = String(plan?.files(now)['predictions.csv']).trim().split('\n').slice(1);
    const right = table.filter((line) => line.split(',')[1] === line.split(',')[2]).length;
    const logged = plan?.points.find(({ key }) => key === 'test_accuracy')?.value;
    expect(Number(logged)).toBeCloseTo(right / table.length, 4);
  });

  it(
    'becomes a workspace that agrees with itself, with as many runs as are asked for',
    { timeout: 120_000 },
    () =>
      withFolder(async (folder) => {
        const workspace = join(folder, 'gallery');
        await openGallery(workspace, { now, runs: 500 });
        const engine = await openEngine(testEngineOptions(workspace));
        try {
          await expectStory(engine.createClient(testActor));
        } finally {
          await engine.stop();
        }
      }),
  );
});

async function expectStory(client: EngineClient): Promise<void> {
  const { experiments } = await client.experiments.search({});
  const counts = Object.fromEntries(experiments.map(({ name, runCount }) => [name, runCount]));
  expect(counts).toMatchObject({
    batch_predictions: 30,
    churn_baseline: 50,
    photo_quality: 34,
    prompt_length_ablation: 20,
    sentiment_classification: 500,
  });
  const isOurs = await client.runs.count({ filter: "tags.`stile.demo` = 'gallery'" });
  expect(isOurs.count).toBeGreaterThan(550);

  const { models } = await client.registry.list({});
  expect(models.map(({ name, versionCount }) => [name, versionCount]).sort()).toEqual([
    ['churn_classifier', 3],
    ['photo_quality', 2],
    ['sentiment_classifier', 4],
  ]);
  const { moves } = await client.registry.history({ name: 'sentiment_classifier' });
  const champions = moves
    .filter(({ alias }) => alias === 'champion')
    .map(({ version, kind }) => `${kind} ${String(version)}`);
  expect(champions.reverse()).toEqual(['promote 1', 'promote 2', 'promote 3', 'rollback 2', 'promote 4']);

  const { batches } = await client.monitoring.batches({});
  expect(batches).toHaveLength(30);
  const { alerts } = await client.monitoring.alerts({ state: 'all' });
  const drifted = batches.filter(({ source }) => source === 'drift_warehouse').map(({ batchId }) => batchId);
  expect(drifted).toHaveLength(4);
  expect(
    new Set(
      alerts.filter(({ signal }) => signal !== 'volume').map(({ batchId }) => drifted.includes(batchId)),
    ),
  ).toEqual(new Set([true]));
  expect(alerts.filter(({ state }) => state !== 'resolved').map(({ signal }) => signal)).toEqual(['volume']);

  const { versions } = await client.datasets.versions({ name: 'reviews' });
  expect(versions.map(({ version }) => version).sort()).toEqual([1, 2, 3, 4]);
  const { entries } = await client.activity.list({ maxResults: 5000 });
  const times = entries.map(({ at }) => at);
  expect(times).toEqual([...times].sort((a, b) => b - a));
  const { nodes } = await client.lineage.trace({
    uri: `alerts:/${alerts[0]?.alertId ?? 0}`,
    direction: 'upstream',
  });
  expect(new Set(nodes.map(({ type }) => type))).toEqual(
    new Set(['Alert', 'Monitor', 'Batch', 'BatchPredict', 'ModelVersion', 'DatasetVersion', 'Run', 'Ingest']),
  );
}
