import type { TaskPart } from '#contract/pipeline-states.ts';
import type { TaskState } from '#contract/pipelines.ts';

type Ended = {
  readonly taskId: string;
  readonly state: TaskState;
  readonly part: TaskPart;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
};

/** By task how long it took when it ran and ended well, in ms: the one in the middle, of two the mean. */
export function mediansOf(cells: readonly Ended[]): ReadonlyMap<string, number> {
  const times = new Map<string, number[]>();
  for (const { taskId, state, part, startedAt, endedAt } of cells) {
    if (state !== 'success' || part !== 'run' || startedAt === null || endedAt === null) continue;
    times.set(taskId, [...(times.get(taskId) ?? []), endedAt - startedAt]);
  }
  return new Map([...times].map(([taskId, list]) => [taskId, middleOf(list)]));
}

function middleOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? upper) + upper) / 2;
}
