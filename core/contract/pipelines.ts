import * as z from 'zod';
import { base, nextPageToken, page } from './base.ts';
import { actor, timestamp } from './entities.ts';

export const pipelineRunState = z.enum([
  'scheduled',
  'queued',
  'running',
  'paused',
  'success',
  'failed',
  'canceled',
]);
export type PipelineRunState = z.infer<typeof pipelineRunState>;

/** States of a task of a run and of its attempts. */
export const taskState = z.enum([
  'none',
  'scheduled',
  'queued',
  'running',
  'success',
  'failed',
  'up_for_retry',
  'up_for_reschedule',
  'canceled',
  'interrupted',
  'skipped',
  'upstream_failed',
  'removed',
  'restarting',
  'awaiting_input',
]);
export type TaskState = z.infer<typeof taskState>;

export const triggerRule = z.enum([
  'all_success',
  'all_failed',
  'all_done',
  'all_skipped',
  'one_success',
  'one_failed',
  'one_done',
  'none_failed',
  'none_failed_min_one_success',
  'none_skipped',
  'all_done_min_one_success',
  'all_done_setup_success',
  'always',
]);
export type TriggerRule = z.infer<typeof triggerRule>;

/** Something wrong with a pipeline file: the place is that of the text, 1-based. */
export const pipelineProblem = z.object({
  code: z.enum([
    'yaml_syntax',
    'unknown_key',
    'missing_key',
    'wrong_value',
    'unknown_task_type',
    'unknown_task',
    'cycle',
    'template_syntax',
    'unknown_template_name',
    'output_not_upstream',
    'unknown_output',
    'file_name_differs',
    /** Right, but this version does nothing with it: a warning. */
    'not_acted_upon',
  ]),
  severity: z.enum(['error', 'warning']),
  line: z.number().int(),
  column: z.number().int(),
  /** `tasks.train.with.dataset` */
  path: z.string(),
  value: z.string(),
  /** What would be right: near names, the allowed values, the path of the cycle. */
  expected: z.string(),
  message: z.string(),
});
export type PipelineProblem = z.infer<typeof pipelineProblem>;

export const pipelineTask = z.object({
  id: z.string(),
  type: z.string(),
  needs: z.array(z.string()),
  triggerRule,
});
export type PipelineTask = z.infer<typeof pipelineTask>;

export const taskAttempt = z.object({
  try: z.number().int(),
  state: taskState,
  startedAt: timestamp.nullable(),
  endedAt: timestamp.nullable(),
  /** Why it failed, was skipped or canceled; an English sentence. */
  reason: z.string().nullable(),
  errorCode: z.string().nullable(),
  /** 0 to 1 while it works; null when the task does not say. */
  progress: z.number().nullable(),
  outputs: z.record(z.string(), z.unknown()),
});
export type TaskAttempt = z.infer<typeof taskAttempt>;

export const taskRun = z.object({
  taskId: z.string(),
  type: z.string(),
  needs: z.array(z.string()),
  state: taskState,
  /** Why it waits, worded as a code: `upstream`, `slots`, `retry_delay`; null when it does not. */
  waitsFor: z.string().nullable(),
  attempts: z.array(taskAttempt),
});
export type TaskRun = z.infer<typeof taskRun>;

export const pipelineRun = z.object({
  pipelineRunId: z.string(),
  pipeline: z.string(),
  state: pipelineRunState,
  params: z.record(z.string(), z.unknown()),
  /** SHA-256 of the file's text that this run runs. */
  definitionHash: z.string(),
  trigger: z.object({
    kind: z.enum(['manual', 'schedule', 'alert', 'pipeline', 'dataset']),
    detail: z.string(),
  }),
  actor,
  queuedAt: timestamp,
  startedAt: timestamp.nullable(),
  endedAt: timestamp.nullable(),
  reason: z.string().nullable(),
  /** A task failed although the run as a whole did not, or an attempt was lost to a crash. */
  flags: z.object({ hasFailedTasks: z.boolean(), recovered: z.boolean() }),
  tasks: z.array(taskRun),
});
export type PipelineRun = z.infer<typeof pipelineRun>;

export const pipelineSummary = z.object({
  name: z.string(),
  description: z.string(),
  /** relative to the workspace */
  file: z.string(),
  problems: z.array(pipelineProblem),
  tasks: z.array(pipelineTask),
  /** JSON Schema of each param, with its default. */
  params: z.record(z.string(), z.unknown()),
  lastRun: pipelineRun.nullable(),
  runCount: z.number().int(),
});
export type PipelineSummary = z.infer<typeof pipelineSummary>;

export const taskTypeInfo = z.object({
  name: z.string(),
  description: z.string(),
  /** JSON Schema of `with`. */
  with: z.unknown(),
  outputs: z.array(z.string()),
});

const pipelineRef = z.strictObject({ name: z.string() });
const runRef = z.strictObject({ pipelineRunId: z.string() });

export const pipelineProcedures = {
  list: base.input(z.strictObject({})).output(z.object({ pipelines: z.array(pipelineSummary) })),
  get: base.input(pipelineRef).output(pipelineSummary.extend({ text: z.string() })),
  /** Checks a text as if it were the file `<name>.yaml`; runs nothing. */
  validate: base
    .input(z.strictObject({ name: z.string().optional(), text: z.string() }))
    .output(z.object({ problems: z.array(pipelineProblem) })),
  /** Writes the file; refused with its problems when the text has errors, unless `force`. */
  save: base
    .input(z.strictObject({ name: z.string(), text: z.string(), force: z.boolean().default(false) }))
    .output(pipelineSummary),
  run: base
    .input(z.strictObject({ name: z.string(), params: z.record(z.string(), z.unknown()).default({}) }))
    .output(pipelineRun),
  runs: base
    .input(z.strictObject({ name: z.string().optional(), ...page }))
    .output(z.object({ runs: z.array(pipelineRun), nextPageToken })),
  getRun: base.input(runRef).output(pipelineRun),
  /** Resolves when the run is over, or when `maxWaitMs` has gone by. */
  waitRun: base
    .input(runRef.extend({ maxWaitMs: z.number().int().min(0).max(600_000).default(60_000) }))
    .output(pipelineRun),
  cancel: base.input(runRef.extend({ reason: z.string().default('') })).output(pipelineRun),
  /** A piece of an attempt's log from a byte offset on. */
  log: base
    .input(
      runRef.extend({
        taskId: z.string(),
        try: z.number().int().min(1).optional(),
        offset: z.number().int().min(0).default(0),
      }),
    )
    .output(
      z.object({
        text: z.string(),
        nextOffset: z.number().int(),
        size: z.number().int(),
        ended: z.boolean(),
      }),
    ),
  taskTypes: base.input(z.strictObject({})).output(z.object({ types: z.array(taskTypeInfo) })),
};
