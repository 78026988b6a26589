import { dateFormat } from '#renderer/parts/intl-formats.ts';
import { fromZoned } from '#renderer/parts/zoned-time.ts';

/** A day as it is written: `2026-11-28`. Without a zone: days are counted here, moments are not. */
export type Day = string;
/** `2026-11` */
export type Month = string;

const dayMs = 24 * 60 * 60 * 1000;

export const monthOf = (day: Day): Month => day.slice(0, 7);
export const firstDayOf = (month: Month): Day => `${month}-01`;

export function addDays(day: Day, by: number): Day {
  return toDay(Date.parse(`${day}T00:00:00Z`) + by * dayMs);
}

export function addMonths(month: Month, by: number): Month {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return toDay(Date.UTC(year, number - 1 + by, 1)).slice(0, 7);
}

/** The same date so many months on, or the last one that the month has. */
export function moveMonths(day: Day, by: number): Day {
  const month = addMonths(monthOf(day), by);
  const last = daysOf(month).at(-1) ?? firstDayOf(month);
  const wanted = `${month}-${day.slice(8)}`;
  return wanted < last ? wanted : last;
}

export function daysOf(month: Month): readonly Day[] {
  const days: Day[] = [];
  for (let day = firstDayOf(month); monthOf(day) === month; day = addDays(day, 1)) days.push(day);
  return days;
}

/** 0 for Monday, as weeks begin. */
export function weekdayOf(day: Day): number {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
}

/** The weeks of a month from Monday to Sunday; null where a day of another month would stand. */
export function weeksOf(month: Month): readonly (readonly (Day | null)[])[] {
  const days = daysOf(month);
  const lead = weekdayOf(firstDayOf(month));
  const cells = [...Array.from({ length: lead }, () => null), ...days];
  const count = Math.ceil(cells.length / 7);
  return Array.from({ length: count }, (_, week) =>
    Array.from({ length: 7 }, (_unused, at) => cells[week * 7 + at] ?? null),
  );
}

/** The day that a moment falls on in a zone. */
export function dayAt(at: number, timeZone: string): Day {
  const parts = dateFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  return parts.format(at);
}

/** When a day begins in a zone: where clocks leave its midnight out, an hour later. */
export function startOfDay(day: Day, timeZone: string): number {
  return fromZoned(`${day}T00:00`, timeZone);
}

const toDay = (at: number): Day => new Date(at).toISOString().slice(0, 10);
