import type { Actor } from '#contract/entities.ts';
import type { Environment, Platform } from '#core/kernel/folder-hazards.ts';
import type { Json } from '#core/kernel/json.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { TaskTypes } from '../definition/check-tasks.ts';
import type { PipelineDefinition } from '../definition/definition.ts';
import type { Alarms } from '#core/kernel/alarms.ts';
import type { Supervisor } from '#core/processes/supervisor/supervisor.ts';
import type { CodeHashes } from './code-hash.ts';
import type { Resources } from './resources.ts';
import type { RunRef } from './transitions.ts';

/** What runs share. */
export interface RunServices {
  contextFor(actor: Actor): EngineContext;
  types: TaskTypes;
  resources: Resources;
  /** Tasks that work at once, of all runs together. */
  slots: number;
  /** Pools of the engine, beside those of a pipeline file. */
  pools: Readonly<Record<string, number>>;
  alarms: Alarms;
  supervisor: Supervisor;
  platform: Platform;
  /** The engine's own. */
  env: Environment;
  /** Absolute folder that code of the user runs in. */
  project: string;
  codes: CodeHashes;
  /** Where MLflow's clients log to; null when the engine does not listen. */
  trackingUri(): string | null;
  /** Resolves when a run of this pipeline has ended. */
  onRunEnd(pipeline: string, listener: () => void): () => void;
}

/** One run, with all that it was started with. Times in ms since 1970 UTC. */
export interface RunPlan {
  ref: RunRef;
  definition: PipelineDefinition;
  params: Readonly<Record<string, Json>>;
  triggerKind: string;
  /** Of the alert that started it; empty where that was something else. */
  alert: Readonly<Record<string, Json>>;
  logicalAt: number;
  intervalStart: number;
  intervalEnd: number;
  queuedAt: number;
  /** task id -> row of the task, or of its first instance */
  taskRows: ReadonlyMap<string, number>;
}

/** Where the files of an attempt lie, relative to the workspace, slash-separated. */
export function attemptPaths(
  pipelineRunId: string,
  { taskId, mapIndex }: { taskId: string; mapIndex: number },
  attempt: number,
): { log: string; folder: string } {
  const instance = mapIndex < 0 ? taskId : `${taskId}.${mapIndex}`;
  const folder = `logs/pipelines/${pipelineRunId}/${instance}-${attempt}`;
  return { log: `${folder}.log`, folder };
}
