import { setTimeout as sleep } from 'node:timers/promises';
import type { Failure, ModelRemark } from '#contract/python.ts';
import { describeFailure, errorText } from '#core/kernel/errors.ts';
import { refusal, ScoringRefusal } from '../scoring-refusal.ts';
import { beforeAbort } from './before-abort.ts';
import type { PythonProcess } from './python-process.ts';
import type { PythonAnswer, PythonRequest, ReadyMessage } from './python-protocol.ts';

export type PythonState = 'off' | 'preparing' | 'starting' | 'ready' | 'failed';

export interface PythonScorerOptions {
  /** How messages name the model. */
  uri: string;
  limits: PythonLimits;
  /** Finds what runs the model, or makes it. */
  prepare(signal: AbortSignal): Promise<PreparedRuntime>;
  onChange(): void;
}

export interface PreparedRuntime {
  /** The interpreter, or the name of what runs the model without one. */
  python: string;
  remarks: readonly ModelRemark[];
  /** Starts a process and lets it load the model. */
  start(signal: AbortSignal): Promise<PythonProcess>;
}

export interface PythonLimits {
  /** ms from the arrival of a request to its answer. */
  requestMs: number;
  /** Requests that wait behind the one being answered, and the bytes of their bodies. */
  waiting: number;
  waitingBytes: number;
}

export interface AskOptions {
  /** Waits for its turn however many wait already; the time limit is for the answer alone. */
  isPatient?: boolean;
}

/** Keeps one warm process for a model: starts it when needed, and again when it dies. */
export interface PythonScorer {
  /** Resolves when a process is ready. @throws what kept it from being so */
  open(): Promise<ReadyMessage>;
  /** @throws ScoringRefusal: what the model said; 429 when too many wait, 503, 504 */
  ask(request: PythonRequest, body: Uint8Array, options?: AskOptions): Promise<PythonAnswer>;
  state(): {
    state: PythonState;
    python: string | null;
    problem: string | null;
    failure: Failure | null;
    remarks: readonly ModelRemark[];
  };
  isBusy(): boolean;
  /** Ends the process; the next question starts another. */
  close(): Promise<void>;
}

/** Waits before a restart, in ms: the last one for all further ones. */
const backOffMs = [100, 500, 2000, 10_000, 30_000];
/** A process that lived so long starts the waits over. */
const healthyMs = 60_000;

interface Waiting {
  request: PythonRequest;
  body: Uint8Array;
  settled: PromiseWithResolvers<PythonAnswer>;
  /** Undefined while a patient one waits. */
  timer: NodeJS.Timeout | undefined;
}

interface Scorer extends PythonScorerOptions {
  state: PythonState;
  python: string | null;
  remarks: readonly ModelRemark[];
  problem: string | null;
  process: PythonProcess | null;
  opening: Promise<ReadyMessage> | null;
  /** Ends the start that is under way. */
  stopping: AbortController;
  queue: Waiting[];
  current: Waiting | null;
  crashes: number;
  /** `performance.now()` before which no start is tried. */
  notBefore: number;
  failure: unknown;
}

export function createPythonScorer(options: PythonScorerOptions): PythonScorer {
  const scorer: Scorer = {
    ...options,
    state: 'off',
    python: null,
    remarks: [],
    problem: null,
    process: null,
    opening: null,
    stopping: new AbortController(),
    queue: [],
    current: null,
    crashes: 0,
    notBefore: 0,
    failure: null,
  };
  return {
    open: () => open(scorer),
    ask: (request, body, options = {}) => ask(scorer, request, body, options),
    state: () => ({
      state: scorer.state,
      python: scorer.python,
      problem: scorer.problem,
      failure: scorer.state === 'failed' ? describeFailure(scorer.failure) : null,
      remarks: scorer.remarks,
    }),
    isBusy: () => scorer.current !== null || scorer.queue.length > 0 || scorer.opening !== null,
    close: () => close(scorer),
  };
}

function change(scorer: Scorer, state: PythonState, problem: string | null = null): void {
  scorer.state = state;
  scorer.problem = problem;
  scorer.onChange();
}

/** One start at a time; one that failed is not tried again before its wait is over. */
function open(scorer: Scorer): Promise<ReadyMessage> {
  if (scorer.process !== null) return Promise.resolve(scorer.process.ready);
  if (scorer.opening !== null) return scorer.opening;
  if (scorer.failure !== null && performance.now() < scorer.notBefore) return reject(scorer.failure);
  const opening = start(scorer).finally(() => {
    scorer.opening = null;
    pump(scorer);
  });
  scorer.opening = opening;
  return opening;
}

async function reject(reason: unknown): Promise<never> {
  throw reason;
}

async function start(scorer: Scorer): Promise<ReadyMessage> {
  const { signal } = scorer.stopping;
  try {
    const wait = scorer.notBefore - performance.now();
    if (wait > 0) await sleep(wait, undefined, { signal, ref: false });
    change(scorer, 'preparing');
    const prepared = await beforeAbort(scorer.prepare(signal), signal);
    scorer.python = prepared.python;
    change(scorer, 'starting');
    const process = await prepared.start(signal);
    adopt(scorer, process, prepared.remarks);
    return process.ready;
  } catch (error) {
    backOff(scorer);
    scorer.failure = error;
    change(scorer, 'failed', errorText(error));
    for (const waiting of scorer.queue.splice(0)) settle(waiting, toRefusal(scorer, error));
    throw error;
  }
}

/** What the program that runs the model says of it while it starts. */
function toRemark(text: string): ModelRemark {
  const [, problem] = /^its own input example fails: (.*)$/s.exec(text) ?? [];
  return problem === undefined
    ? { code: 'other', facts: {}, text }
    : { code: 'example_fails', facts: { problem }, text };
}

function adopt(scorer: Scorer, process: PythonProcess, remarks: readonly ModelRemark[]): void {
  const startedAt = performance.now();
  scorer.process = process;
  scorer.failure = null;
  scorer.remarks = [...remarks, ...process.ready.warnings.map(toRemark)];
  change(scorer, 'ready');
  void process.ended.then((words) => {
    // What it started may live on without it.
    void process.kill();
    if (scorer.process !== process) return;
    scorer.process = null;
    if (performance.now() - startedAt > healthyMs) scorer.crashes = 0;
    backOff(scorer);
    change(scorer, 'failed', `The Python process ended (${words}) and is started again.`);
    open(scorer).catch(() => undefined);
  });
}

function backOff(scorer: Scorer): void {
  const delay = backOffMs[Math.min(scorer.crashes++, backOffMs.length - 1)] ?? 0;
  scorer.notBefore = performance.now() + delay;
}

function toRefusal({ uri }: Scorer, error: unknown): ScoringRefusal {
  if (error instanceof ScoringRefusal) return error;
  return refusal(503, 'TEMPORARILY_UNAVAILABLE', `${uri} cannot answer: ${errorText(error)}`);
}

function ask(
  scorer: Scorer,
  request: PythonRequest,
  body: Uint8Array,
  { isPatient = false }: AskOptions,
): Promise<PythonAnswer> {
  const { queue } = scorer;
  if (!isPatient && isFull(scorer, body)) {
    const message = `${queue.length} requests wait for ${scorer.uri} already. Send this one again in a second.`;
    return reject(refusal(429, 'REQUEST_LIMIT_EXCEEDED', message));
  }
  const settled = Promise.withResolvers<PythonAnswer>();
  const waiting: Waiting = { request, body, settled, timer: undefined };
  if (!isPatient) limitTime(scorer, waiting);
  queue.push(waiting);
  pump(scorer);
  return settled.promise;
}

function isFull({ queue, limits }: Scorer, body: Uint8Array): boolean {
  const bytes = queue.reduce((sum, waiting) => sum + waiting.body.length, body.length);
  return queue.length >= limits.waiting || (queue.length > 0 && bytes > limits.waitingBytes);
}

function limitTime(scorer: Scorer, waiting: Waiting): void {
  waiting.timer ??= setTimeout(() => {
    expire(scorer, waiting);
  }, scorer.limits.requestMs);
}

/** Sends the next request when the process is free. */
function pump(scorer: Scorer): void {
  const { process, queue } = scorer;
  if (scorer.current !== null || queue.length === 0) return;
  if (process === null) {
    open(scorer).catch((error: unknown) => {
      for (const waiting of queue.splice(0)) settle(waiting, toRefusal(scorer, error));
    });
    return;
  }
  const next = queue.shift();
  if (next === undefined) return;
  scorer.current = next;
  limitTime(scorer, next);
  process
    .ask(next.request, next.body)
    .then(
      (answer) => {
        settle(next, answer);
      },
      (error: unknown) => {
        settle(next, toRefusal(scorer, error));
      },
    )
    .finally(() => {
      if (scorer.current === next) scorer.current = null;
      pump(scorer);
    });
}

function settle({ timer, settled }: Waiting, outcome: PythonAnswer | ScoringRefusal): void {
  clearTimeout(timer);
  if (outcome instanceof ScoringRefusal) settled.reject(outcome);
  else settled.resolve(outcome);
}

/** A question that takes too long: Python cannot be interrupted, so its process is ended and another one started. */
function expire(scorer: Scorer, waiting: Waiting): void {
  const { limits, queue, process } = scorer;
  const seconds = limits.requestMs / 1000;
  const isCurrent = scorer.current === waiting;
  const what = isCurrent ? 'did not answer' : `did not come to this request (its process is ${scorer.state})`;
  const message = `${scorer.uri} ${what} within ${seconds} seconds. Send fewer rows at once.`;
  settle(waiting, refusal(504, 'DEADLINE_EXCEEDED', message));
  const at = queue.indexOf(waiting);
  if (at !== -1) queue.splice(at, 1);
  if (!isCurrent) return;
  scorer.current = null;
  scorer.process = null;
  void process?.kill();
  change(scorer, 'starting');
  open(scorer).catch(() => undefined);
}

async function close(scorer: Scorer): Promise<void> {
  scorer.stopping.abort();
  await scorer.opening?.catch(() => undefined);
  scorer.stopping = new AbortController();
  const running = scorer.process;
  scorer.process = null;
  for (const waiting of scorer.queue.splice(0)) {
    settle(waiting, refusal(503, 'TEMPORARILY_UNAVAILABLE', `${scorer.uri} is being stopped.`));
  }
  await running?.kill();
  change(scorer, 'off');
}
