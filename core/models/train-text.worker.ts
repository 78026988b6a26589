import { parentPort, workerData } from 'node:worker_threads';
import { runTrainJob, type TrainProgress } from './text-classifier.ts';
import { errorToReport, type TrainOrder, type TrainReport } from './train-messages.ts';

/** Trains what it was started with, tells how far it is, and ends. */
function work({ job, source, stopFlag }: TrainOrder): void {
  const flag = new Int32Array(stopFlag);
  const report = (message: TrainReport): void => parentPort?.postMessage(message);
  const signal = {
    get aborted(): boolean {
      return Atomics.load(flag, 0) !== 0;
    },
  };
  let told = -1;
  const onProgress = (progress: TrainProgress): void => {
    // A percent is as fine as a bar can show; each iteration would be thousands of messages.
    const percent = Math.floor(progress.fraction * 100);
    if (percent === told) return;
    told = percent;
    report({ kind: 'progress', progress });
  };
  try {
    report({ kind: 'done', training: runTrainJob(job, { signal, onProgress, source }) });
  } catch (error) {
    report(errorToReport(error));
  }
}

work(workerData as TrainOrder);
