import { createCronTimes } from './cron-times.ts';
import { isTimed, type ScheduleSpec } from './spec.ts';
import { openTimeZone, toLocalTime, wallToText } from './time-zones.ts';
import { createTimetable, listFires, type Fire } from './timetable.ts';

/** One time that is to come. */
export interface NextTime {
  /** ms since 1970 UTC */
  at: number;
  logicalAt: number;
  /** `2027-03-28T01:30:00Z` */
  utc: string;
  /** In the zone of the schedule: `2027-03-28T03:30:00+02:00` */
  local: string;
}

/** A time of the next twelve months that comes twice or not at all. */
export interface DstWarning {
  kind: 'gap' | 'fold';
  /** `2026-10-25T02:30:00`, as the schedule names it */
  wanted: string;
  firesAt: NextTime;
  /** The other pass of the hour: when Airflow fires, or with `dst: airflow`, when others do. */
  otherPassAt: NextTime | null;
}

const yearMs = 366 * 24 * 60 * 60 * 1000;

/** The next `count` times after `from`; none for `@continuous` and `@once`, which wait for no time. */
export function nextTimes(spec: ScheduleSpec, from: number, count: number): NextTime[] {
  return isTimed(spec) ? describeTimes(spec, listFires(createTimetable(spec), from, Infinity, count)) : [];
}

/** Times with their words in the zone of their schedule. */
export function describeTimes(spec: ScheduleSpec, fires: readonly Fire[]): NextTime[] {
  const describe = describeIn(spec.kind === 'cron' ? spec.timezone : 'UTC');
  return fires.map(({ at, logicalAt }) => describe(at, logicalAt));
}

/** Where the clock is set within twelve months of `from` and the schedule has a time in that hour. */
export function dstWarnings(spec: ScheduleSpec, from: number): DstWarning[] {
  if (spec.kind !== 'cron') return [];
  const describe = describeIn(spec.timezone);
  const collisions = createCronTimes(spec).collisions(from, from + yearMs);
  return collisions.map(({ kind, wall, firesAt, otherPassAt }) => ({
    kind,
    wanted: wallToText(wall),
    firesAt: describe(firesAt),
    otherPassAt: otherPassAt === null ? null : describe(otherPassAt),
  }));
}

function describeIn(timezone: string): (at: number, logicalAt?: number) => NextTime {
  const zone = openTimeZone(timezone);
  return (at, logicalAt = at) => ({
    at,
    logicalAt,
    utc: `${wallToText(at)}Z`,
    local: zone === null ? `${wallToText(at)}Z` : toLocalTime(zone, at),
  });
}
