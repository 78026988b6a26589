import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openColumnReader } from '#core/store/column-reader.ts';
import { createTestRun } from '#core/testing/factories.ts';
import { createRandom } from '#core/testing/random.ts';
import { withEngine } from '#core/testing/with-engine.ts';
import { readOverview } from './overview.ts';

describe('an overview', () => {
  it('has the extremes of every bucket, and counts what is no number', () =>
    withEngine(async ({ client, folder }) => {
      const random = createRandom(5);
      const { runId } = await createTestRun(client);
      const odd = ['NaN', 'Infinity', '-Infinity'] as const;
      const points = Array.from({ length: 3000 }, (_, step) => {
        const value = random.int(200) === 0 ? (odd[random.int(3)] ?? 'NaN') : random.int(1000) - 500;
        return { key: 'm', step: step * 2, timestamp: step, value };
      });
      for (let i = 0; i < 3; i++)
        await client.runs.logBatch({ runId, metrics: points.slice(i * 1000, (i + 1) * 1000) });
      const reader = openColumnReader(join(folder, 'workspace', 'stile.db'));
      try {
        const [row] = reader.rows<[number, number]>('SELECT run_id, key_id FROM latest_metrics');
        const ref = { runId: row?.[0] ?? 0, keyId: row?.[1] ?? 0, uuid: runId, count: 3000 };
        const overview = readOverview(reader, ref, { from: 100, to: 5200, buckets: 37 });
        const within = points.filter(({ step }) => step >= 100 && step <= 5200);
        expect(overview.total).toBe(within.length);
        expect([overview.nan, overview.up, overview.down]).toEqual(
          odd.map((kind) => within.filter(({ value }) => value === kind).length),
        );
        const width = Math.ceil(5101 / 37);
        for (let start = 100; start <= 5200; start += width) {
          const values = within
            .filter(({ step }) => step >= start && step < start + width)
            .map(({ value }) => value)
            .filter((value) => typeof value === 'number');
          const drawn = overview.ys.filter((_, i) => {
            const x = overview.xs[i] ?? 0;
            return x >= start && x < start + width;
          });
          expect([Math.min(...drawn), Math.max(...drawn)]).toEqual([
            Math.min(...values),
            Math.max(...values),
          ]);
        }
      } finally {
        reader.close();
      }
    }));

  it('ends where steps are nanoseconds, and one more is no other number', () =>
    withEngine(async ({ client, folder }) => {
      const { runId } = await createTestRun(client);
      const start = 1_700_000_000_000_000_000n;
      const metrics = Array.from({ length: 300 }, (_, i) => ({
        key: 'm',
        step: String(start + BigInt(i) * 100n),
        value: i,
      }));
      await client.runs.logBatch({ runId, metrics });
      const reader = openColumnReader(join(folder, 'workspace', 'stile.db'));
      try {
        const [row] = reader.rows<[number, number]>('SELECT run_id, key_id FROM latest_metrics');
        const ref = { runId: row?.[0] ?? 0, keyId: row?.[1] ?? 0, uuid: runId, count: 300 };
        const range = { from: Number(start), to: Number(start) + 29_900, buckets: 1000 };
        const overview = readOverview(reader, ref, range);
        expect([overview.total, Math.min(...overview.ys), Math.max(...overview.ys)]).toEqual([300, 0, 299]);
      } finally {
        reader.close();
      }
    }));
});
