import type { ErrorCode, ErrorData } from '#contract/errors.ts';
import type { Failure } from '#contract/python.ts';

/**
 * The one error class of the engine. `message` is an English sentence that names the value seen and the remedy; it is
 * what the command line, the log and the REST surface show. Screens word `code` and `data` themselves.
 */
export class StileError<C extends ErrorCode = ErrorCode> extends Error {
  override readonly name = 'StileError';
  readonly code: C;
  readonly data: ErrorData<C>;

  constructor(code: C, message: string, data: ErrorData<C>, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.data = data;
  }
}

export function isStileError(error: unknown): error is StileError {
  return error instanceof StileError;
}

export function hasCode<C extends ErrorCode>(error: unknown, code: C): error is StileError<C> {
  return error instanceof StileError && error.code === code;
}

/** The text of anything thrown, for messages and logs. */
export function errorText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** An error as a screen can word it; null for one that is not the engine's own. */
export function describeFailure(error: unknown): Failure | null {
  return isStileError(error) ? { code: error.code, data: { ...error.data } } : null;
}

/** The `code` of a Node or SQLite error (`ENOENT`, `SQLITE_FULL`), or an empty text. */
export function systemCode(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return '';
  return typeof error.code === 'string' ? error.code : '';
}

/** A value shortened for a message, so that 10 MB of text do not land in a sentence. */
export function showValue(value: unknown): string {
  const text = typeof value === 'string' ? value : valueToText(value);
  return text.length <= 80 ? text : `${text.slice(0, 77)}...`;
}

/** JSON, except where that would say `null` (NaN, infinities) or throw (big integers, objects that hold themselves). */
function valueToText(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  try {
    return JSON.stringify(value) ?? Object.prototype.toString.call(value);
  } catch {
    return Object.prototype.toString.call(value);
  }
}

export function invalidArgument(field: string, value: unknown, rule: string, remedy: string): StileError {
  const shown = showValue(value);
  return new StileError('INVALID_ARGUMENT', `${field} is "${shown}", but ${rule}. ${remedy}`, {
    field,
    value: shown,
    rule,
    remedy,
  });
}
