import type * as z from 'zod';
import type { Json } from '#core/kernel/json.ts';
import type { EngineContext } from '#core/store/context.ts';

/** What one attempt of a task gets beside the values of its `with`. */
export interface TaskContext {
  /** Calls of this are made by the actor `pipeline`, named `<pipeline>.<task>`. */
  engine: EngineContext;
  /** Aborted when the run is canceled or the engine stops: end soon, and leave nothing half-written. */
  signal: AbortSignal;
  pipeline: string;
  pipelineRunId: string;
  taskId: string;
  /** 1 for the first attempt. */
  try: number;
  /** Absolute folder of this attempt, empty at its start: files that a person may want to see, such as a report. */
  folder: string;
  /** Writes one line, with its time, to the log of the attempt. */
  log(line: string): void;
  /** Tells how far this is, 0 to 1. */
  progress(fraction: number): void;
}

export type TaskOutputs = Record<string, Json>;

/** A kind of task that a pipeline file can name. */
export interface TaskType {
  /** `stile/train` */
  name: string;
  description: string;
  /** Of `with`, after its templates were filled in; also the source of its JSON Schema. Strict: unknown keys are errors. */
  with: z.ZodType;
  /** Names of what `tasks.<id>.outputs` has afterwards. */
  outputs: readonly string[];
  /** @param input what `with` gave, parsed by the schema */
  run(task: TaskContext, input: unknown): Promise<TaskOutputs>;
}

/** Ties a task's function to the schema of its input. */
export function defineTaskType<S extends z.ZodType>(type: {
  name: string;
  description: string;
  with: S;
  outputs: readonly string[];
  run(task: TaskContext, input: z.output<S>): Promise<TaskOutputs>;
}): TaskType {
  return { ...type, run: (task, input) => type.run(task, type.with.parse(input)) };
}

/** Thrown by a task that finds nothing to do: its attempt ends as `skipped`. */
export class TaskSkipped extends Error {
  override readonly name = 'TaskSkipped';
}
