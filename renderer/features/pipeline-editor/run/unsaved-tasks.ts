import type { StaleReason } from '#contract/pipeline-views.ts';
import { sameData } from '#core/pipeline-text/index.ts';
import type { PipelineGraph } from '#core/pipeline-text/index.ts';
import { childrenOf } from '#renderer/parts/flow/layout/flow-places.ts';

/**
 * Tasks that the window says otherwise than the file, and those after them: what they made is stale as soon as somebody
 * edits, not only when it is saved.
 */
export function findUnsavedTasks(
  graph: PipelineGraph,
  saved: PipelineGraph | null,
): ReadonlyMap<string, StaleReason> {
  if (saved === null || saved === graph) return new Map();
  const changed = graph.tasks.filter(({ id, data }) => {
    const before = saved.byId.get(id);
    return before !== undefined && !sameData(before.data, data);
  });
  return withTasksAfter(
    graph,
    changed.map(({ id }) => id),
  );
}

function withTasksAfter(
  { tasks }: PipelineGraph,
  changed: readonly string[],
): ReadonlyMap<string, StaleReason> {
  const found = new Map(changed.map((id): [string, StaleReason] => [id, 'definition']));
  if (found.size === 0) return found;
  const children = childrenOf(tasks);
  // A map goes over what is added while it is walked.
  for (const id of found.keys())
    for (const child of children.get(id) ?? []) if (!found.has(child)) found.set(child, 'upstream');
  return found;
}
