import { expect, it } from 'vitest';
import { buildFeeds } from './feeds.ts';

it.each([
  ['uint8', [300], /Row 1 of "x" is 300, a number. Send one from 0 to 255/],
  ['uint8', [-1], /from 0 to 255/],
  ['int32', [3_000_000_000], /from -2147483648 to 2147483647/],
  ['uint64', [-1], /from 0 to Infinity/],
  ['int64', [1.5], /a whole number/],
  ['bool', [2], /true or false/],
] as const)('%s does not take %j', (type, values, words) => {
  const table = { names: null, columns: [[...values]], rows: 1 };
  expect(() => buildFeeds(table, [{ name: 'x', type, shape: [-1] }], [])).toThrow(words);
});

it.each([
  ['uint8', 255, 255],
  ['int64', -5, -5n],
  ['bool', 1, 1],
  ['float32', null, NaN],
  ['string', '7', '7'],
] as const)('%s takes %j', (type, value, wanted) => {
  const table = { names: ['x'], columns: [[value]], rows: 1 };
  const { x } = buildFeeds(table, [{ name: 'x', type, shape: [-1, 1] }], []);
  expect(x?.dims).toEqual([1, 1]);
  expect(Array.from(x?.data as ArrayLike<unknown>)).toEqual([wanted]);
});
