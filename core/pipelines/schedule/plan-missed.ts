import type { CronSpec, EverySpec } from './spec.ts';
import { listFires, type Fire, type Timetable } from './timetable.ts';

/** What is to be done at a time, and what is left out of it. */
export interface MissedPlan {
  /** To start now, oldest first. */
  due: Fire[];
  /** The first time after now. */
  next: Fire | null;
  /** Times that were missed and are not made up for: none started, too long ago, or more than the cap. */
  skipped: {
    /** At most `mostCounted`, which stands for "and more". */
    count: number;
    first: Fire | null;
    last: Fire | null;
  };
  /** Whether `due` holds times that went by unseen, not just the one whose moment is now. */
  isCatchup: boolean;
}

/** More are never started at once, the newest first in line. */
export const catchupCap = 1000;

/** A timer that rings this late is on time, in ms: it is the longest that a waking machine goes unnoticed. */
export const graceMs = 60_000;

/** Counting what is skipped ends here. */
const mostCounted = 10_000;

/**
 * Decides about the times after `handled` up to `now`. `latest` starts the last of them, once, however many there were,
 * when it is not older than the window; `all` each in the window, the newest 1,000; `none` just the one whose moment is
 * now. A clock that was set back fires nothing: the next time is then the first after now, and the rows of the runs say
 * whether it was there already.
 * @param handled ms since 1970 UTC of the last time that was dealt with
 */
export function planMissed(
  timetable: Timetable,
  spec: Pick<CronSpec | EverySpec, 'missed' | 'windowMs'>,
  handled: number,
  now: number,
): MissedPlan {
  const next = timetable.after(now);
  const last = timetable.upTo(now);
  if (last === null || last.at <= handled)
    return { due: [], next, skipped: { count: 0, first: null, last: null }, isCatchup: false };
  const due = chooseDue(timetable, spec, { handled, now, last });
  const skipped = countSkipped(timetable, handled, due[0]?.at ?? Infinity, last);
  return { due, next, skipped, isCatchup: due.length > 1 || now - last.at > graceMs };
}

function chooseDue(
  timetable: Timetable,
  { missed, windowMs }: Pick<CronSpec | EverySpec, 'missed' | 'windowMs'>,
  { handled, now, last }: { handled: number; now: number; last: Fire },
): Fire[] {
  if (missed === 'none') return now - last.at <= graceMs ? [last] : [];
  if (missed === 'latest') return now - last.at <= windowMs ? [last] : [];
  return newest(timetable, Math.max(handled, now - windowMs - 1), last, catchupCap);
}

/** The last `most` times of (after, last], oldest first. */
function newest(timetable: Timetable, after: number, last: Fire, most: number): Fire[] {
  const fires: Fire[] = [];
  for (
    let fire: Fire | null = last;
    fire !== null && fire.at > after && fires.length < most;
    fire = timetable.upTo(fire.at - 1)
  )
    fires.push(fire);
  return fires.reverse();
}

/** Of (handled, before), which ends with `last` when nothing is due. */
function countSkipped(
  timetable: Timetable,
  handled: number,
  before: number,
  last: Fire,
): MissedPlan['skipped'] {
  const until = Math.min(before - 1, last.at);
  const [first, final] = [timetable.after(handled), timetable.upTo(until)];
  if (first === null || final === null || first.at > until || final.at <= handled)
    return { count: 0, first: null, last: null };
  return { count: listFires(timetable, handled, until, mostCounted).length, first, last: final };
}
