import { mkdirSync } from 'node:fs';
import { errorText, isStileError } from '#core/kernel/errors.ts';
import { parseJson, type Json } from '#core/kernel/json.ts';
import { TaskSkipped, type TaskContext, type TaskOutputs, type TaskType } from '#core/tasks/index.ts';
import { pathToText } from '../definition/pipeline-text.ts';
import { describeIssue, quoteValue } from '../definition/schema-findings.ts';
import type { AttemptEnd } from './transitions.ts';

/** Why an attempt is told to end. */
export type AbortKind = 'cancel' | 'stop' | 'timeout';

/** The reason of an attempt's abort signal. */
export class AttemptAborted extends Error {
  override readonly name = 'AbortError';
  readonly kind: AbortKind;
  /** How long the task has to end, in ms; after that it is left to itself. */
  readonly graceMs: number;

  constructor(kind: AbortKind, message: string, graceMs: number) {
    super(message);
    this.kind = kind;
    this.graceMs = graceMs;
  }
}

export interface AttemptWork {
  type: TaskType;
  context: TaskContext;
  /** `with`, its templates filled in. */
  input: Json;
  timeoutMs: number | null;
  /** Aborting it is how this attempt is told to end. */
  controller: AbortController;
}

/** Errors that a further try cannot mend: what was given is wrong, or a gate has judged. */
const finalCodes: ReadonlySet<string> = new Set(['INVALID_ARGUMENT', 'INVALID_INPUT', 'GATE_FAILED']);

export function canRetry({ state, errorCode }: AttemptEnd): boolean {
  return state === 'failed' && !finalCodes.has(errorCode ?? '');
}

/** A timer takes no more, some 24 days, in ms: a task with more time than that has no limit. */
const longestTimerMs = 2 ** 31 - 1;

/** How long a task that ran out of time has to end. */
const timeoutGraceMs = 10_000;

/** Runs one attempt to its end. Never rejects: what is thrown becomes the attempt's reason. */
export async function runAttempt(work: AttemptWork): Promise<AttemptEnd> {
  const { controller, timeoutMs } = work;
  const told: unknown = controller.signal.reason;
  if (told instanceof AttemptAborted) return abortedEnd(told);
  const timer =
    timeoutMs === null || timeoutMs > longestTimerMs
      ? null
      : setTimeout(() => abortLate(controller, timeoutMs), timeoutMs);
  const gone = waitForGrace(controller.signal);
  try {
    return await Promise.race([perform(work), gone.promise]);
  } finally {
    if (timer !== null) clearTimeout(timer);
    gone.forget();
  }
}

function abortLate(controller: AbortController, timeoutMs: number): void {
  const message = `The task took longer than its execution_timeout of ${timeoutMs / 1000} s.`;
  controller.abort(new AttemptAborted('timeout', message, timeoutGraceMs));
}

async function perform({ type, context, input, controller }: AttemptWork): Promise<AttemptEnd> {
  try {
    const problem = describeInputProblem(type, input);
    if (problem !== null) return { state: 'failed', errorCode: 'INVALID_INPUT', reason: problem };
    mkdirSync(context.folder, { recursive: true });
    return takeOutputs(type, await type.run(context, input));
  } catch (error) {
    const reason: unknown = controller.signal.reason;
    if (reason instanceof AttemptAborted) return abortedEnd(reason);
    return failedEnd(error, context);
  }
}

/** All that `with` does not fit in, as one sentence; null when it fits. */
function describeInputProblem(type: TaskType, input: Json): string | null {
  const result = type.with.safeParse(input);
  if (result.success) return null;
  const problems = result.error.issues.map((issue) => {
    const value = issue.path.reduce<unknown>(
      (at, part) => (at as Record<PropertyKey, unknown> | null)?.[part],
      input,
    );
    const seen = value === undefined ? 'missing' : quoteValue(value);
    return `${pathToText(['with', ...issue.path])} is ${seen}, but it takes ${describeIssue(issue)}`;
  });
  return `${problems.join('; ')}. Correct the pipeline file, or what the tasks before put out.`;
}

/** @throws Error naming an output that the type does not have, or what is no JSON */
function takeOutputs(type: TaskType, outputs: TaskOutputs): AttemptEnd {
  const names = Object.keys(outputs);
  const undeclared = names.filter((name) => !type.outputs.includes(name));
  if (undeclared.length > 0) throw new Error(`${type.name} has no output called ${undeclared.join(', ')}`);
  // As they are kept: what JSON cannot say fails the try here, and not the run when it is written.
  return { state: 'success', outputs: parseJson(JSON.stringify(outputs)) ?? {} };
}

function failedEnd(error: unknown, { log }: TaskContext): AttemptEnd {
  if (error instanceof TaskSkipped) return { state: 'skipped', reason: error.message };
  if (isStileError(error)) {
    return { state: 'failed', reason: error.message, errorCode: error.code, errorData: error.data };
  }
  log(error instanceof Error ? (error.stack ?? error.message) : errorText(error));
  return { state: 'failed', reason: errorText(error), errorCode: 'INTERNAL' };
}

function abortedEnd({ kind, message }: AttemptAborted): AttemptEnd {
  if (kind === 'timeout') return { state: 'failed', reason: message, errorCode: 'TIMEOUT' };
  return { state: kind === 'cancel' ? 'canceled' : 'interrupted', reason: message };
}

/** Resolves when a task that was told to end has used up its time. */
function waitForGrace(signal: AbortSignal): { promise: Promise<AttemptEnd>; forget(): void } {
  const { promise, resolve } = Promise.withResolvers<AttemptEnd>();
  let timer: NodeJS.Timeout | null = null;
  const onAbort = (): void => {
    const reason: unknown = signal.reason;
    if (!(reason instanceof AttemptAborted)) return;
    const { state, ...end } = abortedEnd(reason);
    const left = `${end.reason ?? ''} It did not end within ${reason.graceMs / 1000} s and was left to itself.`;
    timer = setTimeout(() => resolve({ ...end, state, reason: left }), reason.graceMs);
  };
  signal.addEventListener('abort', onAbort, { once: true });
  return {
    promise,
    forget: () => {
      signal.removeEventListener('abort', onAbort);
      if (timer !== null) clearTimeout(timer);
    },
  };
}
