import type { Json } from '#core/kernel/json.ts';
import type { TaskDefinition } from '../definition/definition.ts';
import { asObject } from '../definition/outline.ts';

type Outputs = Record<string, Json>;

/** What the tasks of a run have put out: of a mapped task, for each name a list in the order of its items. */
export interface RunOutputs {
  /** task id -> output name -> value */
  readonly byTask: ReadonlyMap<string, Outputs>;
  add(taskId: string, mapIndex: number, outputs: Json): void;
  /** Of a task that begins anew. */
  remove(taskId: string): void;
  /** Of all tasks that come before one. */
  upstreamOf(taskId: string): Record<string, Outputs>;
}

export function createOutputs(tasks: readonly TaskDefinition[]): RunOutputs {
  const byTask = new Map<string, Outputs>();
  const ofInstances = new Map<string, Map<number, Outputs>>();
  const needsOf = new Map(tasks.map(({ id, needs }) => [id, needs]));
  return {
    byTask,
    add: (taskId, mapIndex, value) => {
      const outputs = asObject(value) as Outputs;
      if (mapIndex < 0) {
        byTask.set(taskId, outputs);
        return;
      }
      const instances = ofInstances.get(taskId) ?? new Map<number, Outputs>();
      ofInstances.set(taskId, instances.set(mapIndex, outputs));
      byTask.set(taskId, collect(instances));
    },
    remove: (taskId) => {
      byTask.delete(taskId);
      ofInstances.delete(taskId);
    },
    upstreamOf: (taskId) => {
      const above = new Set(needsOf.get(taskId));
      for (const id of above) for (const need of needsOf.get(id) ?? []) above.add(need);
      return Object.fromEntries(
        [...above].flatMap((id) => {
          const outputs = byTask.get(id);
          return outputs === undefined ? [] : [[id, outputs]];
        }),
      );
    },
  };
}

/** Instances that were skipped or failed put out nothing: their place is taken by none. */
function collect(instances: ReadonlyMap<number, Outputs>): Outputs {
  const all: Record<string, Json[]> = {};
  for (const index of [...instances.keys()].sort((a, b) => a - b))
    for (const [name, value] of Object.entries(instances.get(index) ?? {})) (all[name] ??= []).push(value);
  return all;
}
