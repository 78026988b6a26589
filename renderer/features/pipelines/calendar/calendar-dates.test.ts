import { expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  dayAt,
  daysOf,
  moveMonths,
  startOfDay,
  weekdayOf,
  weeksOf,
} from './calendar-dates.ts';

it('days and months are counted over years and leap days', () => {
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
  expect(addDays('2028-03-01', -1)).toBe('2028-02-29');
  expect(addMonths('2026-11', 3)).toBe('2027-02');
  expect(addMonths('2026-01', -1)).toBe('2025-12');
  expect(moveMonths('2026-01-31', 1)).toBe('2026-02-28');
  expect(moveMonths('2026-03-15', -1)).toBe('2026-02-15');
  expect(daysOf('2026-02')).toHaveLength(28);
});

it('weeks begin on Monday', () => {
  expect(weekdayOf('2026-11-23')).toBe(0);
  expect(weekdayOf('2026-11-29')).toBe(6);
  const weeks = weeksOf('2026-11');
  // November 2026 begins on a Sunday.
  expect(weeks[0]).toEqual([null, null, null, null, null, null, '2026-11-01']);
  expect(weeks.flat().filter((day) => day !== null)).toHaveLength(30);
  expect(weeks.every((week) => week.length === 7)).toBe(true);
});

it('a moment falls on the day of its zone', () => {
  const at = Date.parse('2026-03-10T23:30:00Z');
  expect(dayAt(at, 'UTC')).toBe('2026-03-10');
  expect(dayAt(at, 'Europe/Stockholm')).toBe('2026-03-11');
  expect(dayAt(at, 'America/New_York')).toBe('2026-03-10');
});

it('a day begins when its zone says so, also where clocks are set', () => {
  const begins = (day: string, zone: string): string => new Date(startOfDay(day, zone)).toISOString();
  expect(begins('2026-11-28', 'Europe/Stockholm')).toBe('2026-11-27T23:00:00.000Z');
  expect(begins('2026-07-01', 'Europe/Stockholm')).toBe('2026-06-30T22:00:00.000Z');
  // The day of the change and the one after it: 23 hours lie between them.
  expect(begins('2026-03-29', 'Europe/Stockholm')).toBe('2026-03-28T23:00:00.000Z');
  expect(begins('2026-03-30', 'Europe/Stockholm')).toBe('2026-03-29T22:00:00.000Z');
  expect(begins('2026-11-28', 'Asia/Kathmandu')).toBe('2026-11-27T18:15:00.000Z');
  expect(begins('2026-11-28', 'Pacific/Auckland')).toBe('2026-11-27T11:00:00.000Z');
  expect(begins('2026-11-28', 'UTC')).toBe('2026-11-28T00:00:00.000Z');
});

it('a day whose midnight clocks leave out begins an hour later', () => {
  expect(startOfDay('2026-03-29', 'Atlantic/Azores')).toBe(Date.parse('2026-03-29T01:00:00Z'));
  expect(dayAt(startOfDay('2026-03-29', 'Atlantic/Azores') - 1, 'Atlantic/Azores')).toBe('2026-03-28');
});
