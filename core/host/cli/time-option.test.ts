import { expect, it } from 'vitest';
import { parseFrom, parseUntil } from './time-option.ts';

it.each([
  ['2026-11-20T06:00Z', Date.UTC(2026, 10, 20, 6)],
  ['2026-11-20 06:00:30+02:00', Date.UTC(2026, 10, 20, 4, 0, 30)],
  ['2026-11-20T06:00-0530', Date.UTC(2026, 10, 20, 11, 30)],
  ['2026-11-20T06:00', new Date(2026, 10, 20, 6).getTime()],
])('reads %s', (text, ms) => {
  expect([parseFrom(text), parseUntil(text)]).toEqual([ms, ms]);
});

it('takes a day from its first moment, or to its last', () => {
  expect(parseFrom('2026-11-20')).toBe(new Date(2026, 10, 20).getTime());
  expect(parseUntil('2026-11-20')).toBe(new Date(2026, 10, 21).getTime() - 1);
});

it.each(['', 'yesterday', '2026-13-01', '2026-02-30', '2026-11-20T24:00', '2026-11-20T06:60', '20261120'])(
  'refuses "%s"',
  (text) => {
    expect(() => parseFrom(text)).toThrow('Write 2026-11-20');
  },
);
