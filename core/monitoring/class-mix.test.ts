import { describe, expect, it } from 'vitest';
import { measureMixDistance } from './class-mix.ts';

const mix = (...counts: number[]): Map<string, number> =>
  new Map(counts.map((count, i) => [String(i), count]));

describe('the Jensen-Shannon distance', () => {
  it.each([
    // As scipy.spatial.distance.jensenshannon answers.
    { left: [90, 10], right: [50, 50], distance: 0.31898154347735663 },
    { left: [20, 30, 50], right: [50, 25, 25], distance: 0.2357593494720185 },
    { left: [1, 0], right: [0, 1], distance: Math.sqrt(Math.LN2) },
    { left: [3, 1], right: [300, 100], distance: 0 },
  ])('of $left and $right is $distance', ({ left, right, distance }) => {
    expect(measureMixDistance(mix(...left), mix(...right))).toBeCloseTo(distance, 12);
    expect(measureMixDistance(mix(...right), mix(...left))).toBeCloseTo(distance, 12);
  });

  it('of nothing is 0', () => {
    expect(measureMixDistance(mix(), mix(1, 2))).toBe(0);
  });

  it('takes a class that only one side has', () => {
    expect(measureMixDistance(new Map([['a', 1]]), new Map([['b', 1]]))).toBeCloseTo(Math.sqrt(Math.LN2), 12);
  });
});
