import type { TaskDefinition } from '../definition/definition.ts';

type Node = Pick<TaskDefinition, 'id' | 'needs' | 'isSetup' | 'teardownOf'>;

export type Scope = 'whole' | 'failed' | 'task' | 'up_to' | 'downstream';

/** What comes before and after tasks, themselves included. */
export interface TaskLinks {
  above(ids: Iterable<string>): Set<string>;
  below(ids: Iterable<string>): Set<string>;
}

export function linkTasks(tasks: readonly Node[]): TaskLinks {
  const needsOf = new Map(tasks.map(({ id, needs }) => [id, needs]));
  const childrenOf = invert(tasks);
  return { above: (ids) => collect(ids, needsOf), below: (ids) => collect(ids, childrenOf) };
}

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
  const links = linkTasks(tasks);
  const selected = {
    whole: () => new Set(tasks.map(({ id }) => id)),
    failed: () => links.below(failed),
    task: () => new Set([taskId]),
    up_to: () => links.above([taskId]),
    downstream: () => links.below([taskId]),
  }[scope]();
  return closeScopes(tasks, links, selected);
}

/** Adds the setup and the teardown to what works between them; scopes may lie in each other. */
export function closeScopes(tasks: readonly Node[], links: TaskLinks, ids: Iterable<string>): Set<string> {
  const selected = new Set(ids);
  const scopes = tasks
    .filter(({ teardownOf }) => teardownOf.length > 0)
    .map(({ id, teardownOf }) => ({
      ends: [id, ...teardownOf],
      between: intersect(links.above([id]), links.below(teardownOf)),
    }));
  for (let size = -1; size !== selected.size;) {
    size = selected.size;
    for (const { ends, between } of scopes)
      if (intersect(between, selected).size > 0) for (const end of ends) selected.add(end);
  }
  return selected;
}

function invert(tasks: readonly Node[]): Map<string, string[]> {
  const childrenOf = new Map<string, string[]>();
  for (const { id, needs } of tasks) {
    for (const need of needs) {
      const children = childrenOf.get(need);
      if (children === undefined) childrenOf.set(need, [id]);
      else children.push(id);
    }
  }
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
