import { expect, it } from 'vitest';
import { createSeededRandom, createTextSeededRandom } from './seeded-random.ts';

/* Splits, drawn batches and the limits of a model are made of these numbers: they stay what they are. */

const take = (random: () => number): number[] => Array.from({ length: 3 }, () => random() * 2 ** 32);

it('the numbers of a seed never change', () => {
  expect(take(createSeededRandom(42))).toEqual([2581720956, 1925393290, 3661312704]);
  expect(take(createSeededRandom(-1))).toEqual(take(createSeededRandom(2 ** 32 - 1)));
  expect(take(createSeededRandom(-1))[0]).toBe(3850105811);
  expect(take(createTextSeededRandom('abc'))).toEqual([2920806697, 3105277962, 1098640885]);
});
