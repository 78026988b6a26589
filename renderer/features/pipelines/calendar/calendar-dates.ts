import { dateFormat } from '#renderer/parts/intl-formats.ts';

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

/** When a day begins in a zone: also of a day on which clocks are set. */
export function startOfDay(day: Day, timeZone: string): number {
  const wanted = Date.parse(`${day}T00:00:00Z`);
  // The offset of the zone near that moment, looked up twice: the first guess may lie on the other side of a change.
  let at = wanted;
  for (let i = 0; i < 2; i += 1) at = wanted - offsetAt(at, timeZone);
  return at;
}

function offsetAt(at: number, timeZone: string): number {
  const format = dateFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  const part = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const get = (type: Intl.DateTimeFormatPartTypes): number => part.get(type) ?? 0;
  const wall = Date.UTC(get('year'), get('month') - 1, get('day'), get('hour'), get('minute'), get('second'));
  return wall - Math.floor(at / 1000) * 1000;
}

const toDay = (at: number): Day => new Date(at).toISOString().slice(0, 10);
