import type * as z from 'zod';
import type { Json } from '#core/kernel/json.ts';
import type { EngineContext } from '#core/store/context.ts';

/** A program that an attempt runs. */
export interface ProcessPlan {
  command: string;
  args: readonly string[];
  /** Absolute; the project when left out. */
  cwd?: string | undefined;
  /** Beside what every task gets. */
  env?: Readonly<Record<string, string>>;
  /** Of the environment that it runs in: kept with the attempt. */
  environmentHash?: string | undefined;
}

/** The Python that a pipeline file asks for: at most one of `requirements`, `pyproject`, `environment`. */
export interface TaskPython {
  /** A version such as `3.11`, or the path of an interpreter. */
  interpreter?: string | undefined;
  /** Files and folders, relative to the project. */
  requirements?: string | undefined;
  pyproject?: string | undefined;
  environment?: string | undefined;
}

/** How a program of an attempt ended. */
export interface ProcessResult {
  /** Null when a signal ended it. */
  code: number | null;
  signal: string | null;
  /** What it wrote to STILE_OUTPUT; empty when it did not end with 0. */
  outputs: TaskOutputs;
}

/** What a task says of those after it when it ends well. */
export type TaskFlow =
  { kind: 'branch'; chosen: readonly string[] } | { kind: 'short_circuit'; ignoreTriggerRules: boolean };

/** What a person has decided where a task asked. `at` in ms since 1970 UTC. */
export interface TaskDecision {
  isApproved: boolean;
  reason: string;
  by: string;
  at: number;
}

/** The run that an attempt is part of. Times in ms since 1970 UTC. */
export interface TaskRunFacts {
  logicalAt: number;
  intervalStart: number;
  intervalEnd: number;
  params: Readonly<Record<string, Json>>;
  /** What the run was started by: `manual`, `schedule`, ... */
  trigger: string;
}

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
  /** Of an instance of a map; -1 for a task without one. */
  mapIndex: number;
  /** The item of a map; null without one. */
  item: Json;
  run: TaskRunFacts;
  /** Outputs of the tasks before it, by task id; of a map, a list for each name. */
  upstream: Readonly<Record<string, Readonly<Record<string, Json>>>>;
  /** Ids of the tasks right after it. */
  children: readonly string[];
  /** Absolute folder that code of the user runs in. */
  project: string;
  /** The environment variables that the pipeline file gives the task. */
  env: Readonly<Record<string, string>>;
  /** What the pipeline file says of Python; null when it says nothing. */
  python: TaskPython | null;
  /** The attempt was begun by an engine that ended: what it started then may still run, and `exec` takes it over. */
  isResumed: boolean;
  /**
   * Runs the one program of this attempt to its end; what it prints goes to the log. Cancelling and time limits end it
   * with all that it started. @throws TaskSkipped for exit code 99, TaskFailedForGood for 100, Error for another one
   * but 0, and for an end that nobody saw
   */
  exec(plan: ProcessPlan): Promise<ProcessResult>;
  /** What a person has decided for this attempt; null until then. */
  decision: TaskDecision | null;
  /** Decides on the tasks after it. */
  flow(flow: TaskFlow): void;
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
  /** Names of what `tasks.<id>.outputs` has afterwards; `any` when that is up to the user's program. */
  outputs: readonly string[] | 'any';
  /** Decides on the tasks after it: those wait for it, whatever their rules say. */
  controlsFlow?: TaskFlow['kind'];
  /** Its work is the one program that it runs: that can outlive the engine, and be taken over by the next one. */
  isProcess?: boolean;
  /** It runs in the Python of the pipeline, which must have these packages (normalised names) beside the user's own. */
  pythonPackages?(input: unknown): readonly string[];
  /** Absolute paths of the code that it runs: other contents make other outputs. */
  codeFiles?(input: unknown, project: string): string[];
  /** Datasets that its `with` names, as it names them: `reviews`, `datasets:/reviews/3`. None of one that is wrong. */
  readsDatasets?(input: unknown): readonly string[];
  /** What is wrong with `with` that its schema does not see: files that are not there, for example. */
  check?(input: unknown, place: CheckPlace): InputFinding[];
  /** @param input what `with` gave, parsed by the schema */
  run(task: TaskContext, input: unknown): Promise<TaskOutputs>;
}

/** Files as they are while tasks are checked. */
export interface DiskLook {
  /** @param file absolute */
  isThere(file: string): boolean;
  /** What is near a file that is not there, or all of its folder: `did you mean "a.py"?` */
  suggest(file: string): string;
}

/** Where a pipeline would run. */
export interface CheckPlace {
  platform: NodeJS.Platform;
  /** Absolute folder that code of the user runs in; null when it is not known. */
  project: string | null;
  /** Shared by all that is checked in one look; without it each check looks for itself. */
  disk?: DiskLook;
  pipeline: string;
  taskId: string;
  /** Ids of the tasks right after it. */
  children: readonly string[];
}

/** Something wrong below `with`. */
export interface InputFinding {
  path: readonly (string | number)[];
  value: string;
  expected: string;
  message: string;
  /** error when left out */
  severity?: 'warning';
}

/** Ties a task's function to the schema of its input. */
export function defineTaskType<S extends z.ZodType>(type: {
  name: string;
  description: string;
  with: S;
  outputs: readonly string[] | 'any';
  controlsFlow?: TaskFlow['kind'];
  isProcess?: boolean;
  pythonPackages?(input: unknown): readonly string[];
  codeFiles?(input: unknown, project: string): string[];
  readsDatasets?(input: z.output<S>): readonly string[];
  check?(input: z.output<S>, place: CheckPlace): InputFinding[];
  run(task: TaskContext, input: z.output<S>): Promise<TaskOutputs>;
}): TaskType {
  const { check, readsDatasets, ...rest } = type;
  return {
    ...rest,
    ...(readsDatasets !== undefined && {
      readsDatasets: (input: unknown) => {
        const { data } = type.with.safeParse(input);
        return data === undefined ? [] : readsDatasets(data);
      },
    }),
    ...(check !== undefined && {
      check: (input: unknown, place: CheckPlace) => {
        const { data } = type.with.safeParse(input);
        return data === undefined ? [] : check(data, place);
      },
    }),
    run: (task, input) => type.run(task, type.with.parse(input)),
  };
}

/** Thrown by a task that finds nothing to do: its attempt ends as `skipped`. */
export class TaskSkipped extends Error {
  override readonly name = 'TaskSkipped';
  readonly why: SkipReason;

  constructor(message: string, why: SkipReason) {
    super(message);
    this.why = why;
  }
}

/** Why a task skips itself: its program said so, nobody asked for a promotion, a person said no, it waited in vain. */
export type SkipReason = 'exit_code' | 'no_promotion' | 'not_approved' | 'timeout';

/** Thrown by a task that a further try cannot mend: its attempt fails, and there is no other. */
export class TaskFailedForGood extends Error {
  override readonly name = 'TaskFailedForGood';
}

/** When a task that waits is to be asked again. */
export interface Deferral {
  /** ms since 1970 UTC; left out, only what it watches wakes it */
  at?: number | undefined;
  /** Absolute path of a file, or a folder, that may appear or change, and its stamp as the task has seen it. */
  file?: { path: string; stamp: string | null } | undefined;
  /** A pipeline of which a run may end, and when the task has looked at its runs, in ms since 1970 UTC. */
  pipeline?: { name: string; since: number } | undefined;
}

/** Thrown by a task that has to wait: it gives its slot back, and the same attempt is asked again when it is due. */
export class TaskDeferred extends Error {
  override readonly name = 'TaskDeferred';
  readonly until: Deferral;

  /** @param reason what it waits for, for a person */
  constructor(until: Deferral, reason: string) {
    super(reason);
    this.until = until;
  }
}

/** Thrown by a task that asks a person: it waits without a slot until someone decides. */
export class TaskAwaitsDecision extends Error {
  override readonly name = 'TaskAwaitsDecision';
}
