import { describe, expect, it } from 'vitest';
import { holm } from './holm.ts';
import { normalCdf, normalQuantile } from './normal.ts';
import { meanDifference, pairedBootstrap, rootMeanDifference } from './paired-bootstrap.ts';
import { rankCorrelation } from './rank-correlation.ts';
import { meanInterval, studentCdf, studentQuantile } from './student-t.ts';

// Values that are not worked out here were computed with SciPy 1.17.1.

describe('distributions', () => {
  it.each([
    [-3.2, 0.0006871379379158471],
    [-1, 0.15865525393145707],
    [0.5, 0.6914624612740131],
    [1.959963984540054, 0.975],
  ])('normal: below %d lies %d, and back', (z, share) => {
    expect(normalCdf(z)).toBeCloseTo(share, 12);
    expect(normalQuantile(share)).toBeCloseTo(z, 9);
  });

  it.each([
    [2, 4, 0.9419417382415922],
    [-1.5, 10, 0.08225366322272007],
    [0.3, 1, 0.5927735790777423],
  ])('Student: below %d with %i degrees of freedom', (t, degrees, share) => {
    expect(studentCdf(t, degrees)).toBeCloseTo(share, 11);
  });

  it.each([
    [0.975, 1, 12.706204736174694],
    [0.975, 4, 2.7764451051977934],
    [0.995, 30, 2.7499956535672254],
  ])('Student: the quantile of %d with %i degrees of freedom', (share, degrees, t) => {
    expect(studentQuantile(share, degrees)).toBeCloseTo(t, 8);
  });
});

it('the mean of five seeds with its interval', () => {
  const interval = meanInterval([0.771, 0.779, 0.768, 0.775, 0.782], 0.95);
  expect(interval.mean).toBeCloseTo(0.775, 12);
  expect(interval.deviation).toBeCloseTo(0.005700877125495695, 12);
  expect(interval.low).toBeCloseTo(0.7679214261150886, 9);
  expect(interval.high).toBeCloseTo(0.7820785738849114, 9);
  expect(meanInterval([3], 0.95)).toEqual({ n: 1, mean: 3, deviation: 0, low: null, high: null });
});

it('Holm multiplies the smallest most and never turns the order round', () => {
  expect(holm([0.01, 0.04, 0.03, 0.005]).map((p) => Number(p.toFixed(4)))).toEqual([0.03, 0.06, 0.06, 0.02]);
  expect(holm([0.7, 0.8])).toEqual([1, 1]);
});

it('rank correlation shares the ranks of equal values', () => {
  expect(rankCorrelation([1, 2, 3, 4, 5, 5], [2, 1, 4, 3, 7, 6])).toBeCloseTo(0.8696565534786727, 12);
  expect(rankCorrelation([1, 2, 3], [1, 100, 10_000])).toBeCloseTo(1, 12);
  expect(rankCorrelation([1, 1, 1], [1, 2, 3])).toBeNull();
});

const options = { seed: 'test', level: 0.95, resamples: 10_000 };

describe('the paired bootstrap', () => {
  it('accuracy: 40 rows fixed and 21 broken of 528', async () => {
    const differences = new Float64Array(528).fill(1, 0, 40).fill(-1, 40, 61);
    const interval = await pairedBootstrap(meanDifference(differences), options);
    expect(interval).toMatchObject({ method: 'bca', resamples: 10_000 });
    expect(interval.low).toBeCloseTo(0.007576, 2);
    expect(interval.high).toBeCloseTo(0.066288, 2);
    expect(interval.pValue).toBeGreaterThan(0.005);
    expect(interval.pValue).toBeLessThan(0.03);
  });

  const errors = Float64Array.from({ length: 60 }, (_, i) => ((i * 37) % 101) / 100);
  const baseErrors = Float64Array.from({ length: 60 }, (_, i) => ((i * 53) % 97) / 80);

  it('mean absolute error', async () => {
    const statistic = meanDifference(errors.map((value, i) => value - (baseErrors[i] ?? 0)));
    const { low, high } = await pairedBootstrap(statistic, options);
    expect(statistic.observed).toBeCloseTo(-0.07295833333333329, 12);
    expect(low).toBeCloseTo(-0.1796, 1);
    expect(Math.abs(low + 0.1796)).toBeLessThan(0.006);
    expect(Math.abs(high - 0.0355)).toBeLessThan(0.006);
  });

  it('root of mean squares', async () => {
    const square = (value: number): number => value * value;
    const statistic = rootMeanDifference(errors.map(square), baseErrors.map(square));
    const { low, high } = await pairedBootstrap(statistic, options);
    expect(statistic.observed).toBeCloseTo(-0.09288816340216433, 12);
    expect(Math.abs(low + 0.1961)).toBeLessThan(0.006);
    expect(Math.abs(high - 0.0094)).toBeLessThan(0.006);
  });

  it('gives the same for the same seed, and draws fewer resamples of many rows', async () => {
    const statistic = (): ReturnType<typeof meanDifference> => meanDifference(Float64Array.from(errors));
    const [first, again] = [
      await pairedBootstrap(statistic(), options),
      await pairedBootstrap(statistic(), options),
    ];
    expect(again).toEqual(first);
    const many = meanDifference(new Float64Array(30_000).fill(1, 0, 300));
    expect((await pairedBootstrap(many, options)).resamples).toBe(1333);
  });

  it('two that never differ', async () => {
    const interval = await pairedBootstrap(meanDifference(new Float64Array(50)), options);
    expect(interval).toMatchObject({ low: 0, high: 0, method: 'percentile', pValue: 1 });
  });
});
