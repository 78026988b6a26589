import type { EngineContext } from '#core/store/context.ts';
import type { Deferral, TaskDecision, TaskFlow } from '#core/tasks/index.ts';
import type { Json } from '#core/kernel/json.ts';
import { attemptOnce } from './attempt-once.ts';
import type { AttemptMode, AttemptOptions, AttemptState } from './attempt-types.ts';
import { AttemptAborted, type AbortKind } from './attempt-aborted.ts';
import { claimResources } from './claims.ts';
import type { TaskEnd } from './graph-types.ts';
import type { Ticket } from './resources.ts';
import { computeRetryDelay } from './retry-delay.ts';
import { canRetry, type AttemptResult } from './run-attempt.ts';
import {
  decideAttempt,
  endAttempt,
  moveTask,
  pauseAttempt,
  type AttemptEnd,
  type TaskChange,
} from './transitions.ts';
import { watchDeferral } from './watch-deferral.ts';

/** How an instance of a task ended, for its run. */
export interface TaskResult {
  end: TaskEnd;
  reason?: string | undefined;
  outputs?: Json | undefined;
  flow?: TaskFlow | undefined;
}

/** What a driver tells its run. */
export interface DriverEvents {
  onEnd(result: TaskResult): void;
  /** The engine stops, and what is left of this is for the next one. */
  onParked(): void;
  /** A log grew or the progress changed. */
  onProgress(): void;
  /** A change of state could not be written: the run cannot go on. */
  onBroken(error: unknown): void;
}

export type DriverPhase =
  'none' | 'scheduled' | 'running' | 'retrying' | 'deferred' | 'awaiting' | 'parked' | 'over';

/** One task of a run, or one instance of a mapped one, from its first wait to its end, over all its tries. */
export interface TaskDriver {
  readonly phase: DriverPhase;
  /** 0 to 1, of the try that runs; null when it did not say. */
  readonly progress: number | null;
  /** What it lacks while it waits for its turn; null when it does not. */
  readonly lacks: string | null;
  /** May run: waits for its turn, runs, tries again. */
  schedule(): void;
  /** Goes on from where an engine before this one left it. */
  resume(from: ResumePoint): void;
  /** Is over without having run. */
  pass(end: 'skipped' | 'upstream_failed', reason: string): void;
  /** Fails before it could run. */
  fail(reason: string): void;
  /** What a person says to a task that awaits it. @returns false when it does not */
  decide(decision: TaskDecision): Promise<boolean>;
  /** Ends as soon as it can. */
  stop(kind: Exclude<AbortKind, 'timeout'>, reason: string, graceMs: number): void;
}

/** Where an engine before this one left a task. */
export type ResumePoint =
  /** `hasAttempt`: it had begun, and waited for something that has come. */
  | { at: 'scheduled'; hasAttempt: boolean; decision: TaskDecision | null }
  | { at: 'retry'; nextAt: number }
  | { at: 'deferred' }
  | { at: 'awaiting'; isHeld: boolean }
  /** Its program runs, or has ended since. */
  | { at: 'running' }
  /** What it did is lost; `isMarked`: that is written already. */
  | { at: 'lost'; reason: string; isMarked: boolean };

export interface DriverOptions extends Omit<AttemptOptions, 'events'> {
  /** Tasks on the longest way from this one to an end. */
  depth: number;
  events: DriverEvents;
  /** Of an instance that has tries already. */
  lastTry: number;
  /** Tries before the run was cleared: they do not count as retries. */
  triesBefore: number;
  interruptions: number;
  /** It was over before this run, or this engine, began. */
  isOver?: boolean;
}

interface DriverState extends AttemptState {
  phase: DriverPhase;
  /** How many of its tries were lost with their engine. */
  interruptions: number;
  /** A person is asked whether to go on after an interruption. */
  isHeld: boolean;
  /** Its attempt is not over, though nothing works on it. */
  isPaused: boolean;
  stopped: AttemptAborted | null;
  ticket: Ticket | null;
  /** Takes it out of the line, its alarm off, its watch away. */
  leave: () => void;
}

interface Driver extends DriverOptions {
  ctx: EngineContext;
  state: DriverState;
}

/** So often a task is tried again after it was lost with its engine: these tries do not count as its own. */
const maxInterruptions = 2;

export function createTaskDriver(options: DriverOptions): TaskDriver {
  const ctx = options.services.contextFor({ kind: 'pipeline', name: options.plan.definition.name });
  const state: DriverState = {
    phase: options.isOver === true ? 'over' : 'none',
    progress: null,
    attempt: options.lastTry,
    controller: null,
    decision: null,
    flow: undefined,
    interruptions: options.interruptions,
    isHeld: false,
    isPaused: false,
    stopped: null,
    ticket: null,
    leave: () => undefined,
  };
  const driver: Driver = { ...options, ctx, state };
  const isWholeMap = options.task.map !== null;
  return {
    get phase() {
      return state.phase;
    },
    get progress() {
      return state.progress;
    },
    get lacks() {
      return state.ticket === null ? null : options.services.resources.whatLacks(state.ticket);
    },
    schedule: () => {
      schedule(driver, 'new');
    },
    resume: (from) => {
      resume(driver, from);
    },
    pass: (end, reason) => {
      finish(driver, { to: end, detail: reason, isWholeMap }, { end, reason });
    },
    fail: (reason) => {
      finish(driver, { to: 'failed', detail: reason, isWholeMap }, { end: 'failed', reason });
    },
    decide: (decision) => decide(driver, decision),
    stop: (kind, reason, graceMs) => {
      stop(driver, new AttemptAborted(kind, reason, graceMs));
    },
  };
}

function move({ ctx, plan, task, instance }: Driver, change: TaskChange): Promise<void> {
  return moveTask(ctx, plan.ref, { rowId: instance.rowId, taskId: task.id }, change);
}

function finish(driver: Driver, change: TaskChange, result: TaskResult): void {
  const { state, events } = driver;
  state.phase = 'over';
  move(driver, change).catch(events.onBroken);
  events.onEnd(result);
}

function schedule(driver: Driver, mode: AttemptMode): void {
  move(driver, { to: 'scheduled', waitsFor: 'slots' }).catch(driver.events.onBroken);
  standInLine(driver, mode);
}

function standInLine(driver: Driver, mode: AttemptMode): void {
  const { state, services, plan, task, depth } = driver;
  state.phase = 'scheduled';
  const ticket: Ticket = {
    weight: task.priorityWeight,
    depth,
    claims: claimResources(services, plan.definition, task),
    start: () => {
      launch(driver, mode, ticket);
    },
  };
  state.ticket = ticket;
  state.leave = services.resources.request(ticket);
}

/** What it claims is given back after the end was taken, so that what follows from it stands in the line by then. */
function launch(driver: Driver, mode: AttemptMode, ticket: Ticket): void {
  const { state, events, services } = driver;
  [state.phase, state.ticket, state.isPaused] = ['running', null, false];
  if (mode === 'new') state.attempt++;
  attemptOnce(driver, state, mode, (change) => move(driver, change))
    .then((result) => {
      settle(driver, result);
    })
    .catch(events.onBroken)
    .finally(() => {
      services.resources.release(ticket);
    });
}

function settle(driver: Driver, result: AttemptResult): void {
  const { state } = driver;
  [state.progress, state.controller] = [null, null];
  switch (result.state) {
    case 'detached':
      park(driver);
      break;
    case 'up_for_reschedule':
      defer(driver, result.reason, result.until);
      break;
    case 'awaiting_input':
      state.isPaused = true;
      awaitDecision(driver, result.reason, { attempt: pauseAttempt(state.attempt, result) });
      break;
    case 'interrupted':
      followInterruption(driver, result);
      break;
    case 'success':
    case 'failed':
    case 'skipped':
    case 'canceled':
      endTry(driver, { ...result, state: result.state });
  }
}

function endTry(
  driver: Driver,
  end: AttemptEnd & { state: Exclude<AttemptEnd['state'], 'interrupted'> },
): void {
  const { state, task } = driver;
  state.decision = null;
  const attempt = endAttempt(state.attempt, end);
  const ownTries = state.attempt - driver.triesBefore - state.interruptions;
  if (state.stopped === null && canRetry(end) && ownTries <= task.retry.retries) {
    retryLater(driver, { attempt, detail: end.reason ?? '' }, ownTries);
    return;
  }
  const { state: to, reason = '', outputs, flow } = end;
  finish(driver, { to, detail: reason, attempt }, { end: to, reason, outputs, flow });
}

function retryLater(driver: Driver, change: Pick<TaskChange, 'attempt' | 'detail'>, failures: number): void {
  const { events, task, ctx, plan, instance, state } = driver;
  const seed = `${plan.ref.pipelineRunId}/${task.id}/${instance.mapIndex}/${state.attempt}`;
  const nextAt = ctx.clock.now() + computeRetryDelay(task.retry, failures, seed);
  move(driver, { ...change, to: 'up_for_retry', waitsFor: 'retry_delay', nextAt }).catch(events.onBroken);
  retryAt(driver, nextAt);
}

function retryAt(driver: Driver, at: number): void {
  const { state, services } = driver;
  state.phase = 'retrying';
  state.leave = services.alarms.set(at, () => {
    schedule(driver, 'new');
  });
}

/** The engine ended, or the program was lost: by the task's policy it is tried again, fails, or asks. */
function followInterruption(driver: Driver, end: AttemptEnd, isMarked = false): void {
  const { state, events, task, ctx } = driver;
  const { reason = '' } = end;
  if (!isMarked) state.interruptions++;
  const written = isMarked ? {} : { attempt: endAttempt(state.attempt, end), isInterruption: true };
  if (task.onInterrupt === 'hold') {
    state.isHeld = true;
    awaitDecision(driver, `${reason}. Run it again?`, written);
    return;
  }
  if (task.onInterrupt === 'fail' || state.interruptions > maxInterruptions) {
    const times = task.onInterrupt === 'fail' ? '' : `; it was interrupted ${state.interruptions} times`;
    const detail = `${reason}${times}`;
    finish(driver, { ...written, to: 'failed', detail }, { end: 'failed', reason: detail });
    return;
  }
  const nextAt = ctx.clock.now();
  const change = { ...written, detail: reason, waitsFor: 'interrupted', nextAt };
  move(driver, { ...change, to: 'up_for_retry' }).catch(events.onBroken);
  if (state.stopped !== null) park(driver);
  else retryAt(driver, nextAt);
}

function defer(driver: Driver, reason: string, until: Deferral): void {
  const { state, events, services } = driver;
  state.isPaused = true;
  const pause = { state: 'up_for_reschedule', reason, until } as const;
  const attempt = pauseAttempt(state.attempt, pause);
  const change = { waitsFor: reason, nextAt: until.at ?? null, detail: reason, attempt };
  move(driver, { ...change, to: 'up_for_reschedule' }).catch(events.onBroken);
  if (state.stopped !== null) {
    giveUpWait(driver, state.stopped);
    return;
  }
  state.phase = 'deferred';
  state.leave = watchDeferral(services, until, () => {
    schedule(driver, 'again');
  });
}

function awaitDecision(
  driver: Driver,
  question: string,
  written: Pick<TaskChange, 'attempt' | 'isInterruption'>,
): void {
  const { state, events } = driver;
  const change = { to: 'awaiting_input', waitsFor: 'decision', question, detail: question } as const;
  move(driver, { ...change, ...written }).catch(events.onBroken);
  if (state.stopped !== null) giveUpWait(driver, state.stopped);
  else state.phase = 'awaiting';
}

async function decide(driver: Driver, decision: TaskDecision): Promise<boolean> {
  const { state, events } = driver;
  if (state.phase !== 'awaiting') return false;
  state.phase = 'scheduled';
  if (state.isHeld) {
    state.isHeld = false;
    if (decision.isApproved) schedule(driver, 'new');
    else {
      const reason = `${decision.by} decided not to run it again: ${decision.reason}`;
      finish(driver, { to: 'failed', detail: reason }, { end: 'failed', reason });
    }
    return true;
  }
  state.decision = decision;
  const detail = `${decision.by} ${decision.isApproved ? 'approved' : 'rejected'}: ${decision.reason}`;
  const attempt = decideAttempt(state.attempt, decision);
  try {
    await move(driver, { to: 'scheduled', waitsFor: 'slots', detail, attempt });
  } catch (error) {
    events.onBroken(error);
    throw error;
  }
  // It may have been told to stop meanwhile: what was decided is written, and counts for whoever goes on with it.
  if (state.stopped === null) standInLine(driver, 'again');
  return true;
}

function resume(driver: Driver, from: ResumePoint): void {
  const { state } = driver;
  switch (from.at) {
    case 'scheduled':
      [state.isPaused, state.decision] = [from.hasAttempt, from.decision];
      standInLine(driver, from.hasAttempt ? 'again' : 'new');
      return;
    case 'retry':
      retryAt(driver, from.nextAt);
      return;
    case 'deferred':
      state.isPaused = true;
      schedule(driver, 'again');
      return;
    case 'awaiting':
      [state.phase, state.isHeld, state.isPaused] = ['awaiting', from.isHeld, !from.isHeld];
      return;
    case 'running':
      standInLine(driver, 'resumed');
      return;
    case 'lost':
      followInterruption(driver, { state: 'interrupted', reason: from.reason }, from.isMarked);
  }
}

function stop(driver: Driver, aborted: AttemptAborted): void {
  const { state } = driver;
  if (state.phase === 'over' || state.phase === 'parked' || state.stopped !== null) return;
  state.stopped = aborted;
  if (state.phase === 'running') state.controller?.abort(aborted);
  else giveUpWait(driver, aborted);
}

/** What does not work ends with a run that is canceled; an engine that stops leaves it as it stands. */
function giveUpWait(driver: Driver, { kind, message }: AttemptAborted): void {
  driver.state.leave();
  if (kind === 'stop') {
    park(driver);
    return;
  }
  const { state } = driver;
  const attempt = state.isPaused
    ? endAttempt(state.attempt, { state: 'canceled', reason: message })
    : undefined;
  finish(
    driver,
    { to: 'canceled', detail: message, ...(attempt && { attempt }) },
    { end: 'canceled', reason: message },
  );
}

function park({ state, events }: Driver): void {
  state.phase = 'parked';
  events.onParked();
}
