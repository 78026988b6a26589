import * as z from 'zod';

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

/** `reuse`: it took over what an earlier run made. `leaveOut`: it is no part of this run. */
export const taskPart = z.enum(['run', 'reuse', 'leaveOut']);
export type TaskPart = z.infer<typeof taskPart>;
