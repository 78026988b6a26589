import type { PipelineRunState, TaskState } from '#contract/pipelines.ts';

export const yesNo = ['yes', 'no'] as const;

/** States of runs that a person looks for. */
export const runState = [
  'all',
  'success',
  'failed',
  'running',
  'queued',
  'canceled',
] as const satisfies readonly (PipelineRunState | 'all')[];

/** States of tasks, in the order of the legend. */
export const taskStates = [
  'success',
  'failed',
  'running',
  'up_for_retry',
  'queued',
  'awaiting_input',
  'skipped',
  'upstream_failed',
  'canceled',
  'interrupted',
  'none',
] as const satisfies readonly TaskState[];
export const taskState = ['all', ...taskStates] as const;
