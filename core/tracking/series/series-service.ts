import { Worker } from 'node:worker_threads';
import type { Outputs } from '#contract/procedures.ts';
import { StileError } from '#core/kernel/errors.ts';
import { requireWanted } from '#core/kernel/wanted.ts';
import { workerFile } from '#core/kernel/worker-file.ts';
import type { SeriesOrder } from './read-series.ts';
import type { SeriesReport, SeriesRequest } from './series-messages.ts';

/** Lines of charts, read in a thread of their own that is there while somebody looks at charts. */
export interface SeriesService {
  series(order: SeriesOrder, signal?: AbortSignal): Promise<Outputs['runs']['metricSeries']>;
  names(runIds: readonly string[], signal?: AbortSignal): Promise<Outputs['runs']['metricNames']>;
  /** Ends the thread and what waits for it; afterwards every call is refused. */
  stop(): Promise<void>;
}

/** So long it stays without a question, in ms: it holds some MB, and what it remembers. */
const idleMs = 60_000;

type Ask = { kind: 'series'; order: SeriesOrder } | { kind: 'names'; runIds: readonly string[] };

interface Waiting {
  resolve: (report: SeriesReport) => void;
  reject: (error: Error) => void;
}

interface State {
  worker: Worker | null;
  waiting: Map<number, Waiting>;
  nextId: number;
  idle: NodeJS.Timeout | undefined;
  isStopped: boolean;
}

/** @param file absolute path of the database */
export function createSeriesService(file: string): SeriesService {
  const state: State = { worker: null, waiting: new Map(), nextId: 1, idle: undefined, isStopped: false };
  return {
    series: async (order, signal) => {
      const report = await ask(state, file, { kind: 'series', order }, signal);
      return report.kind === 'series' ? report.answer : fail(report);
    },
    names: async (runIds, signal) => {
      const report = await ask(state, file, { kind: 'names', runIds }, signal);
      return report.kind === 'names' ? report.answer : fail(report);
    },
    stop: async () => {
      state.isStopped = true;
      clearTimeout(state.idle);
      await state.worker?.terminate();
    },
  };
}

function fail(report: SeriesReport): never {
  if (report.kind !== 'failed') throw new Error(`the thread of series answered ${report.kind}`);
  throw Object.assign(new Error(report.message), { code: report.code });
}

async function ask(state: State, file: string, what: Ask, signal?: AbortSignal): Promise<SeriesReport> {
  if (state.isStopped)
    throw new StileError('ENGINE_STOPPING', 'The engine is stopping and answers no more questions.', {});
  requireWanted(signal, 'lines');
  const worker = (state.worker ??= startWorker(state, file));
  const request: SeriesRequest = { ...what, id: state.nextId++, stop: new SharedArrayBuffer(4) };
  const onAbort = (): void => void Atomics.store(new Int32Array(request.stop), 0, 1);
  signal?.addEventListener('abort', onAbort, { once: true });
  clearTimeout(state.idle);
  // A process that waits for an answer stays; one that does not may end.
  worker.ref();
  try {
    const report = await new Promise<SeriesReport>((resolve, reject) => {
      state.waiting.set(request.id, { resolve, reject });
      worker.postMessage(request);
    });
    requireWanted(signal, 'lines');
    return report;
  } finally {
    signal?.removeEventListener('abort', onAbort);
    state.waiting.delete(request.id);
    if (state.waiting.size === 0 && !state.isStopped) startIdle(state);
  }
}

function startIdle(state: State): void {
  state.worker?.unref();
  state.idle = setTimeout(() => {
    const { worker } = state;
    state.worker = null;
    void worker?.terminate();
  }, idleMs);
  state.idle.unref();
}

function startWorker(state: State, file: string): Worker {
  // Options of this process, such as a debugger's, are not the worker's.
  const worker = new Worker(workerFile('tracking/series/series.worker.ts'), {
    workerData: { file },
    execArgv: [],
  });
  let cause = new Error('the thread of series ended without an answer');
  worker.on('message', (report: SeriesReport) => state.waiting.get(report.id)?.resolve(report));
  worker.on('error', (error) => (cause = error instanceof Error ? error : new Error(String(error))));
  worker.on('exit', () => {
    if (state.worker !== worker && !state.isStopped) return;
    state.worker = null;
    const ending = state.isStopped
      ? new StileError('ENGINE_STOPPING', 'The engine is stopping and answers no more questions.', {})
      : cause;
    for (const { reject } of state.waiting.values()) reject(ending);
  });
  return worker;
}
