import * as z from 'zod';
import { base } from './base.ts';
import { timestamp } from './entities.ts';
import { taskAttempt } from './pipelines.ts';
import { failure } from './python.ts';

export const jobKind = z.enum([
  'import',
  'push',
  'pipeline_run',
  'backfill',
  'python_environment',
  'backup',
  'check',
  'export',
  'purge',
]);
export type JobKind = z.infer<typeof jobKind>;

/** A piece of long work, whoever does it. */
export const job = z.object({
  /** `transfer:3`, `pipeline_run:<id>`, `backfill:2`, `python:<id>`, `work:5`. */
  jobId: z.string(),
  kind: jobKind,
  /** What it works on: a pipeline, an address, a file, an experiment. */
  subject: z.string(),
  state: z.enum(['waiting', 'running', 'done', 'failed', 'canceled']),
  /** What it does now, in the words of whoever does it: a phase of a transfer, a line of an installer, a task. */
  doing: z.string().nullable(),
  progress: z
    .object({
      done: z.number().int(),
      total: z.number().int().nullable(),
      unit: z.enum(['objects', 'tasks', 'dates']),
    })
    .nullable(),
  /** What is left, in ms, where earlier ones or its own pace tell. */
  remainingMs: z.number().nullable(),
  startedAt: timestamp,
  endedAt: timestamp.nullable(),
  canCancel: z.boolean(),
  /** Why it failed, for a screen to word; null where only `reason` tells. */
  failure: failure.nullable(),
  /** Of a pipeline run that failed: the first task that did, and how its last try ended. */
  failedTask: z
    .object({
      taskId: z.string(),
      /** How many more failed. */
      others: z.number().int(),
      end: taskAttempt.pick({ state: true, reason: true, errorCode: true, failure: true, exitCode: true }),
    })
    .nullable(),
  /** Of a pipeline run that failed: a later run of the whole pipeline, of a backfill one of the same date, ended well. */
  isMadeUpFor: z.boolean(),
  reason: z.string().nullable(),
});
export type Job = z.infer<typeof job>;

export const jobProcedures = {
  /** What works or waits, and what ended since then (a day ago), at most 200 of those; the newest first. */
  list: base
    .input(z.strictObject({ endedSince: timestamp.optional() }))
    .output(z.object({ jobs: z.array(job) })),
  /** Ends a job that can be ended. @throws NOT_FOUND, INVALID_STATE */
  cancel: base.input(z.strictObject({ jobId: z.string() })).output(z.object({})),
};
