import { fromZoned, toZoned } from '#renderer/parts/zoned-time.ts';

/** Days and times as a person writes them, in the zone of the schedule; an empty time is the whole day. */
export type WrittenRange = {
  readonly fromDay: string;
  readonly fromTime: string;
  readonly untilDay: string;
  readonly untilTime: string;
};

const dayMs = 24 * 60 * 60_000;

/** The days before today, so many of them. */
export function lastDays(count: number, now: number, zone: string): WrittenRange {
  const today = Date.parse(`${toZoned(now, zone).slice(0, 10)}T12:00Z`);
  const dayOf = (ago: number): string => new Date(today - ago * dayMs).toISOString().slice(0, 10);
  return { fromDay: dayOf(count), fromTime: '', untilDay: dayOf(1), untilTime: '' };
}

/** Whether two ranges are written alike. */
export function isSameRange(one: WrittenRange, other: WrittenRange): boolean {
  return (['fromDay', 'fromTime', 'untilDay', 'untilTime'] as const).every((key) => one[key] === other[key]);
}

/** Both included; null while a day is missing. */
export function readRange(
  { fromDay, fromTime, untilDay, untilTime }: WrittenRange,
  zone: string,
): { readonly fromAt: number; readonly untilAt: number } | null {
  const fromAt = fromZoned(`${fromDay}T${fromTime === '' ? '00:00' : fromTime}`, zone);
  // The end of a minute, of the last one of the day where no time is given: what stands there is included.
  const untilAt = fromZoned(`${untilDay}T${untilTime === '' ? '23:59' : untilTime}`, zone) + 59_999;
  return Number.isNaN(fromAt) || Number.isNaN(untilAt) ? null : { fromAt, untilAt };
}
