import { parseJson } from '#core/kernel/json.ts';

/* What an engine and its supervisor say to each other: a line of JSON each. */

/** A program to start. */
export interface Job {
  /** Of the attempt; also in its environment as STILE_ATTEMPT_ID, by which what ran away from its group is found. */
  id: string;
  command: string;
  args: readonly string[];
  /** Absolute, like `folder` and `logFile`. */
  cwd: string;
  /** Exactly these variables, and those of `buildJobEnvironment`: see `buildChildEnvironment`. */
  env: Readonly<Record<string, string>>;
  /** Where it is written what was started and how it ended: `job-files.ts`. */
  folder: string;
  /** What it prints is added to this. */
  logFile: string;
  onEngineExit: 'kill' | 'adopt';
}

export interface StartedJob {
  pid: number;
  /** Tells the process from a later one of the same number: `process-identity.ts`. */
  startToken: string;
  bootId: string;
}

/** A program that this engine, or one before it, started. Null where nobody came to know; `started.json` may tell. */
export interface JobRef {
  id: string;
  folder: string;
  pid: number | null;
  startToken: string | null;
  bootId: string | null;
}

/** `at` in ms since 1970 UTC. */
export type JobEnd =
  | { kind: 'exit'; code: number | null; signal: string | null; at: number }
  /** It is gone, and nobody saw how; or it was ended because its engine had ended. */
  | { kind: 'gone'; at: number };

/** How a program ended, as `exit.json` has it. `at` in ms since 1970 UTC. */
export interface ExitRecord {
  code: number | null;
  signal: string | null;
  at: number;
  /** Its engine ended, and it was ended with it: that says nothing of the task. */
  isEngineExit: boolean;
}

/** Why a program could not be started, with the system's code. */
export interface Refusal {
  code: string;
  /** What could not be used: the program, its folder, its log, or the folder of the attempt. */
  what: 'command' | 'cwd' | 'log' | 'folder';
  problem: string;
}

export type ToSupervisor = { type: 'start'; job: Job } | { type: 'cancel'; id: string; graceMs: number };

export type FromSupervisor =
  | { type: 'started'; id: string; started: StartedJob }
  | ({ type: 'refused'; id: string } & Refusal)
  /** It and all that it started are gone. */
  | { type: 'ended'; id: string; exit: ExitRecord };

export function exitToEnd({ code, signal, at, isEngineExit }: ExitRecord): JobEnd {
  return isEngineExit ? { kind: 'gone', at } : { kind: 'exit', code, signal, at };
}

/** A line of the other side, which is of the same build; null for one that was cut by its death. */
export function parseMessage<T extends ToSupervisor | FromSupervisor>(line: string): T | null {
  const message: unknown = parseJson(line);
  return isMessage<T>(message) ? message : null;
}

function isMessage<T>(value: unknown): value is T {
  return typeof value === 'object' && value !== null && 'type' in value;
}
