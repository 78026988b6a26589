import { describe, expect, it } from 'vitest';
import { createRandom } from '#core/testing/random.ts';
import { layAlong, type Line } from './along.ts';
import { thin, type Window } from './thin.ts';

function windowOf(from: number, to: number, buckets: number, isLog = false): Window {
  return { from, to, scale: { from, to }, buckets, isLog };
}

function makeLine(random: ReturnType<typeof createRandom>, length: number): Line {
  let x = random.int(10) - 5;
  const xs = Float64Array.from({ length }, () => (x += random.int(4)));
  const odd = [NaN, Infinity, -Infinity];
  const ys = Float64Array.from({ length }, () =>
    random.int(30) === 0 ? (odd[random.int(3)] ?? NaN) : random.int(1000) - 500,
  );
  return { xs, ys };
}

describe('thinning', () => {
  it('keeps first, last, least and greatest of each bucket, and what is no number, of any line', () => {
    const random = createRandom(20_261_126);
    for (let round = 0; round < 400; round++) {
      const line = makeLine(random, 1 + random.int(600));
      const from = (line.xs[0] ?? 0) + random.int(100) - 20;
      const window = windowOf(from, from + 1 + random.int(900), 1 + random.int(40));
      const places = thin(line, window);
      expect([...places]).toEqual([...new Set(places)].sort((a, b) => a - b));
      checkBuckets(line, window, new Set(places));
    }
  });

  it('keeps every point where they are few, and one to each side of the window', () => {
    const xs = Float64Array.from({ length: 100 }, (_, i) => i);
    const line = { xs, ys: xs };
    expect([...thin(line, windowOf(10, 20, 3))]).toEqual([9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21]);
    expect([...thin(line, windowOf(-5, 2, 3))]).toEqual([0, 1, 2, 3]);
    expect([...thin(line, windowOf(200, 300, 3))]).toEqual([99]);
  });

  it('divides a logarithmic axis by powers', () => {
    const xs = Float64Array.from({ length: 10_000 }, (_, i) => i + 1);
    const kept = [...thin({ xs, ys: xs }, windowOf(1, 10_000, 40, true))].map((place) => (place ?? 0) + 1);
    const below100 = kept.filter((x) => x <= 100).length;
    expect(below100).toBeGreaterThan(kept.length * 0.35);
    expect(kept.length).toBeLessThanOrEqual(41 * 4);
  });
});

/** The rule word by word. */
function checkBuckets({ xs, ys }: Line, { from, to, buckets }: Window, places: ReadonlySet<number>): void {
  const within = [...xs.keys()].filter((at) => (xs[at] ?? 0) >= from && (xs[at] ?? 0) <= to);
  const groups = Map.groupBy(within, (at) => Math.floor(((xs[at] ?? 0) - from) * (buckets / (to - from))));
  const isAll = within.length <= buckets * 4;
  for (const group of groups.values()) {
    const kept = group.filter((at) => places.has(at));
    if (isAll) expect(kept).toEqual(group);
    const finite = (list: readonly number[]): number[] =>
      list.map((at) => ys[at] ?? NaN).filter((y) => Number.isFinite(y));
    expect(kept[0]).toBe(group[0]);
    expect(kept.at(-1)).toBe(group.at(-1));
    expect(Math.min(...finite(kept))).toBe(Math.min(...finite(group)));
    expect(Math.max(...finite(kept))).toBe(Math.max(...finite(group)));
    expect(kept.length - finite(kept).length > 0).toBe(group.length - finite(group).length > 0);
    if (!isAll) expect(kept.length).toBeLessThanOrEqual(5);
  }
}

describe('what lies along x', () => {
  const points = {
    steps: Float64Array.of(0, 1, 2, 3, 5),
    values: Float64Array.of(10, 11, 12, 13, 15),
    times: Float64Array.of(1000, 3000, 2000, 4000, 5000),
  };

  it('is in order, also where clocks went back', () => {
    expect(layAlong(points, { kind: 'relative', startedAt: 500 })).toEqual({
      xs: Float64Array.of(500, 1500, 2500, 3500, 4500),
      ys: Float64Array.of(10, 12, 11, 13, 15),
    });
  });

  it('is the last value of another metric at the step or before', () => {
    const other = { steps: Float64Array.of(1, 3, 4), values: Float64Array.of(0.5, NaN, 1.5) };
    expect(layAlong(points, { kind: 'metric', ...other })).toEqual({
      xs: Float64Array.of(0.5, 0.5, 1.5),
      ys: Float64Array.of(11, 12, 15),
    });
  });
});
