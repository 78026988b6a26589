import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MetricValue } from '#contract/entities.ts';
import { createTestRun, failureOf } from '#core/testing/factories.ts';
import { withEngine } from '#core/testing/with-engine.ts';

describe('metrics', () => {
  it('keeps the latest by step, then timestamp, then value', () =>
    withEngine(async ({ client }) => {
      const { runId } = await createTestRun(client);
      const points = [
        { value: 1, step: 1, timestamp: 10 },
        { value: 2, step: 0, timestamp: 40 },
        { value: 3, step: 5, timestamp: 30 },
        { value: 2.5, step: 5, timestamp: 20 },
      ];
      for (const point of points) await client.runs.logMetric({ runId, key: 'm', ...point });
      const { metrics } = await client.runs.get({ runId });
      expect(metrics).toEqual([{ key: 'm', value: 3, step: 5, timestamp: 30, min: 1, max: 3, count: 4 }]);
    }));

  it('agrees with a plain computation for any points in any batches', () =>
    withEngine(async ({ client }) => {
      const value = fc.constantFrom<MetricValue>(0, -0, 1, 2.5, -7, 1e300, 'NaN', 'Infinity', '-Infinity');
      const point = fc.record({
        key: fc.constantFrom('a', 'b'),
        value,
        step: fc.integer({ min: -2, max: 3 }),
        timestamp: fc.integer({ min: 0, max: 3 }),
      });
      const batches = fc.array(fc.array(point, { maxLength: 12 }), { maxLength: 4 });
      await fc.assert(
        fc.asyncProperty(batches, async (logged) => {
          const { runId } = await createTestRun(client);
          for (const metrics of logged) await client.runs.logBatch({ runId, metrics });
          const run = await client.runs.get({ runId });
          expect(run.metrics).toEqual(computeLatest(logged.flat()));
        }),
        { numRuns: 60, seed: 20261120 },
      );
    }));

  it('ignores exact repeats and pages through a long history in order', () =>
    withEngine(async ({ client }) => {
      const { runId } = await createTestRun(client);
      const metrics = Array.from({ length: 1000 }, (_, step) => ({
        key: 'm',
        value: step / 2,
        step,
        timestamp: 1,
      }));
      await client.runs.logBatch({ runId, metrics });
      await client.runs.logBatch({ runId, metrics });
      const points = [];
      let pageToken: string | undefined;
      do {
        const page = await client.runs.metricHistory({ runId, key: 'm', maxResults: 300, pageToken });
        points.push(...page.points);
        pageToken = page.nextPageToken ?? undefined;
      } while (pageToken !== undefined);
      expect(points).toEqual(metrics.map(({ key: _, ...point }) => point));
      expect((await client.runs.get({ runId })).metrics).toMatchObject([{ count: 1000, max: 499.5 }]);
      expect(await failureOf(client.runs.metricHistory({ runId, key: 'm', pageToken: 'x' }))).toMatchObject({
        code: 'INVALID_PAGE_TOKEN',
        data: { token: 'x' },
      });
    }));
});

describe('bad input', () => {
  it.each([
    ['value NaN as a number', { value: NaN }, 'INVALID_INPUT'],
    ['value as text', { value: '0.5' }, 'INVALID_INPUT'],
    ['a step with a fraction', { step: 1.5 }, 'INVALID_INPUT'],
    ['a negative timestamp', { timestamp: -1 }, 'INVALID_INPUT'],
    ['an unknown field', { stepp: 1 }, 'INVALID_INPUT'],
    ['an empty key', { key: '' }, 'INVALID_ARGUMENT'],
    ['a key with a forbidden character', { key: 'a#b' }, 'INVALID_ARGUMENT'],
    ['a key that leaves its folder', { key: '../x' }, 'INVALID_ARGUMENT'],
    ['a key with a doubled slash', { key: 'a//b' }, 'INVALID_ARGUMENT'],
    ['a key of 251 characters', { key: 'k'.repeat(251) }, 'LIMIT_EXCEEDED'],
  ])('refuses %s and logs nothing', (_, wrong, code) =>
    withEngine(async ({ client }) => {
      const { runId } = await createTestRun(client);
      const call = client.runs.logMetric({ runId, key: 'm', value: 1, ...wrong } as never);
      expect(await failureOf(call)).toMatchObject({ code });
      expect((await client.runs.get({ runId })).metrics).toEqual([]);
    }),
  );

  it.each(['acc', 'val/acc:1', 'Träff säkerhet', 'a.b-c_d', '学習率'])('takes the key %j', (key) =>
    withEngine(async ({ client }) => {
      const { runId } = await createTestRun(client);
      await client.runs.logBatch({ runId, metrics: [{ key, value: 1 }], params: [{ key, value: '' }] });
      expect(await client.runs.get({ runId })).toMatchObject({
        metrics: [{ key }],
        params: [{ key, value: '' }],
      });
    }),
  );

  it('undoes the whole batch when one part is refused', () =>
    withEngine(async ({ client }) => {
      const { runId } = await createTestRun(client);
      await client.runs.logParam({ runId, key: 'lr', value: '0.1' });
      await client.runs.logParam({ runId, key: 'lr', value: '0.1' });
      const batch = {
        runId,
        metrics: [{ key: 'm', value: 1 }],
        tags: [{ key: 't', value: 'x' }],
        params: [{ key: 'lr', value: '0.2' }],
      };
      expect(await failureOf(client.runs.logBatch(batch))).toMatchObject({
        code: 'PARAM_CHANGED',
        data: { key: 'lr', stored: '0.1', given: '0.2' },
      });
      const run = await client.runs.get({ runId });
      expect([run.metrics, run.params, run.tags.map(({ key }) => key)]).toEqual([
        [],
        [{ key: 'lr', value: '0.1' }],
        ['mlflow.runName'],
      ]);
    }));

  it('refuses too much at once and too long values by name', () =>
    withEngine(async ({ client }) => {
      const { runId } = await createTestRun(client);
      const many = Array.from({ length: 1001 }, (_, step) => ({ key: 'm', value: 1, step }));
      expect(await failureOf(client.runs.logBatch({ runId, metrics: many }))).toMatchObject({
        code: 'LIMIT_EXCEEDED',
        data: { what: 'metrics', limit: 1000, actual: 1001, unit: 'items' },
      });
      const long = 'x'.repeat(10_000_000);
      expect(await failureOf(client.runs.setTag({ runId, key: 't', value: long }))).toMatchObject({
        code: 'LIMIT_EXCEEDED',
        data: { limit: 8000, actual: 10_000_000 },
      });
      expect(
        await failureOf(client.runs.logParam({ runId, key: 'p', value: 'x'.repeat(6001) })),
      ).toMatchObject({
        code: 'LIMIT_EXCEEDED',
      });
      const twice = [
        { key: 'p', value: '1' },
        { key: 'p', value: '1' },
      ];
      expect(await failureOf(client.runs.logBatch({ runId, params: twice }))).toMatchObject({
        code: 'INVALID_ARGUMENT',
      });
    }));
});

interface LoggedPoint {
  key: string;
  value: MetricValue;
  step: number;
  timestamp: number;
}

/** The definition again, by sorting: slow and plain. */
function computeLatest(points: readonly LoggedPoint[]): object[] {
  return ['a', 'b'].flatMap((key) => {
    const own = points.filter((point) => point.key === key);
    const unique = new Map(
      own.map((point) => [
        `${point.step} ${point.timestamp} ${String(toNumber(point.value) + 0)} ${isNaNText(point.value)}`,
        point,
      ]),
    );
    const sorted = [...unique.values()].sort(
      (a, b) => a.step - b.step || a.timestamp - b.timestamp || compare(toNumber(a.value), toNumber(b.value)),
    );
    const last = sorted.at(-1);
    if (last === undefined) return [];
    const numbers = sorted.filter(({ value }) => value !== 'NaN').map(({ value }) => toNumber(value));
    const ties = sorted.filter(
      (point) =>
        point.step === last.step &&
        point.timestamp === last.timestamp &&
        toNumber(point.value) === toNumber(last.value),
    );
    return [
      {
        key,
        value: expect.toSatisfy((value: MetricValue) => ties.some((tie) => sameValue(tie.value, value))),
        step: last.step,
        timestamp: last.timestamp,
        min: numbers.length === 0 ? 'NaN' : toWire(Math.min(...numbers)),
        max: numbers.length === 0 ? 'NaN' : toWire(Math.max(...numbers)),
        count: unique.size,
      },
    ];
  });
}

function isNaNText(value: MetricValue): boolean {
  return value === 'NaN';
}

function toNumber(value: MetricValue): number {
  return value === 'NaN' ? 0 : Number(value);
}

function sameValue(a: MetricValue, b: MetricValue): boolean {
  return a === b || (toNumber(a) === 0 && toNumber(b) === 0 && isNaNText(a) === isNaNText(b));
}

function compare(a: number, b: number): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function toWire(value: number): unknown {
  if (Number.isFinite(value)) return value === 0 ? expect.toSatisfy((x: unknown) => x === 0) : value;
  return value > 0 ? 'Infinity' : '-Infinity';
}
