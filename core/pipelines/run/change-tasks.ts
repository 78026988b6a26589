import type { GraphTask, TaskEnd } from './graph-types.ts';
import { createRunGraph, type RestoredTask, type RunGraph } from './run-graph.ts';
import type { RunOutputs } from './run-outputs.ts';
import type { TaskUnit } from './task-unit.ts';
import type { InstanceRow } from './unit-types.ts';
import type { TaskFlow } from '#core/tasks/index.ts';

/** How a task of a working run stands: over, not begun and not decided on, or anything between. */
export type TaskPhase = 'over' | 'waiting' | 'working';

/** What a person has made of a task while its run works. */
export type TaskChanged =
  /** It begins anew, with this row. */
  | { taskId: string; to: 'none'; base: InstanceRow }
  | { taskId: string; to: 'success' | 'failed' | 'skipped'; reason: string };

/** Ends of the instances of a task so far, and what it said of those after it. */
export interface Settled {
  ends: TaskEnd[];
  flow?: TaskFlow | undefined;
}

interface Run {
  units: Map<string, TaskUnit>;
  outputs: RunOutputs;
  ends: Map<string, TaskEnd>;
  reasons: Map<string, string>;
  settled: Map<string, Settled>;
  waitingForPast: ReadonlyMap<string, unknown>;
  /** Tasks that are being cleared or marked. */
  changing: ReadonlySet<string>;
}

export function phaseOf({ ends, units, waitingForPast, changing }: Run, taskId: string): TaskPhase {
  if (changing.has(taskId)) return 'working';
  if (ends.has(taskId)) return 'over';
  return waitingForPast.has(taskId) || units.get(taskId)?.isBusy === true ? 'working' : 'waiting';
}

/** Takes over what was changed. @param makeUnit of a task that begins anew */
export function takeChanges(
  run: Run,
  changes: readonly TaskChanged[],
  makeUnit: (taskId: string, base: InstanceRow) => TaskUnit,
): void {
  const { settled, ends, reasons, outputs, units } = run;
  for (const change of changes) {
    const { taskId } = change;
    reasons.delete(taskId);
    if (change.to === 'none') {
      settled.delete(taskId);
      ends.delete(taskId);
      outputs.remove(taskId);
      units.set(taskId, makeUnit(taskId, change.base));
      continue;
    }
    const count = settled.get(taskId)?.ends.length ?? 1;
    settled.set(taskId, { ends: Array.from({ length: count }, () => change.to) });
    ends.set(taskId, change.to);
    if (change.to === 'failed') reasons.set(taskId, change.reason);
  }
}

/** The graph as it stands, made anew: what was changed may have let others go, or hold them again. */
export function remakeGraph(run: Run, tasks: readonly GraphTask[]): RunGraph {
  const graph = createRunGraph(tasks);
  graph.restore(
    tasks.flatMap(({ id }): RestoredTask[] => {
      if (phaseOf(run, id) === 'waiting') return [];
      const { ends = [], flow } = run.settled.get(id) ?? {};
      const open = Math.max(0, Math.max(1, run.units.get(id)?.instances ?? 1) - ends.length);
      const all = [...ends, ...Array.from({ length: open }, () => undefined)];
      return [{ taskId: id, ends: run.ends.has(id) ? ends : all, ...(flow !== undefined && { flow }) }];
    }),
  );
  return graph;
}
