import { describe, expect, it } from 'vitest';
import type { Inputs, Outputs } from '#contract/procedures.ts';
import { createTestRun } from '#core/testing/factories.ts';
import { withEngine, type TestEngine } from '#core/testing/with-engine.ts';

type Points = NonNullable<Inputs['runs']['logBatch']['metrics']>;
type Line = Outputs['runs']['metricSeries']['lines'][number];

async function makeRun({ client }: TestEngine, points: Points, startedAt = 1000): Promise<string> {
  const { runId } = await createTestRun(client, { startedAt });
  for (let i = 0; i < points.length; i += 1000)
    await client.runs.logBatch({ runId, metrics: points.slice(i, i + 1000) });
  return runId;
}

/** x, value and smoothed value of each point. */
function decode({ points, isSmoothed }: Line): number[][] {
  const bytes = Buffer.from(points, 'base64');
  const numbers = new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
  const columns = isSmoothed ? 3 : 2;
  const count = numbers.length / columns;
  return Array.from({ length: count }, (_, i) =>
    Array.from({ length: columns }, (__, column) => numbers[column * count + i] ?? NaN),
  );
}

function metric(key: string, values: readonly (number | 'NaN' | 'Infinity' | '-Infinity')[]): Points {
  return values.map((value, step) => ({ key, value, step, timestamp: 2000 + step * 10 }));
}

describe('lines of metrics', () => {
  it('come by run and key, along steps, with what is no number told', () =>
    withEngine(async (test) => {
      const a = await makeRun(test, [
        ...metric('loss', [3, 'NaN', 0, 'Infinity', '-Infinity']),
        ...metric('acc', [1]),
      ]);
      const b = await makeRun(test, metric('loss', [5, 4]));
      const { lines, extent } = await test.client.runs.metricSeries({
        runIds: [b, 'none', a],
        keys: ['loss', 'never', 'acc'],
      });
      expect(lines.map(({ runId, key }) => [runId, key])).toEqual([
        [b, 'loss'],
        [a, 'loss'],
        [a, 'acc'],
      ]);
      expect(extent).toEqual({ from: 0, to: 4 });
      const [, loss] = lines;
      expect(loss).toMatchObject({ total: 5, shown: 5, min: 0, max: 3, last: '-Infinity', isRounded: false });
      expect(loss?.nonFinite).toEqual({ nan: 1, up: 1, down: 1 });
      expect(loss === undefined ? null : decode(loss)).toEqual([
        [0, 3],
        [1, NaN],
        [2, 0],
        [3, Infinity],
        [4, -Infinity],
      ]);
    }));

  it('lie along times, times since the start, or another metric', () =>
    withEngine(async (test) => {
      const runId = await makeRun(test, [...metric('loss', [3, 2, 1]), { key: 'epoch', value: 7, step: 1 }]);
      const ask = async (x: Inputs['runs']['metricSeries']['x']): Promise<unknown> => {
        const { lines } = await test.client.runs.metricSeries({ runIds: [runId], keys: ['loss'], x });
        return lines.map((line) => decode(line).map(([at]) => at));
      };
      expect(await ask('time')).toEqual([[2000, 2010, 2020]]);
      expect(await ask('relative')).toEqual([[1000, 1010, 1020]]);
      expect(await ask({ metric: 'epoch' })).toEqual([[7, 7]]);
      expect(await ask({ metric: 'never' })).toEqual([]);
    }));

  it('lie along a metric that once was infinite as along its finite values', () =>
    withEngine(async (test) => {
      const epochs = Array.from({ length: 100 }, (_, step) => (step === 50 ? 'Infinity' : step / 10));
      const losses = Array.from({ length: 100 }, (_, step) => Math.sin(step));
      const runId = await makeRun(test, [...metric('loss', losses), ...metric('epoch', epochs)]);
      const { lines } = await test.client.runs.metricSeries({
        runIds: [runId],
        keys: ['loss'],
        x: { metric: 'epoch' },
        buckets: 10,
        smoothing: { kind: 'ema', weight: 0.1 },
      });
      const rows = lines.flatMap(decode);
      expect(rows.length).toBeGreaterThan(30);
      // A range without an end would make every point count alike.
      expect(Math.max(...rows.map(([, y, smooth]) => Math.abs((y ?? 0) - (smooth ?? 0))))).toBeLessThan(0.01);
    }));

  it('are thinned, zoomed and smoothed, and grow while a run goes on', () =>
    withEngine(async (test) => {
      const values = Array.from({ length: 5000 }, (_, i) => (i === 1234 ? 99 : i % 10));
      const runId = await makeRun(test, metric('loss', values));
      const ask = async (more: Partial<Inputs['runs']['metricSeries']>): Promise<Line | undefined> =>
        (await test.client.runs.metricSeries({ runIds: [runId], keys: ['loss'], buckets: 50, ...more }))
          .lines[0];
      const whole = await ask({});
      expect(whole).toMatchObject({ total: 5000, max: 99, min: 0, last: 9 });
      expect(whole?.shown).toBeLessThanOrEqual(51 * 4);
      expect(decode(whole as Line)).toContainEqual([1234, 99]);

      const zoomed = await ask({ range: { from: 1200, to: 1260 }, smoothing: { kind: 'ema', weight: 0.9 } });
      expect(zoomed).toMatchObject({ total: 61, shown: 61, isSmoothed: true, max: 99 });
      const rows = decode(zoomed as Line);
      expect(rows[0]?.[0]).toBe(1199);
      expect(rows.at(-1)?.[0]).toBe(1261);
      // Smoothed over all that came before, not only over what is within the range.
      expect(rows[0]?.[2]).toBeCloseTo(4.5, 0);

      await test.client.runs.logMetric({ runId, key: 'loss', value: 123, step: 5000 });
      expect(await ask({})).toMatchObject({ total: 5001, max: 123, last: 123 });
      await test.client.runs.logMetric({ runId, key: 'loss', value: -5, step: 10 });
      expect(await ask({})).toMatchObject({ total: 5002, min: -5, last: 123 });
    }));

  it('on a logarithmic axis leave out what has no place', () =>
    withEngine(async (test) => {
      const runId = await makeRun(test, metric('loss', [3, 2, 1]));
      const { lines } = await test.client.runs.metricSeries({
        runIds: [runId],
        keys: ['loss'],
        xScale: 'log',
      });
      expect(lines.map(decode)).toEqual([
        [
          [1, 2],
          [2, 1],
        ],
      ]);
    }));

  it('refuse what is beyond their limits by name', () =>
    withEngine(async ({ client }) => {
      const call = client.runs.metricSeries({ runIds: ['a'], keys: ['b'], buckets: 9000 });
      await expect(call).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    }));
});

describe('names of metrics', () => {
  it('say how many runs have them and how long they are', () =>
    withEngine(async (test) => {
      const a = await makeRun(test, [...metric('loss', [3, 2, 1]), ...metric('b', [1])]);
      const b = await makeRun(test, metric('loss', [3, 2]));
      const { names } = await test.client.runs.metricNames({ runIds: [a, b, 'none'] });
      expect(names).toMatchObject([
        { key: 'b', runs: 1, points: 1, longest: 1, lastStep: 0 },
        { key: 'loss', runs: 2, points: 5, longest: 3, lastStep: 2, lastAt: 2020 },
      ]);
    }));
});
