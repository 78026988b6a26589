import { describe, expect, it } from 'vitest';
import { createRandom } from '#core/testing/random.ts';
import type { Line } from './along.ts';
import { smooth } from './smooth.ts';

function noisy(count: number, seed = 3): Line {
  const random = createRandom(seed);
  const xs = Float64Array.from({ length: count }, (_, i) => i);
  return { xs, ys: xs.map((x) => Math.sin(x / (count / 8)) + random.next() - 0.5) };
}

/** As Weights & Biases documents it, point by point. */
function documentedAverage({ xs, ys }: Line, weight: number, range: number): number[] {
  const base = Math.min(Math.sqrt(weight), 0.999);
  let [lastY, debias] = [0, 0];
  return [...ys].map((y, i) => {
    const factor = base ** ((((xs[i] ?? 0) - (xs[Math.max(0, i - 1)] ?? 0)) / range) * 1000);
    lastY = lastY * factor + y;
    debias = debias * factor + 1;
    return lastY / debias;
  });
}

describe('the moving average', () => {
  it.each([0.1, 0.6, 0.95, 1])('with weight %f is the documented one', (weight) => {
    const line = noisy(500);
    const uneven = { xs: line.xs.map((x) => x + (x % 7) / 10), ys: line.ys };
    for (const each of [line, uneven]) {
      const smoothed = smooth(each, { kind: 'ema', weight }, 500) ?? [];
      for (const [i, expected] of documentedAverage(each, weight, 500).entries())
        expect(smoothed[i]).toBeCloseTo(expected, 10);
    }
  });

  it('leaves out what is no number', () => {
    const xs = Float64Array.of(0, 1, 2, 3, 4);
    const smoothed = smooth(
      { xs, ys: Float64Array.of(2, NaN, Infinity, 2, -Infinity) },
      { kind: 'ema', weight: 0.9 },
      4,
    );
    expect([...(smoothed ?? [])].map((y) => (Number.isNaN(y) ? 'gap' : y))).toEqual([
      2,
      'gap',
      'gap',
      2,
      'gap',
    ]);
  });

  it('of weight 0 is none', () => {
    expect(smooth(noisy(5), { kind: 'ema', weight: 0 }, 5)).toBeNull();
    expect(smooth(noisy(5), { kind: 'none' }, 5)).toBeNull();
    expect(smooth(noisy(5), { kind: 'gaussian', sigma: 0 }, 5)).toBeNull();
  });
});

describe('the bell curve', () => {
  it('is the weighted mean of what is around', () => {
    const line = noisy(300);
    const sigma = (20 / 1000) * 300;
    const smoothed = smooth(line, { kind: 'gaussian', sigma: 20 }, 300) ?? [];
    for (const at of [0, 5, 150, 299]) {
      let [sum, weights] = [0, 0];
      for (const [other, y] of line.ys.entries()) {
        if (Math.abs(other - at) > 3 * sigma) continue;
        const weight = Math.exp(-0.5 * ((other - at) / sigma) ** 2);
        [sum, weights] = [sum + weight * y, weights + weight];
      }
      expect(smoothed[at]).toBeCloseTo(sum / weights, 10);
    }
  });

  it('over a long history is the same within a thousandth of the height', () => {
    const count = 60_000;
    const line = noisy(count);
    const whole = smooth(line, { kind: 'gaussian', sigma: 20 }, count) ?? [];
    // Few enough points around some places to be summed one by one.
    const sigma = (20 / 1000) * count;
    for (const at of [0, 10, 31_000, count - 1]) {
      let [sum, weights] = [0, 0];
      for (let other = 0; other < count; other++) {
        if (Math.abs(other - at) > 3 * sigma) continue;
        const weight = Math.exp(-0.5 * ((other - at) / sigma) ** 2);
        [sum, weights] = [sum + weight * (line.ys[other] ?? 0), weights + weight];
      }
      expect(Math.abs((whole[at] ?? 0) - sum / weights)).toBeLessThan(0.002);
    }
  });

  it('of points that crowd in one place of a long line is no sum of all pairs, however narrow it is', () => {
    // Logged in ten minutes, and a last point a month later: along time nearly all lie within one sigma.
    const crowd = 60_000;
    const xs = Float64Array.from({ length: crowd + 1 }, (_, i) => (i === crowd ? 2_592_000_000 : i * 10));
    const line = { xs, ys: xs.map((_, i) => (i === crowd ? 7 : i % 2)) };
    const start = performance.now();
    const smoothed = smooth(line, { kind: 'gaussian', sigma: 1 }, 2_592_000_000) ?? [];
    expect(performance.now() - start).toBeLessThan(5000);
    expect(smoothed[crowd / 2]).toBeCloseTo(0.5, 3);
    expect(smoothed[crowd]).toBe(7);
    expect(smooth(line, { kind: 'gaussian', sigma: 1e-9 }, 2_592_000_000)).toHaveLength(crowd + 1);
  });
});
