import * as z from 'zod';
import { base } from './base.ts';
import { timestamp } from './entities.ts';
import { limits } from './inputs.ts';

/* What starts runs of pipelines by itself: schedules, triggers, backfills. */

const count = z.number().int();

/** What starts runs of a pipeline by itself. */
export const pipelineSchedule = z.object({
  /** `0 6 * * *`, `@daily`, `every 15m`, as its file says it; null when there are triggers alone. */
  text: z.string().nullable(),
  /** IANA name; null where no zone counts. */
  timezone: z.string().nullable(),
  missed: z.enum(['latest', 'all', 'none']).nullable(),
  /** `dataset reviews`, `file data/in.csv`, `pipeline train`, `pipeline train/failed`, `alert churn` */
  triggers: z.array(z.string()),
  isPaused: z.boolean(),
  /** The next time; null while it is paused, or waits for none. */
  nextRunAt: timestamp.nullable(),
  lastLogicalAt: timestamp.nullable(),
});
export type PipelineSchedule = z.infer<typeof pipelineSchedule>;

export const scheduleTime = z.object({
  at: timestamp,
  logicalAt: timestamp,
  /** `2027-03-28T01:30:00Z` */
  utc: z.string(),
  /** In the zone of the schedule: `2027-03-28T03:30:00+02:00` */
  local: z.string(),
});
export type ScheduleTime = z.infer<typeof scheduleTime>;

/** A time of the next twelve months that comes twice (`fold`) or not at all (`gap`), because clocks are set. */
export const dstWarning = z.object({
  kind: z.enum(['gap', 'fold']),
  /** `2026-10-25T02:30:00`, as the schedule names it */
  wanted: z.string(),
  firesAt: scheduleTime,
  otherPassAt: scheduleTime.nullable(),
});

const reprocess = z.enum(['missing', 'missing_and_failed', 'all']);
/** Dates from here to there, both included; which of them run again; the order of starting. */
const backfillRange = {
  fromAt: timestamp,
  untilAt: timestamp,
  reprocess: reprocess.default('missing'),
  newestFirst: z.boolean().default(false),
};
export const backfillDate = z.object({
  logicalAt: timestamp,
  intervalStart: timestamp,
  intervalEnd: timestamp,
  /** State of the latest run of this date; null when there is none. */
  existing: z.string().nullable(),
  willRun: z.boolean(),
});
export type BackfillDate = z.infer<typeof backfillDate>;

export const backfill = z.object({
  backfillId: count,
  pipeline: z.string(),
  fromAt: timestamp,
  untilAt: timestamp,
  reprocess,
  newestFirst: z.boolean(),
  maxActive: count,
  params: z.record(z.string(), z.unknown()),
  state: z.enum(['running', 'done', 'canceled']),
  createdAt: timestamp,
  endedAt: timestamp.nullable(),
  reason: z.string().nullable(),
  /** Dates by what became of them; `passed`: another hand had made their run by then. */
  progress: z.object({
    total: count,
    waiting: count,
    active: count,
    success: count,
    failed: count,
    canceled: count,
    passed: count,
  }),
});
export type Backfill = z.infer<typeof backfill>;

export const pipelineRef = z.strictObject({ name: z.string() });

/** Pipelines by their names, as many as a person has in a list. */
export const pipelineNames = z.array(z.string()).max(limits.namedPipelines);

/** One pipeline, or those of a list; all without either. */
export const someOrAll = { name: z.string().optional(), names: pipelineNames.optional() };

/** Part of `pipelines`. */
export const scheduleProcedures = {
  /** What starts its runs by itself; null when nothing does. */
  schedule: base.input(pipelineRef).output(z.object({ schedule: pipelineSchedule.nullable() })),
  /** Nothing starts by itself any more; runs by hand and backfills do. */
  pause: base.input(pipelineRef).output(pipelineSchedule),
  /** Makes up for what was missed by the schedule's policy. */
  resume: base.input(pipelineRef).output(pipelineSchedule),
  /** What `resume` would start, and how many missed times it would leave out. */
  previewResume: base
    .input(pipelineRef)
    .output(z.object({ due: z.array(scheduleTime), skippedCount: count, next: scheduleTime.nullable() })),
  nextTimes: base
    .input(pipelineRef.extend({ count: z.number().int().min(1).max(100).default(5) }))
    .output(z.object({ times: z.array(scheduleTime), warnings: z.array(dstWarning) })),
  /** The dates of a backfill in their order, those that would run and those that would not. */
  previewBackfill: base
    .input(pipelineRef.extend(backfillRange))
    .output(z.object({ dates: z.array(backfillDate) })),
  /** Runs the pipeline once for each date. */
  backfill: base
    .input(
      pipelineRef.extend({
        ...backfillRange,
        /** So many of its runs at a time. */
        maxActive: z.number().int().min(1).max(100).default(1),
        params: z.record(z.string(), z.unknown()).default({}),
      }),
    )
    .output(backfill),
  backfills: base.input(pipelineRef).output(z.object({ backfills: z.array(backfill) })),
  /** Starts nothing more of it and cancels its runs that work or wait. */
  cancelBackfill: base
    .input(z.strictObject({ backfillId: count, reason: z.string().default('') }))
    .output(backfill),
};
