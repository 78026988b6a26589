import { mkdirSync } from 'node:fs';
import { errorText, isStileError } from '#core/kernel/errors.ts';
import { parseJson, type Json } from '#core/kernel/json.ts';
import {
  TaskAwaitsDecision,
  TaskDeferred,
  TaskFailedForGood,
  TaskSkipped,
  type TaskContext,
  type TaskFlow,
  type TaskOutputs,
  type TaskType,
} from '#core/tasks/index.ts';
import { pathToText } from '../definition/pipeline-text.ts';
import { describeIssue, quoteValue } from '../definition/schema-findings.ts';
import { AttemptAborted } from './attempt-aborted.ts';
import { ProcessDetached, ProcessFailed, ProcessLost } from './process-ends.ts';
import type { AttemptEnd, AttemptPause } from './transitions.ts';

/** How an attempt came back: over, waiting, or left to its program, which the next engine takes over. */
export type AttemptResult = AttemptEnd | AttemptPause | { state: 'detached' };

export interface AttemptWork {
  type: TaskType;
  context: TaskContext;
  /** `with`, its templates filled in. */
  input: Json;
  timeoutMs: number | null;
  /** Aborting it is how this attempt is told to end. */
  controller: AbortController;
  /** What it has decided on the tasks after it, so far. */
  readFlow(): TaskFlow | undefined;
}

/** Errors that a further try cannot mend: what was given is wrong, or a gate has judged. */
const finalCodes: ReadonlySet<string> = new Set(['INVALID_ARGUMENT', 'INVALID_INPUT', 'GATE_FAILED']);

export function canRetry({ state, errorCode, isFinal }: AttemptEnd): boolean {
  return state === 'failed' && isFinal !== true && !finalCodes.has(errorCode ?? '');
}

/** A timer takes no more, some 24 days, in ms: a task with more time than that has no limit. */
const longestTimerMs = 2 ** 31 - 1;

/** How long a task that ran out of time has to end. */
const timeoutGraceMs = 10_000;

/** Runs one attempt to its end. Never rejects: what is thrown becomes the attempt's reason. */
export async function runAttempt(work: AttemptWork): Promise<AttemptResult> {
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

async function perform(work: AttemptWork): Promise<AttemptResult> {
  const { type, context, input, controller } = work;
  try {
    const problem = describeInputProblem(type, input);
    if (problem !== null) return { state: 'failed', errorCode: 'INVALID_INPUT', reason: problem };
    mkdirSync(context.folder, { recursive: true });
    const outputs = await type.run(context, input);
    const flow = work.readFlow();
    if (flow !== undefined) checkFlow(flow, context);
    return { ...takeOutputs(type, outputs), ...(flow !== undefined && { flow }) };
  } catch (error) {
    if (error instanceof ProcessDetached) return { state: 'detached' };
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
  const { outputs: declared } = type;
  const undeclared =
    declared === 'any' ? [] : Object.keys(outputs).filter((name) => !declared.includes(name));
  if (undeclared.length > 0) throw new Error(`${type.name} has no output called ${undeclared.join(', ')}`);
  // As they are kept: what JSON cannot say fails the try here, and not the run when it is written.
  return { state: 'success', outputs: parseJson(JSON.stringify(outputs)) ?? {} };
}

/** @throws TaskFailedForGood for a branch that names what does not come right after it */
function checkFlow(flow: TaskFlow, { taskId, children }: TaskContext): void {
  if (flow.kind !== 'branch') return;
  const strange = flow.chosen.filter((id) => !children.includes(id));
  if (strange.length === 0) return;
  const names = children.length === 0 ? 'nothing comes after it' : `it can choose: ${children.join(', ')}`;
  throw new TaskFailedForGood(
    `${taskId} chose ${strange.map((id) => `"${id}"`).join(', ')}, but ${names}. A task comes after it when its needs name ${taskId}.`,
  );
}

function failedEnd(error: unknown, { log }: TaskContext): AttemptEnd | AttemptPause {
  const reason = errorText(error);
  if (error instanceof TaskSkipped) return { state: 'skipped', reason, errorCode: error.why };
  if (error instanceof TaskDeferred) return { state: 'up_for_reschedule', reason, until: error.until };
  if (error instanceof TaskAwaitsDecision) return { state: 'awaiting_input', reason };
  if (error instanceof TaskFailedForGood)
    return { state: 'failed', reason, errorCode: 'TASK_FAILED', isFinal: true };
  if (error instanceof ProcessLost) return { state: 'interrupted', reason };
  if (error instanceof ProcessFailed) {
    const { code, signal, isFinal } = error;
    return { state: 'failed', reason, errorCode: 'TASK_FAILED', isFinal, exit: { code, signal } };
  }
  if (isStileError(error)) {
    return { state: 'failed', reason: error.message, errorCode: error.code, errorData: error.data };
  }
  log(error instanceof Error ? (error.stack ?? error.message) : reason);
  return { state: 'failed', reason, errorCode: 'INTERNAL' };
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
