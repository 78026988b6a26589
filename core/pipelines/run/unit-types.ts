import type { Json } from '#core/kernel/json.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { TaskDefinition } from '../definition/definition.ts';
import type { Lookup } from '../definition/templates.ts';
import type { TaskInstance } from './attempt-types.ts';
import type { RunPlan, RunServices } from './run-services.ts';
import type { TaskResult } from './task-driver.ts';

/** What a unit tells its run. */
export interface UnitEvents {
  /** A mapped task has so many instances; with 0 it is skipped. */
  onExpanded(taskId: string, count: number): void;
  onEnd(taskId: string, instance: TaskInstance, result: TaskResult): void;
  onParked(): void;
  onProgress(): void;
  onBroken(error: unknown): void;
}

export interface UnitOptions {
  services: RunServices;
  ctx: EngineContext;
  plan: RunPlan;
  task: TaskDefinition;
  depth: number;
  lookup: Lookup;
  readUpstream(): Record<string, Record<string, Json>>;
  children: readonly string[];
  events: UnitEvents;
}

/** Where an instance stands that an engine before this one, or an earlier end of the run, has left. */
export interface InstanceRow {
  instance: TaskInstance;
  lastTry: number;
  triesBefore: number;
  interruptions: number;
}
