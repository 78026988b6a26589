import { expect, it } from 'vitest';
import { isSameValue } from './cell-values.ts';

it.each([
  ['1', '1.0', true],
  [' 1e3', '1000', true],
  ['a', 'A', false],
  ['', '0', false],
  [null, null, true],
  [null, '', false],
  ['nan', 'nan', true],
  ['9007199254740993', '9007199254740992', false],
  ['9007199254740993', '9007199254740993', true],
  ['1e300', '1E300', true],
] as const)('%s and %s', (a, b, isSame) => {
  expect([isSameValue(a, b), isSameValue(b, a)]).toEqual([isSame, isSame]);
});
