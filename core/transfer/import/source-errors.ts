import { StileError } from '#core/kernel/errors.ts';

/** A store that cannot be read: `why` and `remedy` are whole sentences without the last full stop of the first. */
export function unreadable(
  source: string,
  problem: 'format' | 'unreachable' | 'empty',
  why: string,
  remedy: string,
  cause?: unknown,
): StileError {
  return new StileError(
    'DATA_INVALID',
    `${source} cannot be read as an MLflow store: ${why}. ${remedy}`,
    { source, problem, place: '', value: why, remedy },
    cause,
  );
}
