import { describe, expect, it } from 'vitest';
import type { Batch } from '#contract/monitoring.ts';
import type { EngineClient } from '#contract/procedures.ts';
import { addTable } from '#core/datasets/index.ts';
import type { ModelScorers } from '#core/models/index.ts';
import type { EngineContext } from '#core/store/context.ts';
import { failureOf } from '#core/testing/factories.ts';
import { addReviewModel, addReviewTable, makeReviews, type Domain } from '#core/testing/made-up-reviews.ts';
import { createRandom, type Random } from '#core/testing/random.ts';
import { testActor, withEngine, type TestEngine } from '#core/testing/with-engine.ts';
import { batchPredict } from './batch-predict.ts';
import { monitorBatch } from './monitor-batch.ts';

const name = 'stays';
const champion = `models:/${name}@champion`;

interface Lab extends TestEngine {
  ctx: EngineContext;
  models: ModelScorers;
  random: Random;
  /** Predicts and monitors a batch of one domain. */
  watch(domain: Domain, rows?: number): Promise<Batch>;
}

describe('the story', () => {
  it('clean batches are quiet, drift fires, a version that knows it does not, and a roll back brings the old limits', () =>
    withLab(async ({ client, ctx, random, watch }) => {
      for (let i = 0; i < 5; i++) expect(alertsOf(await watch('stays'))).toEqual([]);
      const drifted = await watch('sounds');
      expect(alertsOf(drifted)).toContain('oov_share');
      const { alerts } = await client.monitoring.alerts({ model: name });
      expect(alerts.map(({ alertId }) => alertId).sort()).toEqual(drifted.alertIds);

      await addReviewModel(ctx, name, [...makeReviews(600, random), ...makeReviews(400, random, 'sounds')], {
        stays: makeReviews(300, random),
        sounds: makeReviews(200, random, 'sounds'),
      });
      const [afterDrift, afterClean] = [await watch('sounds'), await watch('stays')];
      expect([afterDrift.modelVersion, alertsOf(afterDrift), alertsOf(afterClean)]).toEqual([2, [], []]);
      expect(await client.monitoring.openAlerts({})).toEqual({ count: 0 });
      const resolved = await client.monitoring.alerts({ model: name, state: 'resolved' });
      expect(new Set(resolved.alerts.map((alert) => alert.resolved?.kind))).toEqual(new Set(['superseded']));

      await client.registry.rollback({ name, reason: 'test' });
      const back = await watch('stays');
      expect([back.modelVersion, alertsOf(back)]).toEqual([1, []]);
      expect(limitOf(back)).toBe(limitOf(drifted));
      expect(limitOf(back)).not.toBe(limitOf(afterClean));
    }));

  it('is in the lineage from the dataset to the alert', () =>
    withLab(async ({ client, watch }) => {
      await watch('stays');
      const { alertIds, batchId, dataset } = await watch('sounds');
      const graph = await client.lineage.trace({ uri: dataset, direction: 'downstream' });
      expect(graph.nodes.map(({ uri }) => uri)).toEqual(
        expect.arrayContaining([
          `batch-predictions:/${batchId}`,
          `batches:/${batchId}`,
          `monitorings:/${batchId}`,
          ...alertIds.map((id) => `alerts:/${id}`),
        ]),
      );
      const made = await client.lineage.trace({ uri: `alerts:/${alertIds[0]}`, direction: 'upstream' });
      expect(made.nodes.map(({ uri }) => uri)).toEqual(
        expect.arrayContaining([`models:/${name}/1`, dataset]),
      );
    }));

  it('goes on under another name, and ends with the model', () =>
    withLab(async ({ client, ctx, models, watch }) => {
      const { alertIds } = await watch('sounds');
      await client.registry.rename({ name, newName: 'hotels' });
      expect((await client.monitoring.alerts({ model: 'hotels' })).alerts).toHaveLength(alertIds.length);
      expect((await client.monitoring.batches({ model: 'hotels' })).batches).toHaveLength(1);
      const dataset = 'batch_input';
      const { batchId } = await batchPredict(ctx, models, { model: 'models:/hotels@champion', dataset });
      const again = await monitorBatch(ctx, { batchId });
      expect(again.alertIds).toEqual(alertIds);
      await client.registry.delete({ name: 'hotels' });
      expect(await client.monitoring.openAlerts({})).toEqual({ count: 0 });
      const { alerts } = await client.monitoring.alerts({ state: 'resolved' });
      expect(alerts.map(({ resolved }) => resolved?.reason)).toEqual(
        alertIds.map(() => 'The model was deleted'),
      );
    }));

  it('has the classic rules beside, whose monitoring runs count as runs', () =>
    withLab(async ({ watch }) => {
      await watch('sounds');
      await watch('sounds');
      const { classic } = await watch('sounds');
      expect(classic.find(({ rule }) => rule === 'frequent_low_confidence')).toMatchObject({
        fires: true,
        value: 3,
        limit: 2.5,
        facts: { batches: 3, runs: 5, highBatches: 3 },
      });
    }));

  it('leaves evidence that later changes do not touch', () =>
    withLab(async ({ client, watch }) => {
      await watch('stays');
      const batch = await watch('sounds');
      const { alerts } = await client.monitoring.alerts({});
      const oov = alerts.find(({ signal }) => signal === 'oov_share');
      const before = await client.monitoring.getAlert({ alertId: oov?.alertId ?? 0 });
      expect(before.evidence).toMatchObject({ source: 'sounds', previousSource: 'stays' });
      expect(before.evidence.reference).toEqual({ modelUri: `models:/${name}/1`, rows: 300 });
      expect(before.evidence.check.histogram?.counts.length).toBe(24);
      const shares = before.evidence.rows.map(({ oovShare }) => oovShare ?? -1);
      expect(shares).toHaveLength(20);
      expect(shares).toEqual([...shares].sort((a, b) => b - a));
      await client.monitoring.addLabels({ batchId: batch.batchId, labels: [{ row: 0, label: 'negative' }] });
      await watch('sounds');
      const after = await client.monitoring.getAlert({ alertId: before.alertId });
      expect(after.evidence).toEqual(before.evidence);
      expect(after).toMatchObject({ breaches: 2, lastBatchId: batch.batchId + 1 });
    }));
});

describe('a batch', () => {
  it('is scored by the champion of the moment, and has a tracking run with the classic figures', () =>
    withLab(async ({ client, ctx, random }) => {
      const dataset = await addReviewTable(ctx, 'fresh', makeReviews(40, random), ['text']);
      const batch = await client.monitoring.batchPredict({ model: name, dataset: 'fresh' });
      expect(batch).toMatchObject({
        batchId: 1,
        modelName: name,
        modelVersion: 1,
        dataset,
        source: 'fresh',
        rows: 40,
        accuracy: null,
        labelled: 0,
        checks: [],
      });
      const run = await client.runs.get({ runId: batch.runId ?? '' });
      const metrics = new Map(run.metrics.map(({ key, value }) => [key, Number(value)]));
      expect(run).toMatchObject({ status: 'FINISHED', name: 'batch_1' });
      expect(metrics.get('average_confidence')).toBeCloseTo(batch.meanConfidence ?? -1, 12);
      expect(metrics.get('low_confidence_percentage')).toBeCloseTo(
        (batch.lowConfidenceShare ?? -1) * 100,
        12,
      );
      expect((metrics.get('predictions_positive') ?? 0) + (metrics.get('predictions_negative') ?? 0)).toBe(
        40,
      );
      const experiment = await client.experiments.getByName({ name: 'batch_predictions' });
      expect(run.experimentId).toBe(experiment.experimentId);
      const inputs = await client.runs.inputs({ runId: run.runId });
      expect(inputs.datasets).toMatchObject([{ name: 'fresh', source: dataset }]);
    }));

  it('takes labels that are there, judges by those that come late, and refuses rows it does not have', () =>
    withLab(async ({ client, ctx, random }) => {
      await addReviewTable(ctx, 'labelled', makeReviews(30, random));
      const known = await client.monitoring.batchPredict({ model: champion, dataset: 'labelled' });
      expect(known.labelled).toBe(30);
      expect(known.accuracy).toBeGreaterThan(0.7);
      await addReviewTable(ctx, 'fresh', makeReviews(10, random), ['text']);
      const { batchId } = await client.monitoring.batchPredict({ model: champion, dataset: 'fresh' });
      const { rows } = await client.monitoring.rows({ batchId });
      const labels = rows
        .slice(0, 4)
        .map(({ row, prediction }, i) => ({ row, label: i === 0 ? 'other' : prediction }));
      await client.monitoring.addLabels({ batchId, labels });
      expect(await client.monitoring.getBatch({ batchId })).toMatchObject({ labelled: 4, accuracy: 0.75 });
      const wrong = client.monitoring.addLabels({
        batchId,
        labels: [
          { row: 5, label: 'x' },
          { row: 10, label: 'x' },
        ],
      });
      expect(await failureOf(wrong)).toMatchObject({
        code: 'NOT_FOUND',
        data: { kind: 'batch', id: `${batchId}, row 10` },
      });
      expect((await client.monitoring.getBatch({ batchId })).labelled).toBe(4);
    }));

  it('with texts of a megabyte, and with none at all, is kept whole; evidence has their beginning', () =>
    withLab(async ({ client, ctx, random }) => {
      const long = makeReviews(12, random, 'sounds').map(({ text }) => [`${text} `.repeat(15_000), null]);
      const rows = [...long, ['', 'x'], [null, 'x']];
      const { uri: dataset } = await addTable(ctx, {
        name: 'long',
        columns: ['text', 'note'],
        rows,
        message: '',
      });
      const { batchId, rows: count } = await client.monitoring.batchPredict({ model: champion, dataset });
      expect(count).toBe(14);
      const { alertIds } = await client.monitoring.monitorBatch({ batchId });
      const { evidence } = await client.monitoring.getAlert({ alertId: alertIds[0] ?? 0 });
      expect(Math.max(...evidence.rows.map(({ text }) => text.length))).toBe(2000);
      const first = await client.monitoring.rows({ batchId, maxResults: 1 });
      expect(first.rows[0]?.text.length).toBeGreaterThan(500_000);
    }));

  it('is monitored once', () =>
    withLab(async ({ ctx, watch, clock }) => {
      const first = await watch('sounds');
      clock.advance(1000);
      expect(await monitorBatch(ctx, { batchId: first.batchId })).toEqual(first);
      expect(ctx.db.get('SELECT count(*) AS n FROM alerts WHERE breaches > 1')).toEqual({ n: 0 });
    }));

  it('lists its rows by number, by unknown words and by confidence, page by page', () =>
    withLab(async ({ client, watch }) => {
      const { batchId } = await watch('sounds', 25);
      for (const order of ['row', 'oov', 'confidence'] as const) {
        const whole = await client.monitoring.rows({ batchId, order });
        const read: number[] = [];
        let pageToken: string | null = null;
        do {
          const page: Awaited<ReturnType<EngineClient['monitoring']['rows']>> = await client.monitoring.rows({
            batchId,
            order,
            maxResults: 7,
            ...(pageToken !== null && { pageToken }),
          });
          read.push(...page.rows.map(({ row }) => row));
          ({ nextPageToken: pageToken } = page);
        } while (pageToken !== null);
        expect(read).toEqual(whole.rows.map(({ row }) => row));
        expect(new Set(read).size).toBe(25);
      }
      const wrong = client.monitoring.rows({ batchId, order: 'oov', pageToken: 'row:1:1' });
      expect(await failureOf(wrong)).toMatchObject({ code: 'INVALID_PAGE_TOKEN' });
    }));

  it('is held against earlier ones once there are enough', () =>
    withLab(async ({ watch }) => {
      for (let i = 0; i < 8; i++) await watch('stays', 40);
      const short = await watch('stays', 12);
      expect(short.checks[0]).toMatchObject({
        signal: 'volume',
        value: 12,
        lower: 20,
        expected: 40,
        verdict: 'alert',
        method: 'recent_batches',
      });
      expect((await watch('stays', 400)).checks[0]?.verdict).toBe('ok');
    }));
});

describe('a batch that cannot be made', () => {
  it.each([
    { model: 'models:/ghost@champion', dataset: 'fresh', code: 'NOT_FOUND' },
    { model: `models:/${name}@ghost`, dataset: 'fresh', code: 'NOT_FOUND' },
    { model: `models:/${name}/9`, dataset: 'fresh', code: 'NOT_FOUND' },
    { model: champion, dataset: 'ghost', code: 'NOT_FOUND' },
    { model: champion, dataset: 'wrong_columns', code: 'DATA_INVALID' },
  ])('by $model of $dataset says $code and leaves nothing', ({ model, dataset, code }) =>
    withLab(async ({ client, ctx, random }) => {
      await addReviewTable(ctx, 'fresh', makeReviews(10, random));
      await addReviewTable(ctx, 'wrong_columns', makeReviews(10, random), ['label']);
      expect(await failureOf(client.monitoring.batchPredict({ model, dataset }))).toMatchObject({ code });
      expect(countAll(ctx)).toEqual({ batches: 0, rows: 0, runs: 1 });
    }),
  );

  it('because it was stopped leaves a run that says so, and nothing else', () =>
    withLab(async ({ ctx, models, random }) => {
      const dataset = await addReviewTable(ctx, 'large', makeReviews(6000, random));
      const stop = new AbortController();
      const work = batchPredict(
        ctx,
        models,
        { model: champion, dataset },
        { signal: stop.signal, progress: (fraction) => fraction > 0.4 && stop.abort() },
      );
      expect(await failureOf(work)).toMatchObject({ code: 'CANCELED' });
      expect(countAll(ctx)).toEqual({ batches: 0, rows: 0, runs: 2 });
      expect(ctx.db.get(`SELECT count(*) AS n FROM runs WHERE status = 'KILLED'`)).toEqual({ n: 1 });
    }));
});

function alertsOf({ checks }: Batch): string[] {
  return checks.filter(({ verdict }) => verdict === 'alert').map(({ signal }) => signal);
}

function limitOf({ checks }: Batch): number | null | undefined {
  return checks.find(({ signal }) => signal === 'oov_share')?.upper;
}

function countAll(ctx: EngineContext): unknown {
  return ctx.db.get(
    `SELECT (SELECT count(*) FROM batches) AS batches, (SELECT count(*) FROM batch_rows) AS rows,
       (SELECT count(*) FROM runs) AS runs`,
  );
}

/** An engine with a champion that was trained on stays. */
function withLab<T>(fn: (lab: Lab) => Promise<T>): Promise<T> {
  return withEngine(async (test) => {
    const { engine: ctx, services } = test.engine.rpcContext(testActor);
    const { models } = services.serving;
    const random = createRandom(7);
    await addReviewModel(ctx, name, makeReviews(600, random), { stays: makeReviews(300, random) });
    const watch = async (domain: Domain, rows = 40): Promise<Batch> => {
      const dataset = await addReviewTable(ctx, 'batch_input', makeReviews(rows, random, domain));
      const { batchId } = await batchPredict(ctx, models, { model: champion, dataset, source: domain });
      test.clock.advance(60_000);
      return monitorBatch(ctx, { batchId });
    };
    return fn({ ...test, ctx, models, random, watch });
  });
}
