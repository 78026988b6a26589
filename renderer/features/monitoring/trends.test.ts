import { expect, it } from 'vitest';
import type { Batch, BatchCheck } from '#contract/monitoring.ts';
import { modelHealth } from './health.ts';
import { deployMarks, limitStretches, makeTrendScale } from './trend-scale.ts';
import { buildTrends } from './trends.ts';

function check(value: number, upper: number): BatchCheck {
  return {
    signal: 'oov_share',
    value,
    lower: null,
    upper,
    expected: 0.1,
    verdict: value > upper ? 'alert' : 'ok',
    method: 'resampled',
    n: 40,
    resamples: 2000,
    histogram: null,
  };
}

function batch(batchId: number, modelVersion: number, oovShare: number, rest: Partial<Batch> = {}): Batch {
  return {
    batchId,
    modelName: 'm',
    modelVersion,
    dataset: 'datasets:/batch_input/1',
    source: 's',
    createdAt: batchId * 1000,
    rows: 40,
    classes: [],
    meanConfidence: 0.7,
    lowConfidenceShare: 0,
    oovShare,
    meanLength: 9,
    accuracy: null,
    labelled: 0,
    runId: null,
    pipelineRunId: null,
    checks: [check(oovShare, 0.12)],
    classic: [],
    alertIds: [],
    ...rest,
  };
}

/** Newest first: two over the limit after two within it, and then another version. */
const batches = [batch(5, 2, 0.05), batch(4, 1, 0.6), batch(3, 1, 0.5), batch(2, 1, 0.1), batch(1, 1, 0.08)];

it('a model is degraded since the first batch in a row that was over a limit', () => {
  expect(modelHealth(batches, 1)).toEqual({ kind: 'degraded', since: 3000 });
  expect(modelHealth(batches, 2)).toEqual({ kind: 'healthy', since: 5000 });
  expect(modelHealth(batches, 3)).toEqual({ kind: 'unproven', version: 3 });
  expect(modelHealth([batch(1, 1, 0, { checks: [] })], null)).toEqual({ kind: 'unchecked' });
});

it('courses run from the oldest batch, with what was over and what rests on few labels', () => {
  const [oov, , accuracy] = buildTrends([batch(2, 1, 0.6, { accuracy: 0.5, labelled: 4 }), batch(1, 1, 0.1)]);
  expect(oov?.points.map(({ batchId, isOver, limit }) => [batchId, isOver, limit])).toEqual([
    [1, false, 0.12],
    [2, true, 0.12],
  ]);
  expect(accuracy?.points.map(({ value, isWeak }) => [value, isWeak])).toEqual([
    [null, true],
    [0.5, true],
  ]);
});

it('another version is marked between the batches, and limits that stay the same are one stretch', () => {
  const points = buildTrends(batches)[0]?.points ?? [];
  expect(deployMarks(points)).toEqual([{ at: 3.5, version: 2, batchId: 5 }]);
  expect(limitStretches(points)).toEqual([{ from: -0.5, to: 4.5, limit: 0.12 }]);
});

it('the scale holds every value and every limit, on round ticks', () => {
  const points = buildTrends(batches)[0]?.points ?? [];
  const { y, ticks } = makeTrendScale(points, { left: 0, right: 100, top: 10, bottom: 110 });
  for (const { value } of points) {
    expect(y(value ?? 0)).toBeGreaterThanOrEqual(10);
    expect(y(value ?? 0)).toBeLessThanOrEqual(110);
  }
  expect(ticks[0]).toBe(0);
  expect(ticks.length).toBeLessThanOrEqual(6);
  const empty = makeTrendScale([], { left: 0, right: 100, top: 10, bottom: 110 });
  expect(empty.ticks.every(Number.isFinite)).toBe(true);
});
