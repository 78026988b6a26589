import { invalidArgument, StileError } from '#core/kernel/errors.ts';
import type { ReadableDb } from '#core/store/database.ts';
import type { AutomatedPipeline } from './automation.ts';
import { isTimed } from './spec.ts';
import { createTimetable, type Fire } from './timetable.ts';

/** Which dates run again: those without a run, those whose run failed or was canceled too, or all. */
export type Reprocess = 'missing' | 'missing_and_failed' | 'all';

export interface BackfillRange {
  /** Logical dates from here to there, both included, ms since 1970 UTC; what is still to come is left out. */
  fromAt: number;
  untilAt: number;
  reprocess: Reprocess;
  newestFirst: boolean;
}

/** One date of a dry run. */
export interface BackfillDate {
  logicalAt: number;
  intervalStart: number;
  intervalEnd: number;
  /** State of the latest run that a schedule or a backfill made of this date; null when there is none. */
  existing: string | null;
  willRun: boolean;
}

/** More in one backfill is a slip of the hand: a minutely schedule over a year has half a million. */
const mostDates = 10_000;

/**
 * The dates of a backfill in the order in which they would start.
 * @throws INVALID_STATE without a schedule of times, INVALID_ARGUMENT for the range
 */
export function planBackfill(
  db: ReadableDb,
  pipeline: AutomatedPipeline,
  { fromAt, untilAt, reprocess, newestFirst }: BackfillRange,
  now: number,
): BackfillDate[] {
  if (fromAt > untilAt) throw invalidArgument('untilAt', untilAt, 'it lies before fromAt', 'Swap the two.');
  const dates = listDates(pipeline, fromAt, Math.min(untilAt, now), now).map(
    ({ logicalAt, intervalStart, intervalEnd }) => {
      const existing = findState(db, pipeline.name, logicalAt);
      const willRun = isToRun(reprocess, existing);
      return { logicalAt, intervalStart, intervalEnd, existing, willRun };
    },
  );
  return newestFirst ? dates.reverse() : dates;
}

/** A run that works or waits is never doubled. */
export function isToRun(reprocess: Reprocess, existing: string | null): boolean {
  if (existing === null) return true;
  if (reprocess === 'missing') return false;
  const isFailed = existing === 'failed' || existing === 'canceled';
  return isFailed || (reprocess === 'all' && existing === 'success');
}

/** State of the latest run that a schedule or a backfill made of a date; null when there is none. */
export function findState(db: ReadableDb, pipeline: string, logicalAt: number): string | null {
  const sql = `SELECT state FROM pipeline_runs WHERE pipeline = ? AND logical_at = ?
               AND (trigger_kind = 'schedule' OR backfill_id IS NOT NULL) ORDER BY id DESC LIMIT 1`;
  return db.get<{ state: string }>(sql, pipeline, logicalAt)?.state ?? null;
}

function listDates(pipeline: AutomatedPipeline, fromAt: number, untilAt: number, now: number): Fire[] {
  const { schedule, name } = pipeline;
  if (schedule === null || !isTimed(schedule)) throw noTimes(name, schedule?.kind ?? 'none');
  const timetable = createTimetable(schedule);
  const dates: Fire[] = [];
  for (let fire = timetable.after(fromAt - 1); fire !== null; fire = timetable.after(fire.at)) {
    if (fire.logicalAt > untilAt || fire.at > now) break;
    if (fire.logicalAt < fromAt) continue;
    if (dates.length === mostDates) throw tooMany(fromAt, untilAt);
    dates.push(fire);
  }
  return dates;
}

function noTimes(pipeline: string, state: string): StileError {
  const remedy = 'Give it a schedule with cron or every.';
  return new StileError(
    'INVALID_STATE',
    `The pipeline ${pipeline} has no schedule of times, so that there are no dates to fill. ${remedy}`,
    { kind: 'pipeline', id: pipeline, state, needed: 'a schedule with cron or every', remedy },
  );
}

function tooMany(fromAt: number, untilAt: number): StileError {
  const range = `${new Date(fromAt).toISOString()} to ${new Date(untilAt).toISOString()}`;
  return invalidArgument('untilAt', range, `the range has more than ${mostDates} dates`, 'Fill it in parts.');
}
