import type { ErrorCode, ErrorData } from '#contract/errors.ts';
import { errorText, isStileError } from '#core/kernel/errors.ts';
import type { TextTraining, TextTrainJob, TrainProgress } from './text-classifier.ts';

/** What a training worker is started with. */
export interface TrainOrder {
  job: TextTrainJob;
  source: string;
  /** One 32-bit integer: anything but 0 asks the worker to end. */
  stopFlag: SharedArrayBuffer;
}

/** What a training worker says; the last message is one of the latter three. */
export type TrainReport =
  | { kind: 'progress'; progress: TrainProgress }
  | { kind: 'done'; training: TextTraining }
  | { kind: 'refused'; code: ErrorCode; message: string; data: ErrorData<ErrorCode> }
  | { kind: 'failed'; message: string; stack: string };

/** An error as data: a thread's errors lose their class on the way to another. */
export function errorToReport(error: unknown): TrainReport {
  if (isStileError(error)) {
    return { kind: 'refused', code: error.code, message: error.message, data: error.data };
  }
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  return { kind: 'failed', message: errorText(error), stack };
}
