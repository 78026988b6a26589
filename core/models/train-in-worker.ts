import { Worker } from 'node:worker_threads';
import { StileError } from '#core/kernel/errors.ts';
import { workerFile } from '#core/kernel/worker-file.ts';
import {
  trainingCanceled,
  type TextTraining,
  type TextTrainJob,
  type TrainProgress,
} from './text-classifier.ts';
import type { TrainOrder, TrainReport } from './train-messages.ts';

export interface WorkerHooks {
  signal?: AbortSignal;
  /** About once a percent. */
  onProgress?: (progress: TrainProgress) => void;
  /** Where the rows come from, for sentences: `datasets:/reviews/3`. */
  source?: string;
}

type LastReport = Exclude<TrainReport, { kind: 'progress' }>;

/** How long a worker may take to see that it is canceled, in ms, before it is ended from outside. */
const graceMs = 2000;

/**
 * `runTrainJob` in a thread of its own, so that the engine goes on answering. Settles when the thread has ended.
 * @throws DATA_INVALID, INVALID_ARGUMENT; CANCELED soon after the signal
 */
export async function trainTextInWorker(job: TextTrainJob, hooks: WorkerHooks = {}): Promise<TextTraining> {
  const { signal, onProgress, source = 'the given rows' } = hooks;
  if (signal?.aborted) throw trainingCanceled(source);
  const stopFlag = new SharedArrayBuffer(4);
  const order: TrainOrder = { job, source, stopFlag };
  // Options of this process, such as a debugger's, are not the worker's.
  const worker = new Worker(workerFile('models/train-text.worker.ts'), { workerData: order, execArgv: [] });
  const cancel = createCancel(worker, stopFlag);
  signal?.addEventListener('abort', cancel.start, { once: true });
  try {
    const report = await lastReport(worker, onProgress);
    if (signal?.aborted) throw trainingCanceled(source);
    return readTraining(report);
  } finally {
    signal?.removeEventListener('abort', cancel.start);
    cancel.clear();
  }
}

/** Asks the worker to end, and ends it when it does not listen. */
function createCancel(worker: Worker, stopFlag: SharedArrayBuffer): { start: () => void; clear: () => void } {
  let timer: NodeJS.Timeout | undefined;
  return {
    start: () => {
      Atomics.store(new Int32Array(stopFlag), 0, 1);
      timer = setTimeout(() => void worker.terminate(), graceMs);
    },
    clear: () => {
      clearTimeout(timer);
    },
  };
}

/** What the worker said last, once it has ended; null when it ended without a word. */
function lastReport(worker: Worker, onProgress: WorkerHooks['onProgress']): Promise<LastReport | null> {
  return new Promise((resolve, reject) => {
    let last: LastReport | null = null;
    worker.on('message', (report: TrainReport) => {
      if (report.kind === 'progress') onProgress?.(report.progress);
      else last = report;
    });
    worker.on('error', reject);
    worker.on('exit', () => {
      resolve(last);
    });
  });
}

function readTraining(report: LastReport | null): TextTraining {
  if (report?.kind === 'done') return report.training;
  if (report?.kind === 'refused') throw new StileError(report.code, report.message, report.data);
  if (report === null) throw new Error('the training thread ended without a result');
  const error = new Error(`the training thread failed: ${report.message}`);
  error.stack = report.stack;
  throw error;
}
