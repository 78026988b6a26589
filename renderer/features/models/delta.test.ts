import { expect, it } from 'vitest';
import type { MetricValue } from '#contract/entities.ts';
import { deltaOf } from './delta.ts';

const measured = (value: MetricValue, direction: 'higher' | 'lower' | 'none', isShare = false) => {
  return { key: 'm', split: 'heldout', value, n: 10, dataset: null, direction, isShare };
};

it.each([
  [0.9, measured(0.8, 'higher', true), { isShare: true, verdict: 'better' }],
  [0.4, measured(0.5, 'lower'), { isShare: false, verdict: 'better' }],
  [0.6, measured(0.5, 'lower'), { verdict: 'worse' }],
  [0.6, measured(0.5, 'none'), { verdict: 'unjudged' }],
  [0.8001, measured(0.8, 'higher', true), { verdict: 'equal' }],
  [1.2, measured(0.8, 'higher', true), { isShare: false }],
])('%s beside %o is %o', (mine, theirs, found) => {
  expect(deltaOf(mine, theirs)).toMatchObject(found);
});

it('what is no number is not compared', () => {
  expect(deltaOf('NaN', measured(1, 'higher'))).toBeNull();
  expect(deltaOf(1, measured('Infinity', 'higher'))).toBeNull();
});
