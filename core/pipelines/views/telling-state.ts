import type { TaskState } from '#contract/pipelines.ts';

/** What is told of many instances: the first that one of them has. */
const telling: readonly TaskState[] = [
  'awaiting_input',
  'running',
  'failed',
  'up_for_retry',
  'restarting',
  'interrupted',
  'queued',
  'scheduled',
  'up_for_reschedule',
  'canceled',
  'upstream_failed',
  'none',
  'success',
  'skipped',
  'removed',
];

/** Of all instances of a task the state that a person would look at first. */
export function tellingState(states: Iterable<TaskState>): TaskState {
  const seen = new Set(states);
  return telling.find((state) => seen.has(state)) ?? 'none';
}
