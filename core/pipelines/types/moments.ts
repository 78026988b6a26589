import type { TimeZone } from '../schedule/time-zones.ts';

/** A time as it is written: a moment, a date and time of a clock, or a time of the day. */
type Moment =
  { kind: 'moment'; at: number } | { kind: 'date'; wall: number } | { kind: 'day'; sinceMidnight: number };

const datePattern = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)?$/;
const zonedPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2})$/;
const timePattern = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/;

/** Null for a text that is none. Wall times are ms since 1970 as if the clock were UTC's. */
export function parseMoment(text: string): Moment | null {
  if (zonedPattern.test(text)) return known({ kind: 'moment', at: Date.parse(text) }, Date.parse(text));
  if (datePattern.test(text)) {
    const wall = Date.parse(`${text.includes(':') ? text.replace(' ', 'T') : `${text}T00:00`}Z`);
    return known({ kind: 'date', wall }, wall);
  }
  const [, hours, minutes, seconds = '0'] = timePattern.exec(text) ?? [];
  if (hours === undefined || minutes === undefined) return null;
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return null;
  const sinceMidnight = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
  return { kind: 'day', sinceMidnight };
}

function known(moment: Moment, at: number): Moment | null {
  return Number.isNaN(at) ? null : moment;
}

const dayMs = 24 * 60 * 60 * 1000;

/**
 * When a moment is, in ms since 1970 UTC. A time of the day is that of the day of `from` in the zone, also when it has
 * gone by. A clock time that a change of the clock leaves out is moved behind it; of two, the first is taken.
 */
export function findMoment(moment: Moment, zone: TimeZone, from: number): number {
  if (moment.kind === 'moment') return moment.at;
  if (moment.kind === 'date') return wallToUtc(moment.wall, zone);
  const wallNow = from + zone.periodAt(from).offset;
  return wallToUtc(Math.floor(wallNow / dayMs) * dayMs + moment.sinceMidnight, zone);
}

function wallToUtc(wall: number, zone: TimeZone): number {
  const around = zone.periodAt(wall);
  const offsets = [...new Set([around.before, around.offset, around.after])];
  const right = offsets.map((offset) => wall - offset).filter((at) => at + zone.periodAt(at).offset === wall);
  return right.length > 0 ? Math.min(...right) : wall - Math.min(...offsets);
}
