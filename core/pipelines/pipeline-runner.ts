import type { Actor } from '#contract/entities.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { TaskType } from '#core/tasks/index.ts';

export interface PipelineRunnerOptions {
  contextFor(actor: Actor): EngineContext;
  taskTypes: readonly TaskType[];
}

/** Runs pipelines of this workspace; one lives as long as its engine. */
export interface PipelineRunner {
  /** Marks what an engine before this one left running, and goes on with what it can. */
  recover(): Promise<void>;
  /** Ends what runs, marks it, and starts nothing more. */
  stop(): Promise<void>;
}

export function createPipelineRunner(_options: PipelineRunnerOptions): PipelineRunner {
  return { recover: () => Promise.resolve(), stop: () => Promise.resolve() };
}
