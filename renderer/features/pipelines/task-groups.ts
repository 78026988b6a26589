import type { TaskRun, TaskState } from '#contract/pipelines.ts';

/** A task of a run with all of its instances; a task without a map is its own only one. */
export type TaskGroup = {
  /** As one: the state that a person would look at first, and the attempts of the instance that has it. */
  readonly task: TaskRun;
  readonly instances: readonly TaskRun[];
};

/** What is told of many instances, the first that one of them has. */
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
];

/** In the order of the file. */
export function groupInstances(tasks: readonly TaskRun[]): TaskGroup[] {
  return [...Map.groupBy(tasks, ({ taskId }) => taskId).values()].map((instances) => ({
    task: pickTelling(instances),
    instances,
  }));
}

/** The instance that a person would look at first. */
export function pickTelling(instances: readonly TaskRun[]): TaskRun {
  for (const state of telling) {
    const found = instances.find((instance) => instance.state === state);
    if (found !== undefined) return found;
  }
  const [first] = instances;
  if (first === undefined) throw new Error('a task has at least one instance');
  return first;
}

/** The state of several that a person would look at first. */
export function pickTellingState(states: readonly TaskState[]): TaskState {
  return telling.find((state) => states.includes(state)) ?? states[0] ?? 'none';
}

const open: ReadonlySet<TaskState> = new Set([
  'none',
  'scheduled',
  'queued',
  'running',
  'up_for_retry',
  'up_for_reschedule',
  'restarting',
  'interrupted',
  'awaiting_input',
]);

/** Nothing more comes of it by itself. */
export function isTaskOver(state: TaskState): boolean {
  return !open.has(state);
}

/** How many tasks ended well; a map is one, and ended well when all of its instances did. */
export function countSucceeded(groups: readonly TaskGroup[]): number {
  return groups.filter(({ instances }) => instances.every(({ state }) => state === 'success')).length;
}

/** How many of the instances are over. */
export function countOver(instances: readonly TaskRun[]): number {
  return instances.filter(({ state }) => isTaskOver(state)).length;
}
