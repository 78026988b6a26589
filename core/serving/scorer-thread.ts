import { Worker } from 'node:worker_threads';
import { errorText } from '#core/kernel/errors.ts';
import type { FromScorer, ScorerSettings, ToScorer } from './scorer-messages.ts';
import type { ServingProblem } from './serving-problem.ts';

export type ThreadState = 'off' | 'starting' | 'listening' | 'failed';

export interface ScorerThreadOptions {
  /** absolute path of the thread's file */
  file: string;
  settings: ScorerSettings;
  /** What the thread says, besides what this handles by itself; `reply` reaches this life of it and no later one. */
  onMessage(message: FromScorer, reply: (message: ToScorer) => void): void;
  /** It was started, anew or again, and can be told what to do. */
  onStart(): void;
  /** `state`, `address` or `problem` changed. */
  onChange(): void;
}

/** Keeps the scoring thread alive: one that ends by itself is started again, after longer and longer waits. */
export interface ScorerThread {
  /** Resolves when it listens, or has failed to. */
  start(): Promise<void>;
  post(message: ToScorer): void;
  /** Lets it answer what is under way and hand over its log, then ends it. */
  stop(): Promise<void>;
  state(): ThreadState;
  /** `http://127.0.0.1:5001`; null while it does not listen */
  address(): string | null;
  problem(): ServingProblem | null;
}

/** Waits before a restart, in ms: the last one for all further ones. */
const backOffMs = [100, 500, 2000, 10_000, 30_000];
/** A thread that lived so long starts the waits over. */
const healthyMs = 60_000;
/** What requests under way get at a stop, and what the thread gets besides to end by itself. */
const drainMs = 3000;
const graceMs = 2000;

interface Thread extends ScorerThreadOptions {
  worker: Worker | null;
  state: ThreadState;
  port: number | null;
  problem: ServingProblem | null;
  /** Resolved when the thread listens or has failed to. */
  settled: PromiseWithResolvers<void>;
  /** Set when the thread was told to stop; resolved when it has. */
  stopped: PromiseWithResolvers<void> | null;
  retry: NodeJS.Timeout | null;
  crashes: number;
}

export function createScorerThread(options: ScorerThreadOptions): ScorerThread {
  const thread: Thread = {
    ...options,
    worker: null,
    state: 'off',
    port: null,
    problem: null,
    settled: Promise.withResolvers<void>(),
    stopped: null,
    retry: null,
    crashes: 0,
  };
  return {
    start() {
      change(thread, 'starting', null);
      run(thread);
      return thread.settled.promise;
    },
    post: (message) => void thread.worker?.postMessage(message),
    stop: () => stop(thread),
    state: () => thread.state,
    address: () =>
      thread.state === 'listening' && thread.port !== null ? `http://127.0.0.1:${thread.port}` : null,
    problem: () => thread.problem,
  };
}

function change(thread: Thread, state: ThreadState, problem: ServingProblem | null): void {
  thread.state = state;
  thread.problem = problem;
  thread.onChange();
}

function run(thread: Thread): void {
  const { settings, file, port } = thread;
  const startedAt = performance.now();
  // After a restart it is found where it was.
  const workerData = { ...settings, usualPort: port ?? settings.usualPort } satisfies ScorerSettings;
  const worker = new Worker(file, { workerData, execArgv: [] });
  thread.retry = null;
  thread.worker = worker;
  const reply = (message: ToScorer): void => {
    worker.postMessage(message);
  };
  worker.on('message', (message: FromScorer) => {
    receive(thread, message, reply);
  });
  let cause = 'it ended without a word';
  worker.on('error', (error) => (cause = errorText(error)));
  worker.on('exit', () => {
    if (thread.worker === worker) onExit(thread, cause, performance.now() - startedAt);
  });
  thread.onStart();
}

function receive(thread: Thread, message: FromScorer, reply: (message: ToScorer) => void): void {
  if (message.type === 'listening') {
    thread.port = message.port;
    change(thread, 'listening', null);
    thread.settled.resolve();
  } else if (message.type === 'notListening') {
    change(thread, 'failed', message.problem);
    thread.settled.resolve();
  } else if (message.type === 'stopped') thread.stopped?.resolve();
  else thread.onMessage(message, reply);
}

function onExit(thread: Thread, cause: string, livedMs: number): void {
  thread.worker = null;
  thread.stopped?.resolve();
  if (thread.stopped !== null) return;
  if (livedMs > healthyMs) thread.crashes = 0;
  const delay = backOffMs[Math.min(thread.crashes++, backOffMs.length - 1)] ?? 0;
  thread.retry = setTimeout(run, delay, thread);
  thread.retry.unref();
  const text = `The scoring thread ended (${cause}) and is started again.`;
  change(thread, 'failed', { text, failure: null });
  thread.settled.resolve();
}

async function stop(thread: Thread): Promise<void> {
  const { worker, retry } = thread;
  if (retry !== null) clearTimeout(retry);
  const stopped = (thread.stopped = Promise.withResolvers<void>());
  if (worker !== null) {
    const timer = setTimeout(stopped.resolve, drainMs + graceMs);
    worker.postMessage({ type: 'stop', drainMs } satisfies ToScorer);
    await stopped.promise;
    clearTimeout(timer);
    await worker.terminate();
    thread.worker = null;
  }
  change(thread, 'off', null);
  thread.settled.resolve();
}
