import { expect, it } from 'vitest';
import { createOutput } from './output.ts';
import { drawPlace, presentFailure } from './present-failure.ts';

const place = (filter: string, position: number, length: number): string =>
  drawPlace({ code: 'FILTER_SYNTAX', message: '', data: { filter, position, length } });

it('puts carets under the place in the search text', () => {
  expect(place('metrics.acc >> 1', 12, 2)).toBe('  metrics.acc >> 1\n              ^^');
  expect(place('params.åäö ! 1', 11, 1)).toBe('  params.åäö ! 1\n             ^');
  expect(place('tags.日 ! 1', 7, 1)).toBe('  tags.日 ! 1\n          ^');
});

it('points behind the end when something is missing there', () => {
  expect(place('a =', 3, 0)).toBe('  a =\n     ^');
  expect(place('', 0, 0)).toBe('  \n  ^');
});

it('shows the line of the place, and of a long one the part around it', () => {
  expect(place('a = 1\nAND b ! 2', 12, 1)).toBe('  AND b ! 2\n        ^');
  const long = place(`${'x'.repeat(500)} ! ${'y'.repeat(500)}`, 501, 1);
  const [shown = '', carets = ''] = long.split('\n');
  expect(shown.length).toBeLessThan(140);
  expect(shown[carets.indexOf('^')]).toBe('!');
});

it('keeps control characters of a shown value off the terminal', () => {
  let shown = '';
  const sink = { write: (text: string) => (shown += text) };
  presentFailure(new Error('no column "\u001B[31ma\u0007\r\u009B2J".'), createOutput(sink, sink), false);
  expect(shown).toBe('stile: Something unforeseen stopped Stile: no column " [31ma 2J".\n');
});
