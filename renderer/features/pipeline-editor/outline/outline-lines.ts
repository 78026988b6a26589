import type { GraphTask, PipelineGraph } from '#core/pipeline-text/index.ts';
import { orderByNeeds } from '#renderer/parts/flow/layout/flow-places.ts';

export type OutlineLine = {
  readonly task: GraphTask;
  /** How many tasks stand before it on the longest way. */
  readonly depth: number;
};

/** Tasks after those that they need, as deep as the longest way that leads to them. */
export function outlineOf(graph: PipelineGraph): readonly OutlineLine[] {
  const depths = new Map<string, number>();
  return orderByNeeds(graph.tasks).map((task) => {
    const depth = Math.max(0, ...task.needs.map((need) => (depths.get(need) ?? -1) + 1));
    depths.set(task.id, depth);
    return { task, depth };
  });
}
