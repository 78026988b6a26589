import { describe, expect, it } from 'vitest';
import type { MetricValue } from '#contract/entities.ts';
import type { EngineClient } from '#contract/procedures.ts';
import { withEngine } from '#core/testing/with-engine.ts';

async function log(
  client: EngineClient,
  startedAt: number,
  metrics: Record<string, MetricValue>,
): Promise<string> {
  const { runId } = await client.runs.create({ experimentId: '0', name: `r${startedAt}`, startedAt });
  await client.runs.logBatch({
    runId,
    metrics: Object.entries(metrics).map(([key, value]) => ({ key, value, timestamp: startedAt })),
  });
  return runId;
}

const headline = async (client: EngineClient) =>
  (await client.experiments.headlines({ experimentIds: ['0'] })).headlines[0];

describe('the headline of an experiment', () => {
  it('is the metric that a person would name, with its best run and its last values, the oldest first', () =>
    withEngine(async ({ client }) => {
      await log(client, 1, { train_accuracy: 1, val_accuracy: 0.6, epoch: 3, 'system/cpu': 9 });
      const best = await log(client, 2, { train_accuracy: 1, val_accuracy: 0.9, epoch: 3 });
      await log(client, 3, { train_accuracy: 1, val_accuracy: 0.7, epoch: 3 });
      const gone = await log(client, 4, { val_accuracy: 0.99 });
      await client.runs.delete({ runId: gone });
      expect(await headline(client)).toEqual({
        experimentId: '0',
        key: 'val_accuracy',
        direction: 'higher',
        isShare: true,
        best: 0.9,
        bestRunId: best,
        recent: [0.6, 0.9, 0.7],
      });
    }));

  it('of a loss is its least; a tag of the experiment says which metric, and which way', () =>
    withEngine(async ({ client }) => {
      await log(client, 1, { val_loss: 0.4, depth: 5 });
      await log(client, 2, { val_loss: 0.2, depth: 3 });
      expect(await headline(client)).toMatchObject({ key: 'val_loss', direction: 'lower', best: 0.2 });
      await client.experiments.setTag({ experimentId: '0', key: 'stile.primary_metric', value: 'depth' });
      expect(await headline(client)).toMatchObject({
        key: 'depth',
        direction: 'none',
        best: null,
        recent: [5, 3],
      });
      await client.experiments.setTag({
        experimentId: '0',
        key: 'stile.metric_direction.depth',
        value: 'higher',
      });
      expect(await headline(client)).toMatchObject({ key: 'depth', best: 5 });
    }));

  it('leaves out a run whose metric became infinite, or no number', () =>
    withEngine(async ({ client }) => {
      for (const [at, value] of [0.5, 'Infinity', '-Infinity', 'NaN', 0.3].entries())
        await log(client, at + 1, { val_loss: value as MetricValue });
      expect(await headline(client)).toMatchObject({ key: 'val_loss', best: 0.3, recent: [0.5, 0.3] });
      await client.experiments.setTag({
        experimentId: '0',
        key: 'stile.metric_direction.val_loss',
        value: 'higher',
      });
      expect(await headline(client)).toMatchObject({ best: 0.5 });
    }));

  it('names the metric that the comparison of the same runs names', () =>
    withEngine(async ({ client }) => {
      const metrics = { latest_auc: 0.9, interval_f1: 0.8, heldout_f1: 0.7, cv_accuracy: 0.6, val_loss: 3 };
      const runs = [await log(client, 1, metrics), await log(client, 2, { ...metrics, heldout_f1: 0.71 })];
      const names = async () => [
        (await headline(client))?.key,
        (await client.comparison.read({ runs })).main,
      ];
      expect(await names()).toEqual(['heldout_f1', 'heldout_f1']);
      await client.experiments.setTag({ experimentId: '0', key: 'stile.primary_metric', value: 'val_loss' });
      expect(await names()).toEqual(['val_loss', 'val_loss']);
    }));

  it('is missing where nothing was measured, and for an experiment that is not there', () =>
    withEngine(async ({ client }) => {
      await client.runs.create({ experimentId: '0', name: 'empty' });
      expect(await client.experiments.headlines({ experimentIds: ['0', '77'] })).toEqual({ headlines: [] });
    }));

  it('comes from the newest twenty runs alone', () =>
    withEngine(async ({ client }) => {
      for (let i = 1; i <= 22; i += 1) await log(client, i, { val_accuracy: i / 100 });
      const found = await headline(client);
      expect(found?.recent).toHaveLength(20);
      expect([found?.recent[0], found?.best]).toEqual([0.03, 0.22]);
    }));
});
