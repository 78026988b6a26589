import type { ErrorData } from '#contract/errors.ts';
import { showValue, StileError } from '#core/kernel/errors.ts';

export type DataProblem = ErrorData<'DATA_INVALID'>['problem'];

interface DataErrorParts {
  /** The file, address or dataset, as the user named it. */
  source: string;
  problem: DataProblem;
  /** A row, a column, a file; empty for the whole. */
  place?: string;
  value?: string;
  /** What to do, a sentence. */
  remedy: string;
}

/** @param sentence what is wrong, naming value and place; the remedy is put after it */
export function dataInvalid(sentence: string, parts: DataErrorParts, cause?: unknown): StileError {
  const { source, problem, place = '', value = '', remedy } = parts;
  const data = { source, problem, place, value: showValue(value), remedy };
  return new StileError('DATA_INVALID', `${sentence} ${remedy}`, data, cause);
}

export function canceled(what: string): StileError {
  return new StileError('CANCELED', `${what} was canceled; nothing of it was kept.`, { what });
}

/** @throws CANCELED when the caller gave up */
export function throwIfCanceled(signal: AbortSignal | undefined, what: string): void {
  if (signal?.aborted === true) throw canceled(what);
}
