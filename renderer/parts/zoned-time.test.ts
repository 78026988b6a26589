import { expect, it } from 'vitest';
import { fromZoned, toZoned } from './zoned-time.ts';

const stockholm = 'Europe/Stockholm';

it.each([
  ['2026-11-28T06:00', 'UTC', '2026-11-28T06:00:00Z'],
  ['2026-11-28T06:00', stockholm, '2026-11-28T05:00:00Z'],
  ['2026-07-01T00:00', stockholm, '2026-06-30T22:00:00Z'],
  ['2026-01-01T00:00', 'Asia/Kathmandu', '2025-12-31T18:15:00Z'],
  // Clocks go from 2 to 3, and from 3 to 2.
  ['2026-03-29T03:00', stockholm, '2026-03-29T01:00:00Z'],
  ['2026-10-25T02:30', stockholm, '2026-10-25T00:30:00Z'],
])('%s in %s is %s', (wall, zone, utc) => {
  expect(new Date(fromZoned(wall, zone)).toISOString()).toBe(utc.replace('Z', '.000Z'));
  expect(toZoned(Date.parse(utc), zone)).toBe(wall);
});

it('a time that clocks leave out comes an hour later; what is no time has no moment', () => {
  expect(toZoned(fromZoned('2026-03-29T02:30', stockholm), stockholm)).toBe('2026-03-29T03:30');
  expect(fromZoned('', stockholm)).toBeNaN();
});
