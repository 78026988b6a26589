import type { Json } from '#core/kernel/json.ts';
import type { TaskDecision, TaskFlow } from '#core/tasks/index.ts';
import type { TaskDefinition } from '../definition/definition.ts';
import type { Lookup } from '../definition/templates.ts';
import type { RunPlan, RunServices } from './run-services.ts';

/** One task of a run, or one instance of a mapped one. */
export interface TaskInstance {
  /** Of `task_runs`. */
  rowId: number;
  /** -1 without a map. */
  mapIndex: number;
  item: Json;
  label: string | null;
}

export interface AttemptOptions {
  services: RunServices;
  plan: RunPlan;
  task: TaskDefinition;
  instance: TaskInstance;
  lookup: Lookup;
  /** Of the tasks before it. */
  readUpstream(): Record<string, Record<string, Json>>;
  /** Ids of the tasks right after it. */
  children: readonly string[];
  events: {
    /** A log grew or the progress changed. */
    onProgress(): void;
  };
}

export interface AttemptState {
  /** 1 for the first */
  attempt: number;
  progress: number | null;
  /** Of the try that works; null when none does. */
  controller: AbortController | null;
  decision: TaskDecision | null;
  flow: TaskFlow | undefined;
}

/** A new try, the same one again after a wait, or one that an engine before this has begun. */
export type AttemptMode = 'new' | 'again' | 'resumed';
