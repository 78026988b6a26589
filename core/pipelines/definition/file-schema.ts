import * as z from 'zod';
import { triggerRule } from '#contract/pipelines.ts';
import { durationPattern } from './durations.ts';

/** Longest id of a task: it becomes part of a path, and Windows takes 260 characters in all. */
const maxTaskId = 80;

/** Names of params and tasks stand in templates, so they hold no dots and no spaces. */
const paramName = z
  .string()
  .regex(/^[A-Za-z_]\w*$/)
  .max(maxTaskId);
const taskId = z
  .string()
  .regex(/^[A-Za-z_][\w-]*$/)
  .max(maxTaskId);

const duration = z.string().regex(durationPattern).describe('A duration: 500ms, 60s, 5m, 2h, 1d');

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** The part of JSON Schema that a start form can show. */
export const paramSchema = z.strictObject({
  type: z
    .enum(['string', 'integer', 'number', 'boolean', 'array', 'object'])
    .describe('What kind of value the param takes'),
  title: z.string().optional(),
  description: z.string().optional(),
  default: z.unknown().optional().describe('Taken when a run gives none; a param without one must be given'),
  enum: z.array(scalar).min(1).optional().describe('The only values allowed'),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  minLength: z.number().int().min(0).optional(),
  maxLength: z.number().int().min(0).optional(),
  pattern: z.string().optional().describe('A regular expression that a text must match'),
});
export type ParamSchema = z.infer<typeof paramSchema>;

const poolName = z
  .string()
  .regex(/^[A-Za-z_][\w-]*$/)
  .max(maxTaskId);

const cache = z.union([
  z.boolean(),
  z.strictObject({
    ttl: duration.optional().describe('An output that is older is made anew'),
    version: z.string().optional().describe('Another text here makes it anew once'),
  }),
]);

const environment = z
  .record(z.string().regex(/^[A-Za-z_]\w*$/), z.union([z.string(), z.number(), z.boolean()]))
  .describe('Environment variables of its process; values may hold {{ templates }}');

/** What a task can say for itself, and `defaults` for all. */
const taskSettings = {
  trigger_rule: triggerRule
    .optional()
    .describe('How the task depends on the ends of its needs, in Airflow’s words (all_success)'),
  retries: z.number().int().min(0).max(100).optional().describe('How often to try again after a failure (0)'),
  retry_delay: duration.optional().describe('How long to wait before each further try (60s)'),
  retry_backoff: z
    .enum(['fixed', 'exponential'])
    .optional()
    .describe('exponential: each wait is twice as long as the one before (fixed)'),
  max_retry_delay: duration.optional().describe('No wait is longer than this (1h)'),
  retry_jitter: z
    .boolean()
    .optional()
    .describe('Makes each wait up to half as long again, by chance (false)'),
  execution_timeout: duration.optional().describe('One try may take this long; then it fails'),
  pool: poolName.optional().describe('Takes its place in this pool of the pipeline file or of the engine'),
  pool_slots: z.number().int().min(1).max(1000).optional().describe('How many places it takes there (1)'),
  max_active: z
    .number()
    .int()
    .min(1)
    .optional()
    .describe('So many of this task at once, in all runs and over a map together'),
  priority_weight: z
    .number()
    .int()
    .optional()
    .describe('Where tasks wait for a slot, the greater goes first (1)'),
  depends_on_past: z
    .boolean()
    .optional()
    .describe('Waits until the same task of the run before ended well (false)'),
  on_interrupt: z
    .enum(['retry', 'fail', 'hold'])
    .optional()
    .describe('When the engine or the machine ended in the middle: try again, at most twice (retry)'),
  on_engine_exit: z
    .enum(['kill', 'adopt'])
    .optional()
    .describe(
      'Whether its process ends with an engine that dies, or goes on until the next one takes it over (kill)',
    ),
  cache: cache
    .optional()
    .describe('Takes the outputs of an earlier run of the same work on the same inputs (false)'),
  env: environment.optional(),
};

const map = z.strictObject({
  over: z
    .union([z.string(), z.array(z.unknown())])
    .describe('A list, or a template that becomes one: one instance for each item'),
  label: z
    .string()
    .optional()
    .describe('What each instance is called; may hold {{ item }} and {{ map_index }}'),
  max: z.number().int().min(1).max(10_000).optional().describe('A longer list fails the task (1024)'),
});

const lineageRef = z
  .string()
  .regex(/^(dataset|model|file|table):.+$/)
  .describe(
    'dataset:<name>, dataset:<name>@<version>, model:<name>, model:<name>@<alias>, file:<path> or table:<name>',
  );

const task = z.strictObject({
  type: z.string().min(1).describe('What the task does: stile/train, for example'),
  description: z.string().optional(),
  needs: z.array(z.string()).optional().describe('Ids of the tasks that come before'),
  with: z
    .record(z.string(), z.unknown())
    .optional()
    .describe('What the type takes; texts may hold {{ templates }}'),
  map: map.optional().describe('Runs the task once per item'),
  group: taskId.optional().describe('The group that it is drawn in'),
  setup: z.boolean().optional().describe('Makes ready what a teardown takes down again (false)'),
  teardown: z.array(z.string()).min(1).optional().describe('Ids of the setups that this takes down'),
  inputs: z.array(lineageRef).optional().describe('What it reads, for the lineage'),
  outputs: z.array(lineageRef).optional().describe('What it makes, for the lineage'),
  ...taskSettings,
});

const schedule = z
  .strictObject({
    cron: z
      .string()
      .min(1)
      .optional()
      .describe('Five fields, or a preset such as @daily, @once, @continuous'),
    every: duration.optional().describe('So much time from one run to the next, whatever clocks do'),
    timezone: z.string().min(1).optional().describe('Europe/Stockholm, for example (UTC)'),
    timetable: z
      .enum(['trigger', 'interval'])
      .optional()
      .describe(
        'trigger: the logical date is when it fires. interval: it fires at the end of its interval (trigger)',
      ),
    dst: z
      .enum(['first', 'airflow'])
      .optional()
      .describe('Which of two equal local times counts when clocks are set back (first)'),
    missed: z
      .enum(['latest', 'all', 'none'])
      .optional()
      .describe('Which of the runs to make up for that were missed (latest)'),
    window: duration.optional().describe('How far back missed runs are made up for (7d)'),
  })
  .refine(
    ({ cron, every }) => (cron === undefined) !== (every === undefined),
    'exactly one of cron and every',
  );
export type ScheduleSpec = z.infer<typeof schedule>;

const trigger = z
  .strictObject({
    dataset: z.string().min(1).optional().describe('A new version of this dataset'),
    file: z.string().min(1).optional().describe('This file, or one in this folder, appears or changes'),
    pipeline: z.string().min(1).optional().describe('A run of this pipeline has ended'),
    on: z
      .enum(['success', 'failed', 'ended'])
      .optional()
      .describe('Of a pipeline: which of its ends starts a run (success)'),
    alert: z
      .string()
      .min(1)
      .optional()
      .describe('An alert on this registered model, or model/signal for one kind, or * for any'),
  })
  .refine(
    (keys) => ['dataset', 'file', 'pipeline', 'alert'].filter((key) => Object.hasOwn(keys, key)).length === 1,
    'exactly one of dataset, file, pipeline, alert',
  );
export type TriggerSpec = z.infer<typeof trigger>;

const python = z
  .strictObject({
    interpreter: z
      .string()
      .min(1)
      .optional()
      .describe('A version such as 3.11, or the path of an interpreter'),
    requirements: z.string().min(1).optional().describe('A requirements.txt, relative to the project'),
    pyproject: z
      .string()
      .min(1)
      .optional()
      .describe('The folder of a pyproject.toml, relative to the project'),
    environment: z
      .string()
      .min(1)
      .optional()
      .describe('A folder with an environment of your own: used as it is'),
  })
  .refine(
    (keys) =>
      ['requirements', 'pyproject', 'environment'].filter((key) => Object.hasOwn(keys, key)).length <= 1,
    'at most one of requirements, pyproject, environment',
  );
export type PythonSpec = z.infer<typeof python>;

/** Parts of the file by themselves: what is right in a file that is wrong elsewhere is looked at all the same. */
export const fileParts = { schedule, triggers: z.array(trigger), python };

/** A pipeline file, version 1. Unknown keys are errors everywhere. */
export const pipelineFile = z
  .strictObject({
    version: z.literal(1).describe('Of this format'),
    name: z.string().min(1).describe('The same as the file’s name without .yaml'),
    description: z.string().optional(),
    params: z.record(paramName, paramSchema).optional().describe('A JSON Schema for each param'),
    schedule: schedule.optional().describe('When runs start by themselves'),
    triggers: z.array(trigger).optional().describe('What else starts a run'),
    max_active_runs: z
      .number()
      .int()
      .min(1)
      .max(1000)
      .optional()
      .describe('Further runs wait their turn (1)'),
    max_active_tasks: z
      .number()
      .int()
      .min(1)
      .max(1000)
      .optional()
      .describe('So many tasks of this pipeline at once, over all its runs'),
    pools: z
      .record(poolName, z.number().int().min(1).max(1000))
      .optional()
      .describe('Places that tasks of this pipeline share, by name'),
    groups: z
      .record(taskId, z.strictObject({ description: z.string().optional() }))
      .optional()
      .describe('Groups that tasks name'),
    python: python.optional().describe('The Python of python and notebook tasks'),
    defaults: z.strictObject(taskSettings).optional().describe('For tasks that do not say otherwise'),
    tasks: z.record(taskId, task).describe('Tasks by their id'),
  })
  .meta({ title: 'A pipeline of Stile, version 1' });
export type PipelineFile = z.infer<typeof pipelineFile>;

/** The schema for editors: `resources/schemas/pipeline.v1.json` holds it, and a test compares the two. */
export function buildJsonSchema(): object {
  return z.toJSONSchema(pipelineFile, { io: 'input', unrepresentable: 'any' });
}
