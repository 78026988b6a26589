import { parseDuration } from '../definition/durations.ts';
import { resolvePreset } from './cron-text.ts';

/** Which of the times to make up for that went by while nothing could run. */
export type MissedPolicy = 'latest' | 'all' | 'none';

/** `trigger`: the logical date is the time of firing. `interval`: it fires at the end of what it speaks of. */
export type TimetableKind = 'trigger' | 'interval';

/** Where an hour comes twice: at its first pass, or at the second as Airflow does. */
export type DstRule = 'first' | 'airflow';

/** `schedule` of a pipeline file as the schema has passed it. */
export interface ScheduleSource {
  cron?: string | undefined;
  every?: string | undefined;
  timezone?: string | undefined;
  missed?: MissedPolicy | undefined;
  window?: string | undefined;
  timetable?: TimetableKind | undefined;
  dst?: DstRule | undefined;
}

interface Timed {
  timetable: TimetableKind;
  missed: MissedPolicy;
  /** What was missed longer ago is not made up for, in ms. */
  windowMs: number;
}
export interface CronSpec extends Timed {
  kind: 'cron';
  /** Five fields. */
  cron: string;
  /** IANA name. */
  timezone: string;
  dst: DstRule;
}
export interface EverySpec extends Timed {
  kind: 'every';
  everyMs: number;
}

/** A schedule with settled defaults; plain data, so that it can be kept as JSON and compared. */
export type ScheduleSpec = CronSpec | EverySpec | { kind: 'continuous' } | { kind: 'once' };

const defaultWindowMs = 7 * 24 * 60 * 60 * 1000;

/** @param source without errors of `checkSchedule`; @returns null when it has some after all */
export function buildSchedule(source: ScheduleSource): ScheduleSpec | null {
  const timed = buildTimed(source);
  if (source.every !== undefined) {
    const everyMs = parseDuration(source.every);
    return everyMs === null || everyMs <= 0 ? null : { kind: 'every', everyMs, ...timed };
  }
  if (source.cron === undefined) return null;
  const cron = resolvePreset(source.cron);
  if (cron === '@continuous') return { kind: 'continuous' };
  if (cron === '@once') return { kind: 'once' };
  return { kind: 'cron', cron, timezone: source.timezone ?? 'UTC', dst: source.dst ?? 'first', ...timed };
}

function buildTimed({ timetable, missed, window = '7d' }: ScheduleSource): Timed {
  return {
    timetable: timetable ?? 'trigger',
    missed: missed ?? 'latest',
    windowMs: parseDuration(window) ?? defaultWindowMs,
  };
}

/** Whether it fires at times of the clock. */
export function isTimed(spec: ScheduleSpec): spec is CronSpec | EverySpec {
  return spec.kind === 'cron' || spec.kind === 'every';
}
