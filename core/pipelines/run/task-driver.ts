import type { EngineContext } from '#core/store/context.ts';
import { attemptOnce, type AttemptOptions, type AttemptState } from './attempt-once.ts';
import { AttemptAborted, canRetry, type AbortKind } from './run-attempt.ts';
import type { Json } from '#core/kernel/json.ts';
import type { TaskEnd } from './run-graph.ts';
import { endAttempt, moveTask, type AttemptEnd, type TaskChange } from './transitions.ts';

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

export interface DriverOptions extends AttemptOptions {
  /** Tasks on the longest way from this one to an end. */
  depth: number;
  events: DriverEvents;
}

interface DriverState extends AttemptState {
  phase: DriverPhase;
  /** Told to stop: no further try. */
  isStopped: boolean;
  /** Takes it out of the line, or its alarm off. */
  leaveLine: () => void;
}

interface Driver extends DriverOptions {
  ctx: EngineContext;
  state: DriverState;
}

export function createTaskDriver(options: DriverOptions): TaskDriver {
  const ctx = options.services.contextFor({ kind: 'pipeline', name: options.plan.definition.name });
  const state: DriverState = {
    phase: 'none',
    progress: null,
    attempt: 0,
    controller: null,
    isStopped: false,
    leaveLine: () => undefined,
  };
  const driver: Driver = { ...options, ctx, state };
  return {
    get phase() {
      return state.phase;
    },
    get progress() {
      return state.progress;
    },
    schedule: () => {
      schedule(driver);
    },
    pass: (end, reason) => {
      finish(driver, { to: end, detail: reason }, { end, reason });
    },
    stop: (kind, reason, graceMs) => {
      stop(driver, new AttemptAborted(kind, reason, graceMs));
    },
  };
}

function move({ ctx, plan, task }: Driver, change: TaskChange): Promise<void> {
  const rowId = plan.taskRows.get(task.id) ?? -1;
  return moveTask(ctx, plan.ref, { rowId, taskId: task.id }, change);
}

function finish(driver: Driver, change: TaskChange, result: TaskResult): void {
  const { state, events, task } = driver;
  state.phase = 'over';
  move(driver, change).catch(events.onBroken);
  events.onEnd(task.id, result);
}

function schedule(driver: Driver): void {
  const { state, events, services, task, depth } = driver;
  state.phase = 'scheduled';
  move(driver, { to: 'scheduled', waitsFor: 'slots' }).catch(events.onBroken);
  const start = (): void => {
    launch(driver);
  };
  state.leaveLine = services.slots.request({ weight: task.priorityWeight, depth, start });
}

/** The slot is given back after the end was taken, so that what follows from it stands in the line by then. */
function launch(driver: Driver): void {
  const { state, events, services } = driver;
  state.phase = 'running';
  state.attempt++;
  attemptOnce(driver, state, (change) => move(driver, change))
    .then((end) => {
      settle(driver, end);
    })
    .catch(events.onBroken)
    .finally(services.slots.release);
}

function settle(driver: Driver, end: AttemptEnd): void {
  const { state, task } = driver;
  const attempt = endAttempt(state.attempt, end);
  [state.progress, state.controller] = [null, null];
  if (!state.isStopped && canRetry(end) && state.attempt <= task.retries) {
    retryLater(driver, { attempt, detail: end.reason ?? '' });
    return;
  }
  const { state: to, reason = '', outputs } = end;
  finish(driver, { to, detail: reason, attempt }, { end: to, reason, outputs });
}

function retryLater(driver: Driver, change: Pick<TaskChange, 'attempt' | 'detail'>): void {
  const { state, events, services, task, ctx } = driver;
  state.phase = 'retrying';
  const nextAt = ctx.clock.now() + task.retryDelayMs;
  move(driver, { ...change, to: 'up_for_retry', waitsFor: 'retry_delay', nextAt }).catch(events.onBroken);
  state.leaveLine = services.alarms.set(nextAt, () => {
    schedule(driver);
  });
}

function stop(driver: Driver, aborted: AttemptAborted): void {
  const { state } = driver;
  if (state.phase === 'over') return;
  state.isStopped = true;
  if (state.phase === 'running') {
    state.controller?.abort(aborted);
    return;
  }
  state.leaveLine();
  // What waited for its next try has failed once: an engine that stops does not make that undone.
  const end = state.phase === 'retrying' && aborted.kind === 'stop' ? 'failed' : 'canceled';
  finish(driver, { to: end, detail: aborted.message }, { end, reason: aborted.message });
}
