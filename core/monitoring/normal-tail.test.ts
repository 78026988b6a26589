import { expect, it } from 'vitest';
import { normalReach, normalTail } from './normal-tail.ts';

// Upper tails of the normal curve as tables have them, and as scipy.stats.norm.sf gives them.
it.each([
  [2, 0.02275013194817921],
  [3, 0.0013498980316300933],
  [3.5, 0.00023262907903552504],
  [5, 2.866515718791933e-7],
])('beyond %d standard deviations lies a share of %d of a normal curve', (z, share) => {
  expect(normalTail(z) / share).toBeCloseTo(1, 8);
  expect(normalReach(share)).toBeCloseTo(z, 8);
});

it('a share that the fraction does not reach is taken as the nearest one', () => {
  expect(normalReach(0.2)).toBeCloseTo(2, 10);
  expect(normalReach(0)).toBeCloseTo(8, 10);
});
