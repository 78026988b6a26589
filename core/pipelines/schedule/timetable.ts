import { createCronTimes } from './cron-times.ts';
import type { CronSpec, EverySpec } from './spec.ts';

/** One time of a schedule. All in ms since 1970 UTC. */
export interface Fire {
  /** When the run is to begin. */
  at: number;
  /** What the run is called by; unique per pipeline. */
  logicalAt: number;
  intervalStart: number;
  intervalEnd: number;
}

export interface Timetable {
  /** The first after `ms`; null when none is left. */
  after(ms: number): Fire | null;
  /** The last at `ms` or before it; null when there was none in the ten years before. */
  upTo(ms: number): Fire | null;
}

/** @throws Error for a schedule that `checkSchedule` has not passed */
export function createTimetable(spec: CronSpec | EverySpec): Timetable {
  const times = spec.kind === 'every' ? everyTimes(spec.everyMs) : cronTimes(spec);
  const toFire = (at: number | null): Fire | null => {
    if (at === null) return null;
    if (spec.timetable === 'trigger') return { at, logicalAt: at, intervalStart: at, intervalEnd: at };
    const start = times.upTo(at - 1) ?? at;
    return { at, logicalAt: start, intervalStart: start, intervalEnd: at };
  };
  return { after: (ms) => toFire(times.after(ms)), upTo: (ms) => toFire(times.upTo(ms)) };
}

/** All times in (after, until], the first `most` of them. */
export function listFires(timetable: Timetable, after: number, until: number, most: number): Fire[] {
  const fires: Fire[] = [];
  for (
    let fire = timetable.after(after);
    fire !== null && fire.at <= until;
    fire = timetable.after(fire.at)
  ) {
    if (fires.length >= most) break;
    fires.push(fire);
  }
  return fires;
}

interface Times {
  after(ms: number): number | null;
  upTo(ms: number): number | null;
}

/** Time that goes by, whatever the clocks do: multiples since 1970 UTC, so that a restart changes nothing. */
function everyTimes(everyMs: number): Times {
  return {
    after: (ms) => (Math.floor(ms / everyMs) + 1) * everyMs,
    upTo: (ms) => Math.floor(ms / everyMs) * everyMs,
  };
}

const minuteMs = 60_000;
const longestBackMs = 10 * 366 * 24 * 60 * minuteMs;

function cronTimes(spec: CronSpec): Times {
  const { from } = createCronTimes(spec);
  return {
    after: (ms) => from(ms + 1),
    upTo: (ms) => {
      // Ever longer stretches, so that what fires each minute is looked for in minutes.
      for (let back = minuteMs; back <= longestBackMs * 4; back *= 4) {
        let last: number | null = null;
        for (let at = from(ms - back); at !== null && at <= ms; at = from(at + 1)) last = at;
        if (last !== null) return last;
      }
      return null;
    },
  };
}
