import { expect, it } from 'vitest';
import { isLetterKey } from './key-hints.ts';

it('a letter is pressed without Shift, whatever caps lock says; signs need Shift on some keyboards', () => {
  const found = (key: string, shiftKey: boolean, letter: string) => isLetterKey({ key, shiftKey }, letter);
  expect(found('g', false, 'g')).toBe(true);
  expect(found('G', false, 'g')).toBe(true);
  expect(found('G', true, 'g')).toBe(false);
  expect(found('g', true, 'g')).toBe(false);
  expect(found('l', false, 'g')).toBe(false);
  expect(found('/', true, '/')).toBe(true);
});
