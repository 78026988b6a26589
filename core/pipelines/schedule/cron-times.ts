import { isHourly } from './cron-text.ts';
import type { CronSpec } from './spec.ts';
import { openTimeZone, type TimeZone, type ZonePeriod } from './time-zones.ts';
import { createWallTimes, type WallTimes } from './wall-times.ts';

/** Where an hour of the clock comes twice or not at all, and a schedule has a time in it. */
export interface DstCollision {
  kind: 'gap' | 'fold';
  /** When the clock is set, ms since 1970 UTC. */
  changesAt: number;
  /** The time that the schedule names, as if it were UTC's. */
  wall: number;
  /** When it fires: of a gap as much later as the clock was moved. */
  firesAt: number;
  /** The other pass of the hour in a fold; null in a gap. */
  otherPassAt: number | null;
}

/** When a cron expression fires in its zone. */
export interface CronTimes {
  zone: TimeZone;
  /** The first time at `ms` or later, ms since 1970 UTC; null when none is left. */
  from(ms: number): number | null;
  /** In [from, until); none for a job of each hour, which follows the time that goes by. */
  collisions(from: number, until: number): DstCollision[];
}

/**
 * The rules (reference: orchestration.md 2.6). A time that the clock jumps over fires as much later as the clock was
 * moved, and once when that is a time of the schedule anyway. A time that comes twice fires at its first pass, with
 * `dst: airflow` at its second; with `*` for the hour it fires at both, since such a job follows the time that goes by.
 * @throws Error for an expression or a zone that `checkSchedule` has not passed
 */
export function createCronTimes({ cron, timezone, dst }: CronSpec): CronTimes {
  const zone = openTimeZone(timezone);
  if (zone === null) throw new Error(`no time zone "${timezone}"`);
  const walls = createWallTimes(cron);
  const rule = isHourly(cron) ? 'both' : dst;
  return {
    zone,
    from: (ms) => findFrom(zone, walls, rule, ms),
    collisions: (from, until) => (rule === 'both' ? [] : findCollisions(zone, walls, rule, from, until)),
  };
}

type Rule = 'both' | 'first' | 'airflow';

/** 29 February that is a Monday comes within 28 years, except around 2100. */
const longestWaitMs = 41 * 366 * 24 * 60 * 60 * 1000;
const twoDaysMs = 2 * 24 * 60 * 60 * 1000;

function findFrom(zone: TimeZone, walls: WallTimes, rule: Rule, ms: number): number | null {
  for (let at = ms; at < ms + longestWaitMs;) {
    const period = zone.periodAt(at);
    const regular = walls.from(firstWall(period, rule, at));
    const moved = findMoved(period, walls, at);
    const fires = regular !== null && regular < endWall(period, rule) ? regular - period.offset : null;
    const found = moved === null ? fires : Math.min(moved, fires ?? moved);
    if (found !== null) return found;
    if (regular === null) return null;
    // What lies far ahead is looked for there, not year by year.
    at = Math.max(period.until, regular - twoDaysMs);
  }
  return null;
}

/** In the second pass of an hour nothing fires again. */
function firstWall({ from, offset, before }: ZonePeriod, rule: Rule, at: number): number {
  const isAfterFold = before > offset && rule === 'first';
  return isAfterFold ? Math.max(at + offset, from + before) : at + offset;
}

/** By Airflow's rule nothing fires in the first pass. */
function endWall({ until, offset, after }: ZonePeriod, rule: Rule): number {
  return until + (rule === 'airflow' ? Math.min(offset, after) : offset);
}

/** The first time at `at` or later of those that the clock jumped over at the start of the period. */
function findMoved({ from, offset, before }: ZonePeriod, walls: WallTimes, at: number): number | null {
  if (before >= offset || at >= from + (offset - before)) return null;
  const wall = walls.from(Math.max(at, from) + before);
  return wall !== null && wall < from + offset ? wall - before : null;
}

function findCollisions(
  zone: TimeZone,
  walls: WallTimes,
  rule: 'first' | 'airflow',
  from: number,
  until: number,
): DstCollision[] {
  const found: DstCollision[] = [];
  for (let at = from; at < until; at = zone.periodAt(at).until) {
    const { until: changesAt, offset, after } = zone.periodAt(at);
    if (changesAt >= until || offset === after) continue;
    const [low, high] = [changesAt + Math.min(offset, after), changesAt + Math.max(offset, after)];
    for (let wall = walls.from(low); wall !== null && wall < high; wall = walls.from(wall + 1)) {
      const [first, second] = [wall - offset, wall - after];
      const other = rule === 'first' ? second : first;
      const firesAt = rule === 'first' ? first : second;
      found.push(
        after > offset
          ? { kind: 'gap', changesAt, wall, firesAt: first, otherPassAt: null }
          : { kind: 'fold', changesAt, wall, firesAt, otherPassAt: other },
      );
    }
  }
  return found;
}
