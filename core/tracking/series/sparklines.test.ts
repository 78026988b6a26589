import { describe, expect, it } from 'vitest';
import type { Inputs } from '#contract/procedures.ts';
import { createTestRun } from '#core/testing/factories.ts';
import { createRandom } from '#core/testing/random.ts';
import { withEngine, type TestEngine } from '#core/testing/with-engine.ts';
import { keepExtremes } from './sparklines.ts';

type Points = Inputs['runs']['logBatch']['metrics'];

async function makeRun({ client }: TestEngine, points: NonNullable<Points>): Promise<string> {
  const { runId } = await createTestRun(client);
  for (let i = 0; i < points.length; i += 1000)
    await client.runs.logBatch({ runId, metrics: points.slice(i, i + 1000) });
  return runId;
}

/** A slow wave with one needle up and one down. */
function wave(count: number, stepOf: (i: number) => number): NonNullable<Points> {
  return Array.from({ length: count }, (_, i) => {
    const needle = i === Math.floor(count / 3) ? 9 : i === Math.floor(count / 2) ? -9 : 0;
    return { key: 'm', step: stepOf(i), timestamp: i, value: Math.sin(i / 200) + needle };
  });
}

describe('sparklines', () => {
  it('give each run its values in the order asked for, finite ones only', () =>
    withEngine(async (test) => {
      const short = await makeRun(test, [
        { key: 'm', step: 2, value: 3 },
        { key: 'm', step: 0, value: 1 },
        { key: 'm', step: 1, value: 'NaN' },
        { key: 'm', step: 3, value: 'Infinity' },
        { key: 'm', step: 4, value: '-Infinity' },
      ]);
      const { runId: empty } = await createTestRun(test.client);
      expect(await test.client.runs.sparklines({ runIds: ['no', short, empty], key: 'm' })).toEqual({
        lines: [
          { runId: 'no', values: [] },
          { runId: short, values: [1, 3] },
          { runId: empty, values: [] },
        ],
      });
      expect((await test.client.runs.sparklines({ runIds: [short], key: 'never' })).lines).toEqual([
        { runId: short, values: [] },
      ]);
    }));

  it.each([
    ['few points', 900, (i: number) => i],
    ['many points', 4000, (i: number) => i * 3 - 100],
    ['many points on one step', 4000, () => 0],
  ])('keep needles of %s', (_, count, stepOf) =>
    withEngine(async (test) => {
      const runId = await makeRun(test, wave(count, stepOf));
      const values = (await test.client.runs.sparklines({ runIds: [runId], key: 'm', points: 40 })).lines[0]
        ?.values;
      expect(values?.length).toBeLessThanOrEqual(40);
      expect(values?.length).toBeGreaterThanOrEqual(38);
      expect(Math.max(...(values ?? []))).toBeGreaterThan(8);
      expect(Math.min(...(values ?? []))).toBeLessThan(-8);
    }),
  );

  it('read each point of a long history once', () =>
    withEngine(async ({ client, engine }) => {
      const { runId } = await createTestRun(client);
      await client.runs.logMetric({ runId, key: 'm', value: 0, step: 0 });
      await engine.ctx.write((tx) => {
        const row = tx.db.get<{ run: number; key: number }>(
          'SELECT run_id AS run, key_id AS key FROM latest_metrics',
        );
        tx.db.run(
          `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 90000)
           INSERT INTO metrics SELECT ?, ?, i, i, i, 0 FROM n`,
          row?.run ?? 0,
          row?.key ?? 0,
        );
        tx.db.run('UPDATE latest_metrics SET count = 90001');
        tx.unchanged();
      });
      const sparkline = await fastest(async () => {
        const { lines } = await client.runs.sparklines({ runIds: [runId], key: 'm' });
        expect([lines[0]?.values[0], lines[0]?.values.at(-1)]).toEqual([0, 90_000]);
      });
      const onePass = await fastest(() => engine.ctx.db.get('SELECT min(value), max(value) FROM metrics'));
      // About twice as long; looking from each part to the end of the history takes 40 times.
      expect(sparkline).toBeLessThan(onePass * 10);
    }));
});

/** ms of the quickest of five: a busy machine slows some of them. */
async function fastest(work: () => unknown): Promise<number> {
  let least = Infinity;
  for (let i = 0; i < 5; i++) {
    const start = performance.now();
    await work();
    least = Math.min(least, performance.now() - start);
  }
  return least;
}

describe('keepExtremes', () => {
  it('keeps least and greatest of each part, in their order, of any values', () => {
    const random = createRandom(7);
    for (let round = 0; round < 300; round++) {
      const values = Array.from({ length: random.int(400) }, () => random.int(50) - 25);
      const points = 2 + random.int(58);
      const kept = keepExtremes(values, points);
      expect(kept.length).toBeLessThanOrEqual(Math.max(points, 0));
      if (values.length <= points) expect(kept).toEqual(values);
      else {
        expect(Math.min(...kept)).toBe(Math.min(...values));
        expect(Math.max(...kept)).toBe(Math.max(...values));
      }
    }
  });
});
