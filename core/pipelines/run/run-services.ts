import type { Actor } from '#contract/entities.ts';
import type { Json } from '#core/kernel/json.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { TaskTypes } from '../definition/check-tasks.ts';
import type { PipelineDefinition } from '../definition/definition.ts';
import type { Alarms } from './alarms.ts';
import type { Slots } from './slots.ts';
import type { RunRef } from './transitions.ts';

/** What runs share. */
export interface RunServices {
  contextFor(actor: Actor): EngineContext;
  types: TaskTypes;
  slots: Slots;
  alarms: Alarms;
}

/** One run, with all that it was started with. Times in ms since 1970 UTC. */
export interface RunPlan {
  ref: RunRef;
  definition: PipelineDefinition;
  params: Readonly<Record<string, Json>>;
  triggerKind: string;
  logicalAt: number;
  intervalStart: number;
  intervalEnd: number;
  queuedAt: number;
  /** task id -> row */
  taskRows: ReadonlyMap<string, number>;
}

/** Where the files of an attempt lie, relative to the workspace, slash-separated. */
export function attemptPaths(
  pipelineRunId: string,
  taskId: string,
  attempt: number,
): { log: string; folder: string } {
  const folder = `logs/pipelines/${pipelineRunId}/${taskId}-${attempt}`;
  return { log: `${folder}.log`, folder };
}
