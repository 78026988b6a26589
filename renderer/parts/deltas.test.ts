import { expect, it } from 'vitest';
import { formatDelta } from './deltas.ts';
import { formatFigure } from './figures.ts';

it.each([
  [0.037, 'pp', 4, 'en', '+3.7 pp'],
  [-0.037, 'p.e.', 4, 'sv', '−3,7 p.e.'],
  [0.000_24, 'pp', 4, 'en', '+0.02 pp'],
  [-0.000_003, 'pp', 4, 'en', '−0.0003 pp'],
  [0, 'pp', 4, 'en', '±0.0 pp'],
  [-0.027, null, 3, 'en', '−0.027'],
  [1234.5, null, 1, 'sv', '+1 234,5'],
] as const)('a difference of %s in %s with %i decimals in %s reads %s', (value, points, decimals, locale, text) => {
  expect(formatDelta(value, { points, decimals, locale }).replaceAll(/[\u00A0\u202F]/g, ' ')).toBe(text);
}); // prettier-ignore

it.each([
  [-0.0213, 'en', '−0.0213'],
  [-0.0213, 'sv', '−0,0213'],
  [1240, 'en', '1,240'],
  [-0, 'en', '0'],
] as const)('the figure %s in %s reads %s: a minus is no hyphen', (value, locale, text) => {
  expect(formatFigure(value, locale)).toBe(text);
});
