import type { TaskRun } from '#contract/pipelines.ts';
import { spanOf } from '../elapsed.tsx';
import { groupInstances, type TaskGroup } from '../task-groups.ts';
import { lookOf } from '../states.tsx';

/** What the table of tasks is ordered by; a minus before it turns it round. Left out: the order of the file. */
export const taskOrders = ['name', 'state', 'duration', 'tries', 'started'] as const;
export type TaskOrder = (typeof taskOrders)[number];

/** A row per task; its instances, where it is a map, in the same order. */
export function orderTasks(tasks: readonly TaskRun[], order: string | undefined, now: number): TaskGroup[] {
  const groups = groupInstances(tasks);
  const [key, direction] = (order ?? '').split(' ');
  const by = taskOrders.find((one) => one === key);
  if (by === undefined) return groups;
  const sign = direction === 'DESC' ? -1 : 1;
  const compare = (a: TaskRun, b: TaskRun): number => sign * compareBy(by, a, b, now);
  return groups
    .map(({ task, instances }) => ({ task, instances: instances.toSorted(compare) }))
    .sort((a, b) => compare(a.task, b.task));
}

function compareBy(by: TaskOrder, a: TaskRun, b: TaskRun, now: number): number {
  switch (by) {
    case 'name':
      return a.taskId.localeCompare(b.taskId);
    case 'state':
      return lookOf(a).localeCompare(lookOf(b));
    case 'duration':
      return durationOf(a, now) - durationOf(b, now);
    case 'tries':
      return a.attempts.length - b.attempts.length;
    case 'started':
      return startOf(a) - startOf(b);
  }
}

/** Of the last try, in ms; -1 before there was one, and of what is reused. */
export function durationOf({ attempts, part }: TaskRun, now: number): number {
  if (part !== 'run') return -1;
  const last = attempts.at(-1);
  return last === undefined || last.startedAt === null ? -1 : (last.endedAt ?? now) - last.startedAt;
}

/** What has not begun comes last. */
function startOf(task: TaskRun): number {
  return spanOf(task).startedAt ?? Number.MAX_SAFE_INTEGER;
}
