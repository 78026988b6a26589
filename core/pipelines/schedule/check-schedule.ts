import { parseDuration } from '../definition/durations.ts';
import { checkCronText } from './cron-text.ts';
import { dstWarnings, nextTimes } from './next-times.ts';
import { buildSchedule, isTimed, type ScheduleSource } from './spec.ts';
import { openTimeZone, suggestTimeZone } from './time-zones.ts';

/** Something about a schedule that its author should know; an error keeps it from running. */
export interface ScheduleFinding {
  severity: 'error' | 'warning';
  /** The key of `schedule` that it stands at. */
  key: keyof ScheduleSource;
  value: string;
  /** What would be right, or what will happen. */
  expected: string;
}

/** Shorter is a loop, not a schedule: each start is a run with rows of its own. */
const shortestEveryMs = 1000;

/** @param now ms since 1970 UTC: warnings look twelve months ahead of it */
export function checkSchedule(source: ScheduleSource, now: number): ScheduleFinding[] {
  const errors = [...checkWhen(source), ...checkZone(source), ...checkWindow(source)];
  return errors.length > 0 ? errors : checkCalendar(source, now);
}

function checkWhen({ cron, every }: ScheduleSource): ScheduleFinding[] {
  if (every !== undefined && cron !== undefined) return [error('every', every, 'either cron or every')];
  if (every !== undefined) {
    const ms = parseDuration(every);
    const isLong = ms !== null && ms >= shortestEveryMs;
    return isLong ? [] : [error('every', every, 'a duration of at least 1s: 30s, 15m, 2h, 1d')];
  }
  if (cron === undefined) return [error('cron', '', 'cron or every')];
  const problem = checkCronText(cron);
  return problem === null ? [] : [error('cron', problem.value, problem.expected)];
}

function checkZone({ timezone, every }: ScheduleSource): ScheduleFinding[] {
  if (timezone === undefined) return [];
  if (openTimeZone(timezone) === null) return [error('timezone', timezone, suggestTimeZone(timezone))];
  const expected = 'nothing: intervals follow the time that goes by, in no zone';
  return every === undefined ? [] : [{ severity: 'warning', key: 'timezone', value: timezone, expected }];
}

function checkWindow({ window }: ScheduleSource): ScheduleFinding[] {
  if (window === undefined || parseDuration(window) !== null) return [];
  return [error('window', window, 'a duration: 12h, 7d')];
}

function checkCalendar(source: ScheduleSource, now: number): ScheduleFinding[] {
  const spec = buildSchedule(source);
  if (spec === null || !isTimed(spec)) return [];
  const value = source.cron ?? source.every ?? '';
  if (nextTimes(spec, now, 1).length === 0)
    return [error('cron', value, 'a date that comes: this one never does')];
  const [first, ...more] = dstWarnings(spec, now);
  if (first === undefined) return [];
  const others = more.length === 0 ? '' : ` (and ${more.length} more in the next twelve months)`;
  const moved = `${first.wanted} does not exist in ${source.timezone ?? 'UTC'}: it fires at ${first.firesAt.local}`;
  const twice = `${first.wanted} comes twice in ${source.timezone ?? 'UTC'}: it fires at ${first.firesAt.local}, not at ${first.otherPassAt?.local}`;
  const expected = (first.kind === 'gap' ? moved : twice) + others;
  return [{ severity: 'warning', key: 'cron', value, expected }];
}

function error(key: keyof ScheduleSource, value: string, expected: string): ScheduleFinding {
  return { severity: 'error', key, value, expected };
}
