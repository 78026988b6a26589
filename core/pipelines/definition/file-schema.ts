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

const taskSettings = {
  trigger_rule: triggerRule
    .optional()
    .describe('How the task depends on the ends of its needs, in Airflow’s words (all_success)'),
  retries: z.number().int().min(0).max(100).optional().describe('How often to try again after a failure (0)'),
  retry_delay: duration.optional().describe('How long to wait before each further try (60s)'),
  execution_timeout: duration.optional().describe('One try may take this long; then it fails'),
  pool: z.string().min(1).optional().describe('Reserved: pools do not limit tasks yet'),
  priority_weight: z
    .number()
    .int()
    .optional()
    .describe('Where tasks wait for a slot, the greater goes first (1)'),
  depends_on_past: z.boolean().optional().describe('Reserved: the run before is not looked at yet'),
};

const task = z.strictObject({
  type: z.string().min(1).describe('What the task does: stile/train, for example'),
  description: z.string().optional(),
  needs: z.array(z.string()).optional().describe('Ids of the tasks that come before'),
  with: z
    .record(z.string(), z.unknown())
    .optional()
    .describe('What the type takes; texts may hold {{ templates }}'),
  ...taskSettings,
});

const schedule = z.strictObject({
  cron: z.string().min(1).describe('Five fields, or a preset such as @daily'),
  timezone: z.string().min(1).optional().describe('Europe/Stockholm, for example (UTC)'),
  missed: z
    .enum(['latest', 'all', 'none'])
    .optional()
    .describe('Which of the runs to make up for that were missed (latest)'),
});

const trigger = z
  .strictObject({
    dataset: z.string().min(1).optional(),
    file: z.string().min(1).optional(),
    pipeline: z.string().min(1).optional(),
    alert: z.string().min(1).optional(),
  })
  .refine((keys) => Object.keys(keys).length === 1, 'exactly one of dataset, file, pipeline, alert');

/** A pipeline file, version 1. Unknown keys are errors everywhere. */
export const pipelineFile = z
  .strictObject({
    version: z.literal(1).describe('Of this format'),
    name: z.string().min(1).describe('The same as the file’s name without .yaml'),
    description: z.string().optional(),
    params: z.record(paramName, paramSchema).optional().describe('A JSON Schema for each param'),
    schedule: schedule.optional().describe('Reserved: does not start runs yet'),
    triggers: z.array(trigger).optional().describe('Reserved: do not start runs yet'),
    max_active_runs: z
      .number()
      .int()
      .min(1)
      .max(1000)
      .optional()
      .describe('Further runs wait their turn (1)'),
    defaults: z.strictObject(taskSettings).optional().describe('For tasks that do not say otherwise'),
    tasks: z.record(taskId, task).describe('Tasks by their id'),
  })
  .meta({ title: 'A pipeline of Stile, version 1' });
export type PipelineFile = z.infer<typeof pipelineFile>;

/** The schema for editors: `resources/schemas/pipeline.v1.json` holds it, and a test compares the two. */
export function buildJsonSchema(): object {
  return z.toJSONSchema(pipelineFile, { io: 'input', unrepresentable: 'any' });
}
