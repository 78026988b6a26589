import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { errorText } from '#core/kernel/errors.ts';
import type { Json } from '#core/kernel/json.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { TaskContext } from '#core/tasks/index.ts';
import type { TaskDefinition } from '../definition/definition.ts';
import { renderTemplates, type Lookup } from '../definition/templates.ts';
import { openAttemptLog, type AttemptLog } from './attempt-log.ts';
import { AttemptAborted, canRetry, runAttempt, type AbortKind } from './run-attempt.ts';
import type { TaskEnd } from './run-graph.ts';
import { attemptPaths, type RunPlan, type RunServices } from './run-services.ts';
import {
  endAttempt,
  insertAttempt,
  moveTask,
  startAttempt,
  type AttemptEnd,
  type TaskChange,
} from './transitions.ts';

/** How a task ended, for its run. */
export interface TaskResult {
  end: TaskEnd;
  reason?: string | undefined;
  outputs?: Json | undefined;
}

/** What a driver tells its run. */
export interface DriverEvents {
  onEnd(taskId: string, result: TaskResult): void;
  /** A log grew or the progress changed. */
  onProgress(): void;
  /** A change of state could not be written: the run cannot go on. */
  onBroken(error: unknown): void;
}

export type DriverPhase = 'none' | 'scheduled' | 'running' | 'retrying' | 'over';

/** One task of a run, from its first wait to its end, over all its tries. */
export interface TaskDriver {
  readonly phase: DriverPhase;
  /** 0 to 1, of the try that runs; null when it did not say. */
  readonly progress: number | null;
  /** May run: waits for a slot, runs, tries again. */
  schedule(): void;
  /** Is over without having run. */
  pass(end: 'skipped' | 'upstream_failed', reason: string): void;
  /** Ends as soon as it can. */
  stop(kind: Exclude<AbortKind, 'timeout'>, reason: string, graceMs: number): void;
}

export interface DriverOptions {
  services: RunServices;
  plan: RunPlan;
  task: TaskDefinition;
  /** Tasks on the longest way from this one to an end. */
  depth: number;
  lookup: Lookup;
  events: DriverEvents;
}

interface DriverState {
  phase: DriverPhase;
  progress: number | null;
  attempt: number;
  controller: AbortController | null;
  /** Told to stop: no further try. */
  isStopped: boolean;
  /** Takes it out of the line, or its alarm off. */
  leaveLine: () => void;
}

export function createTaskDriver(options: DriverOptions): TaskDriver {
  const { events, task, services } = options;
  const state: DriverState = {
    phase: 'none',
    progress: null,
    attempt: 0,
    controller: null,
    isStopped: false,
    leaveLine: () => undefined,
  };
  const ctx = services.contextFor({ kind: 'pipeline', name: options.plan.definition.name });
  const move = (change: TaskChange): Promise<void> => moveThis(ctx, options, change);
  const finish = (change: TaskChange, result: TaskResult): void => {
    state.phase = 'over';
    move(change).catch(events.onBroken);
    events.onEnd(task.id, result);
  };
  const schedule = (): void => {
    state.phase = 'scheduled';
    move({ to: 'scheduled', waitsFor: 'slots' }).catch(events.onBroken);
    const { priorityWeight: weight } = task;
    state.leaveLine = services.slots.request({ weight, depth: options.depth, start: launch });
  };
  const launch = (): void => {
    state.phase = 'running';
    state.attempt++;
    attemptOnce(ctx, options, state, move)
      .then(settle)
      .catch(events.onBroken)
      .finally(services.slots.release);
  };
  const settle = (end: AttemptEnd): void => {
    const attempt = endAttempt(state.attempt, end);
    state.progress = null;
    if (!state.isStopped && canRetry(end) && state.attempt <= task.retries) {
      retryLater(attempt, end);
      return;
    }
    const { state: to, reason = '', outputs } = end;
    finish({ to, detail: reason, attempt }, { end: to, reason, outputs });
  };
  const retryLater = (attempt: TaskChange['attempt'], { reason = '' }: AttemptEnd): void => {
    state.phase = 'retrying';
    const nextAt = ctx.clock.now() + task.retryDelayMs;
    move({
      to: 'up_for_retry',
      waitsFor: 'retry_delay',
      nextAt,
      detail: reason,
      ...(attempt && { attempt }),
    }).catch(events.onBroken);
    state.leaveLine = services.alarms.set(nextAt, schedule);
  };
  return {
    get phase() {
      return state.phase;
    },
    get progress() {
      return state.progress;
    },
    schedule,
    pass: (end, reason) => {
      finish({ to: end, detail: reason }, { end, reason });
    },
    stop: (kind, reason, graceMs) => {
      if (state.phase === 'over') return;
      state.isStopped = true;
      if (state.phase === 'running') {
        state.controller?.abort(new AttemptAborted(kind, reason, graceMs));
        return;
      }
      state.leaveLine();
      // What waited for its next try has failed once: an engine that stops does not make that undone.
      const end = state.phase === 'retrying' && kind === 'stop' ? 'failed' : 'canceled';
      finish({ to: end, detail: reason }, { end, reason });
    },
  };
}

function moveThis(ctx: EngineContext, { plan, task }: DriverOptions, change: TaskChange): Promise<void> {
  const rowId = plan.taskRows.get(task.id) ?? -1;
  return moveTask(ctx, plan.ref, { rowId, taskId: task.id }, change);
}

/** One try: what it will do is on the disk before it does it. @throws when that could not be written */
async function attemptOnce(
  ctx: EngineContext,
  options: DriverOptions,
  state: DriverState,
  move: (change: TaskChange) => Promise<void>,
): Promise<AttemptEnd> {
  const { plan, task } = options;
  state.controller = new AbortController();
  const { attempt } = state;
  const paths = attemptPaths(plan.ref.pipelineRunId, task.id, attempt);
  const rendered = renderInput(task, options.lookup);
  const facts = { try: attempt, logPath: paths.log, folder: paths.folder, input: rendered.input };
  await Promise.all([
    move({ to: 'queued', attempt: insertAttempt(facts) }),
    move({ to: 'running', attempt: startAttempt(attempt) }),
  ]);
  try {
    return await writeLogged(ctx, options, state, paths, rendered);
  } catch (error) {
    return {
      state: 'failed',
      reason: `Its log cannot be written: ${errorText(error)}`,
      errorCode: 'INTERNAL',
    };
  }
}

async function writeLogged(
  ctx: EngineContext,
  options: DriverOptions,
  state: DriverState,
  paths: { log: string; folder: string },
  rendered: Rendered,
): Promise<AttemptEnd> {
  const { task, services, events } = options;
  const file = join(ctx.paths.root, paths.log);
  mkdirSync(dirname(file), { recursive: true });
  const log = openAttemptLog(file, ctx.clock, events.onProgress);
  try {
    log.write(`${task.id}: try ${state.attempt} of ${task.retries + 1}, ${task.type}`);
    const context = createTaskContext(options, state, log, join(ctx.paths.root, paths.folder));
    const end = await performRendered(
      services,
      task,
      context,
      state.controller ?? new AbortController(),
      rendered,
    );
    log.write(describeEnd(end));
    return end;
  } finally {
    log.close();
  }
}

interface Rendered {
  input: Json;
  problem: string | null;
}

function renderInput(task: TaskDefinition, lookup: Lookup): Rendered {
  try {
    return { input: renderTemplates(task.with, lookup) ?? {}, problem: null };
  } catch (error) {
    return { input: task.with, problem: errorText(error) };
  }
}

async function performRendered(
  services: RunServices,
  task: TaskDefinition,
  context: TaskContext,
  controller: AbortController,
  { input, problem }: Rendered,
): Promise<AttemptEnd> {
  const type = services.types.get(task.type);
  if (problem !== null) return { state: 'failed', reason: problem, errorCode: 'INVALID_INPUT' };
  if (type === undefined) {
    const reason = `This engine has no task type "${task.type}".`;
    return { state: 'failed', reason, errorCode: 'INVALID_INPUT' };
  }
  return runAttempt({ type, context, input, timeoutMs: task.executionTimeoutMs, controller });
}

function createTaskContext(
  options: DriverOptions,
  state: DriverState,
  log: AttemptLog,
  folder: string,
): TaskContext {
  const { plan, task, services, events } = options;
  const { attempt, controller } = state;
  return {
    engine: services.contextFor({ kind: 'pipeline', name: `${plan.definition.name}.${task.id}` }),
    signal: (controller ?? new AbortController()).signal,
    pipeline: plan.definition.name,
    pipelineRunId: plan.ref.pipelineRunId,
    taskId: task.id,
    try: attempt,
    folder,
    log: log.write,
    progress: (fraction) => {
      // A try that was left to itself may still talk.
      if (state.attempt !== attempt || state.phase !== 'running' || Number.isNaN(fraction)) return;
      state.progress = Math.min(1, Math.max(0, fraction));
      events.onProgress();
    },
  };
}

function describeEnd({ state, reason }: AttemptEnd): string {
  return reason === undefined || reason === '' ? state : `${state}: ${reason}`;
}
