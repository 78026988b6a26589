import type { TaskDefinition } from '../definition/definition.ts';

type Node = Pick<TaskDefinition, 'id' | 'needs' | 'isSetup' | 'teardownOf'>;

export type Scope = 'whole' | 'failed' | 'task' | 'up_to' | 'downstream';

/**
 * The tasks that a clear resets. What works between a setup and its teardown takes both along: it cannot work on what
 * was taken down.
 * @param failed ids of the tasks that did not end well
 */
export function selectTasks(
  tasks: readonly Node[],
  scope: Scope,
  taskId: string,
  failed: ReadonlySet<string>,
): Set<string> {
  const needsOf = new Map(tasks.map(({ id, needs }) => [id, needs]));
  const childrenOf = invert(tasks);
  const above = (ids: Iterable<string>): Set<string> => collect(ids, needsOf);
  const below = (ids: Iterable<string>): Set<string> => collect(ids, childrenOf);
  const selected = {
    whole: () => new Set(needsOf.keys()),
    failed: () => below(failed),
    task: () => new Set([taskId]),
    up_to: () => above([taskId]),
    downstream: () => below([taskId]),
  }[scope]();
  for (const { id, teardownOf } of tasks) {
    if (teardownOf.length === 0) continue;
    const between = intersect(above([id]), below(teardownOf));
    if (!intersect(between, selected).values().next().done)
      for (const other of [id, ...teardownOf]) selected.add(other);
  }
  return selected;
}

function invert(tasks: readonly Node[]): Map<string, string[]> {
  const childrenOf = new Map<string, string[]>();
  for (const { id, needs } of tasks)
    for (const need of needs) childrenOf.set(need, [...(childrenOf.get(need) ?? []), id]);
  return childrenOf;
}

function collect(from: Iterable<string>, next: ReadonlyMap<string, readonly string[]>): Set<string> {
  const found = new Set(from);
  for (const id of found) for (const other of next.get(id) ?? []) found.add(other);
  return found;
}

function intersect(a: ReadonlySet<string>, b: ReadonlySet<string>): Set<string> {
  return new Set([...a].filter((id) => b.has(id)));
}
