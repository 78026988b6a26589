import { describe, expect, it } from 'vitest';
import { createTestRun } from '#core/testing/factories.ts';
import { createRandom } from '#core/testing/random.ts';
import { withEngine, type TestEngine } from '#core/testing/with-engine.ts';
import { readSampledHistory } from './sampled-history.ts';

type Points = readonly { step: number; timestamp: number; value: number }[];

async function makeRun({ client }: TestEngine, points: Points): Promise<string> {
  const { runId } = await createTestRun(client);
  for (let i = 0; i < points.length; i += 1000) {
    const metrics = points.slice(i, i + 1000).map((point) => ({ key: 'm', ...point }));
    await client.runs.logBatch({ runId, metrics });
  }
  return runId;
}

/** The rule word by word, from lists in memory. */
function naive(
  runs: readonly { runId: string; points: Points }[],
  { range, maxResults }: { range: { from: number; to: number } | null; maxResults: number },
): unknown[] {
  const sorted = (steps: Iterable<number>): number[] => [...new Set(steps)].sort((a, b) => a - b);
  const every = sorted(runs.flatMap(({ points }) => points.map(({ step }) => step)));
  const [from, to] = range === null ? [-Infinity, Infinity] : [range.from, range.to];
  const inside = every.filter((step) => step >= from && step <= to);
  const chosen = new Set(inside.length <= maxResults ? inside : []);
  if (inside.length > maxResults) {
    for (let i = 0; i < maxResults; i++)
      chosen.add(inside[Math.floor((i * inside.length) / maxResults)] ?? 0);
    chosen.add(inside.at(-1) ?? 0);
  }
  for (const { points } of runs) {
    const own = sorted(points.map(({ step }) => step));
    for (const step of [own[0], own.at(-1)])
      if (step !== undefined && inside.includes(step)) chosen.add(step);
  }
  const most = Math.max(maxResults, chosen.size);
  return runs.flatMap(({ runId, points }) => {
    const own = points
      .filter(({ step }) => chosen.has(step))
      .toSorted((a, b) => a.step - b.step || a.timestamp - b.timestamp || a.value - b.value);
    const last = own.length - 1;
    const places = Array.from({ length: most }, (_, i) => Math.round((i * last) / (most - 1 || 1)));
    const kept = new Set(most === 1 ? [last] : places);
    return own
      .filter((_, i) => own.length <= most || kept.has(i))
      .map((point) => ({ key: 'm', ...point, runId }));
  });
}

describe('sampled histories', () => {
  it('are as the rule says, for runs of any steps', () =>
    withEngine(async (test) => {
      const random = createRandom(20_261_125);
      const whole = (from: number, to: number): number => from + random.int(to - from + 1);
      const runs: { runId: string; points: Points }[] = [];
      for (const length of [0, 1, 40, 300, 300, 7]) {
        const isSparse = random.next() < 0.5;
        const points = new Map<string, Points[number]>();
        for (let i = 0; i < length; i++) {
          const point = { step: isSparse ? whole(-50, 900) : i, timestamp: whole(1, 3), value: whole(0, 3) };
          points.set(Object.values(point).join(), point);
        }
        const list = [...points.values()];
        runs.push({ runId: await makeRun(test, list), points: list });
      }
      for (const range of [null, { from: 0, to: 10 }, { from: -40, to: 500 }, { from: 2000, to: 3000 }]) {
        for (const maxResults of [1, 3, 50, 320, 2500]) {
          const query = { runIds: runs.map(({ runId }) => runId), key: 'm', range, maxResults };
          const points = readSampledHistory(test.engine.ctx, query);
          expect([range, maxResults, points]).toEqual([range, maxResults, naive(runs, query)]);
        }
      }
    }));

  it('of many points on one step give some of them, the first and the last included', () =>
    withEngine(async (test) => {
      const points = Array.from({ length: 5000 }, (_, i) => ({ step: 0, timestamp: i, value: i }));
      const runId = await makeRun(test, points);
      const query = { runIds: [runId], key: 'm', range: null, maxResults: 100 };
      const sampled = readSampledHistory(test.engine.ctx, query);
      expect(sampled).toHaveLength(100);
      expect([0, 1, 2, -1].map((place) => sampled.at(place)?.value)).toEqual([0, 50, 101, 4999]);
    }));

  it('of no runs, unknown runs and unknown keys are empty', () =>
    withEngine(async (test) => {
      const runId = await makeRun(test, [{ step: 1, timestamp: 1, value: 1 }]);
      const read = (runIds: string[], key: string): unknown =>
        readSampledHistory(test.engine.ctx, { runIds, key, range: null, maxResults: 10 });
      expect([read([], 'm'), read(['none'], 'm'), read([runId], 'none')]).toEqual([[], [], []]);
      expect(read([runId, runId], 'm')).toHaveLength(1);
    }));
});
