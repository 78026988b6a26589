import type { PipelineRunState } from '#contract/pipelines.ts';
import type { TaskLook } from '../states.tsx';

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
  'reused',
  'failed',
  'running',
  'up_for_retry',
  'queued',
  'awaiting_input',
  'skipped',
  'upstream_failed',
  'canceled',
  'interrupted',
  'removed',
  'none',
] as const satisfies readonly TaskLook[];
export const taskState = ['all', ...taskStates] as const;
