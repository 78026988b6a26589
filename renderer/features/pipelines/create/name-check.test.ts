import { expect, it } from 'vitest';
import { checkName, freeName } from './name-check.ts';

it.each([
  ['', 'empty'],
  ['a/b', 'character'],
  ['.hidden', 'end'],
  ['train.', 'end'],
  ['Con', 'reserved'],
  ['nul.txt', 'reserved'],
  ['x'.repeat(260), 'long'],
  ['TRAIN', 'taken'],
  ['lärande', null],
  ['train 2', null],
] as const)('%j: %s', (name, trouble) => {
  expect(checkName(name, ['train'])).toBe(trouble);
});

it('a copy gets the next number that is free', () => {
  expect(freeName('train', ['train'])).toBe('train-2');
  expect(freeName('train-2', ['train', 'train-2', 'TRAIN-3'])).toBe('train-4');
});
