import { expect, it } from 'vitest';
import { isSameRange, lastDays, readRange } from './range.ts';

const stockholm = 'Europe/Stockholm';
const iso = (at: number | undefined): string => new Date(at ?? Number.NaN).toISOString();

it('a week is the seven days before today, where the schedule is', () => {
  // It is Saturday already in Stockholm.
  const now = Date.parse('2026-11-27T23:30:00Z');
  expect(lastDays(7, now, stockholm)).toMatchObject({ fromDay: '2026-11-21', untilDay: '2026-11-27' });
  expect(lastDays(7, now, 'UTC')).toMatchObject({ fromDay: '2026-11-20', untilDay: '2026-11-26' });
});

it('days are whole, and of the zone', () => {
  const range = readRange(
    { fromDay: '2026-11-21', fromTime: '', untilDay: '2026-11-27', untilTime: '' },
    stockholm,
  );
  expect(iso(range?.fromAt)).toBe('2026-11-20T23:00:00.000Z');
  expect(iso(range?.untilAt)).toBe('2026-11-27T22:59:59.999Z');
});

it('a time narrows a day; without a day there is no range', () => {
  const written = { fromDay: '2026-11-21', fromTime: '06:00', untilDay: '2026-11-21', untilTime: '06:00' };
  const range = readRange(written, 'UTC');
  expect(iso(range?.fromAt)).toBe('2026-11-21T06:00:00.000Z');
  expect(iso(range?.untilAt)).toBe('2026-11-21T06:00:59.999Z');
  expect(readRange({ ...written, untilDay: '' }, 'UTC')).toBeNull();
});

it('a range is the same as one that is written alike', () => {
  const [week, day] = [lastDays(7, 0, 'UTC'), lastDays(1, 0, 'UTC')];
  expect(isSameRange({ ...week }, week)).toBe(true);
  expect(isSameRange(week, day)).toBe(false);
  expect(isSameRange({ ...week, untilTime: '12:00' }, week)).toBe(false);
});
