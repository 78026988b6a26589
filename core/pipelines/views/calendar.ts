import { setImmediate as nextTurn } from 'node:timers/promises';
import type { CalendarDay } from '#contract/pipeline-views.ts';
import type { PipelineRunState } from '#contract/pipelines.ts';
import type { Inputs, Outputs } from '#contract/procedures.ts';
import { invalidArgument } from '#core/kernel/errors.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { ReadableDb } from '#core/store/database.ts';
import type { PipelineFileContent, PipelineFiles } from '../pipeline-files.ts';
import {
  createAskedFor,
  refuseUnknown,
  toPipelineConditions,
  type AskedPipelines,
} from '../run/asked-pipelines.ts';
import { createCronTimes } from '../schedule/cron-times.ts';
import { toAutomated } from '../schedule/for-runner.ts';
import { findScheduleRow } from '../schedule/schedule-rows.ts';
import { isTimed, type CronSpec, type EverySpec } from '../schedule/spec.ts';
import { openTimeZone, suggestTimeZone, wallToText, type TimeZone } from '../schedule/time-zones.ts';

interface Range extends AskedPipelines {
  fromAt: number;
  untilAt: number;
}

/** Longer is no calendar that anybody looks at, and a schedule of each minute would take seconds. */
const longestDays = 800;
const dayMs = 24 * 60 * 60 * 1000;

/**
 * How many runs each day had, by their logical dates, and how many times of schedules are still to come.
 * @throws NOT_FOUND for a pipeline, INVALID_ARGUMENT for a zone or a range
 */
export async function readCalendar(
  { files, ctx }: { files: PipelineFiles; ctx: EngineContext },
  { name, names, fromAt, untilAt, timezone = 'UTC' }: Inputs['pipelines']['calendar'],
): Promise<Outputs['pipelines']['calendar']> {
  const zone = openTimeZone(timezone);
  if (zone === null)
    throw invalidArgument('timezone', timezone, 'no zone has that name', suggestTimeZone(timezone));
  if (untilAt - fromAt > longestDays * dayMs)
    throw invalidArgument('untilAt', untilAt, `at most ${longestDays} days fit`, 'Ask for a shorter time.');
  const days = new Map<string, CalendarDay>();
  const dayOf = (at: number): CalendarDay => {
    const date = dateIn(zone, at);
    const day = days.get(date) ?? { date, states: {}, planned: 0 };
    days.set(date, day);
    return day;
  };
  for (const { at, state, n } of countRuns(ctx.db, { name, names, fromAt, untilAt })) {
    const { states } = dayOf(at);
    states[state] = (states[state] ?? 0) + n;
  }
  const pipelines = await findFiles(files, ctx, { name, names });
  for (const spec of pipelines.flatMap((file) => findSchedule(ctx.db, file)))
    await countTimes(spec, zone, { fromAt: Math.max(fromAt, ctx.clock.now() + 1), untilAt }, (at, count) => {
      dayOf(at).planned += count;
    });
  return { days: [...days.values()].sort((a, b) => (a.date < b.date ? -1 : 1)) };
}

/** Of a pipeline whose file is gone nothing is to come. @throws NOT_FOUND */
async function findFiles(
  files: PipelineFiles,
  { db }: EngineContext,
  asked: AskedPipelines,
): Promise<PipelineFileContent[]> {
  await refuseUnknown({ files, db }, asked);
  const isAskedFor = createAskedFor(asked);
  return (await files.list()).filter((file) => isAskedFor(file.name));
}

function dateIn(zone: TimeZone, at: number): string {
  return wallToText(at + zone.periodAt(at).offset).slice(0, 10);
}

/** Clocks are set by quarters of an hour: runs of the same quarter are of the same day in any zone. */
const quarterMs = 15 * 60 * 1000;

function countRuns(
  db: ReadableDb,
  { fromAt, untilAt, ...asked }: Range,
): { at: number; state: PipelineRunState; n: number }[] {
  const { conditions, values } = toPipelineConditions(asked);
  return db.all(
    `SELECT max(logical_at) AS at, state, count(*) AS n FROM pipeline_runs
     WHERE ${['logical_at BETWEEN ? AND ?', ...conditions].join(' AND ')}
     GROUP BY logical_at / ${quarterMs}, state`,
    fromAt,
    untilAt,
    ...values,
  );
}

/** What will fire as it stands: not of one that is paused, or whose file is broken. */
function findSchedule(db: ReadableDb, file: PipelineFileContent): (CronSpec | EverySpec)[] {
  const { schedule } = toAutomated(file);
  if (schedule === null || !isTimed(schedule)) return [];
  return findScheduleRow(db, file.name)?.is_paused === 1 ? [] : [schedule];
}

/** Tells how many times fall on which day, day by day: others get their turn in between. */
async function countTimes(
  spec: CronSpec | EverySpec,
  zone: TimeZone,
  { fromAt, untilAt }: Pick<Range, 'fromAt' | 'untilAt'>,
  tell: (at: number, count: number) => void,
): Promise<void> {
  const count = spec.kind === 'every' ? countEvery(spec.everyMs) : countCron(spec);
  for (let at = fromAt; at <= untilAt;) {
    const { offset, until } = zone.periodAt(at);
    const midnight = (Math.floor((at + offset) / dayMs) + 1) * dayMs - offset;
    const end = Math.min(midnight, until, untilAt + 1);
    const found = count(at, end);
    if (found > 0) tell(at, found);
    if (found > 0) await nextTurn();
    at = end;
  }
}

/** How many times lie in [from, until). */
type CountTimes = (from: number, until: number) => number;

function countEvery(everyMs: number): CountTimes {
  return (from, until) => Math.floor((until - 1) / everyMs) - Math.floor((from - 1) / everyMs);
}

/** What fires on every day fires as often on each: it is counted once for each offset of its clock from the days. */
function countCron(spec: CronSpec): CountTimes {
  const { from: next, zone } = createCronTimes(spec);
  const isDaily = /^\S+\s+\S+\s+\*\s+\*\s+\*$/.test(spec.cron.trim());
  const known = new Map<number, number>();
  const countAll: CountTimes = (from, until) => {
    let count = 0;
    for (let at = next(from); at !== null && at < until; at = next(at + 1)) count++;
    return count;
  };
  return (from, until) => {
    const period = zone.periodAt(from);
    // A time that the clock jumped over fires after it was set.
    const isPlain = period.from + dayMs <= from && until <= period.until;
    if (!isDaily || !isPlain || until - from !== dayMs) return countAll(from, until);
    const phase = (from + period.offset) % dayMs;
    const found = known.get(phase) ?? countAll(from, until);
    known.set(phase, found);
    return found;
  };
}
