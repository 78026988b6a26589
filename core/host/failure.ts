import type { ErrorCode } from '#contract/errors.ts';
import { errorText } from '#core/kernel/errors.ts';

/** What a program tells of an error: by code where the contract knows it. */
export interface Failure {
  code: ErrorCode;
  message: string;
  data: object;
}

/**
 * Reads an error that was thrown here, in the engine's own bundle or by a link: these have classes of their own, so
 * it goes by shape. Null when the contract does not know it.
 */
export function readFailure(error: unknown): Failure | null {
  if (!(error instanceof Error) || !('code' in error) || !('data' in error)) return null;
  const { code, data, message } = error;
  if (typeof code !== 'string' || !/^[A-Z_]+$/.test(code) || typeof data !== 'object' || data === null)
    return null;
  return { code: code as ErrorCode, message, data };
}

/** 0 done, 1 failed, 2 wrong use, 3 no such thing, 4 engine trouble. */
export type ExitCode = 0 | 1 | 2 | 3 | 4;

const exitCodes: Partial<Record<ErrorCode, ExitCode>> = {
  INVALID_ARGUMENT: 2,
  INVALID_INPUT: 2,
  FILTER_SYNTAX: 2,
  INVALID_PAGE_TOKEN: 2,
  PIPELINE_INVALID: 2,
  LIMIT_EXCEEDED: 2,
  PATH_NOT_ALLOWED: 2,
  EDITOR_COMMAND_INVALID: 2,
  NOT_FOUND: 3,
  UNAUTHORIZED: 4,
  WORKSPACE_IN_USE: 4,
  WORKSPACE_NEWER: 4,
  WORKSPACE_NOT_WRITABLE: 4,
  WORKSPACE_NOT_A_FOLDER: 4,
  WORKSPACE_DAMAGED: 4,
  DISK_FULL: 4,
  PORT_IN_USE: 4,
  ENGINE_UNREACHABLE: 4,
  ENGINE_STOPPING: 4,
  INTERNAL: 4,
};

/** With which code a program ends after this error; the rest of the contract is "failed". */
export function failureToExitCode(failure: Failure | null): ExitCode {
  return failure === null ? 4 : (exitCodes[failure.code] ?? 1);
}

/** The sentence for a person. */
export function failureText(error: unknown): string {
  return readFailure(error)?.message ?? `Something unforeseen stopped Stile: ${errorText(error)}`;
}
