import { ORPCError } from '@orpc/client';
import type { ErrorCode, ErrorData } from '#contract/errors.ts';

type EngineProblem = { [C in ErrorCode]: { readonly code: C; readonly data: ErrorData<C> } }[ErrorCode];

/** All that can go wrong between a screen and the engine, ready to be worded. */
export type Problem =
  | EngineProblem
  | { readonly code: 'CONNECTION_LOST' }
  | { readonly code: 'UNEXPECTED'; readonly detail: string };
export type ProblemCode = Problem['code'];

/** The engine went away before it answered: a write may or may not have happened. */
export class ConnectionLostError extends Error {
  override readonly name = 'ConnectionLostError';
}

/** The error codes again as values: importing the contract's own table would bring its schemas into the window. */
const engineCodes: Readonly<Record<ErrorCode, true>> = {
  INVALID_ARGUMENT: true,
  INVALID_INPUT: true,
  FILTER_SYNTAX: true,
  INVALID_PAGE_TOKEN: true,
  LIMIT_EXCEEDED: true,
  PATH_NOT_ALLOWED: true,
  NOT_FOUND: true,
  ALREADY_EXISTS: true,
  INVALID_STATE: true,
  CONFLICT: true,
  CANNOT_UNDO: true,
  PARAM_CHANGED: true,
  DATA_INVALID: true,
  MODEL_DAMAGED: true,
  MODEL_NOT_RUNNABLE: true,
  MODEL_FAILED: true,
  PYTHON_NOT_FOUND: true,
  PYTHON_ENVIRONMENT_FAILED: true,
  PIPELINE_INVALID: true,
  GATE_FAILED: true,
  CANCELED: true,
  UNAUTHORIZED: true,
  WORKSPACE_IN_USE: true,
  WORKSPACE_NEWER: true,
  WORKSPACE_NOT_WRITABLE: true,
  WORKSPACE_NOT_A_FOLDER: true,
  WORKSPACE_DAMAGED: true,
  DISK_FULL: true,
  PORT_IN_USE: true,
  ENGINE_UNREACHABLE: true,
  ENGINE_STOPPING: true,
  ARCHIVE_INVALID: true,
  UPDATE_REFUSED: true,
  COMMAND_NOT_PLACED: true,
  EDITOR_NOT_OPENED: true,
  EDITOR_COMMAND_INVALID: true,
  INTERNAL: true,
};

export function toProblem(error: unknown): Problem {
  if (isEngineError(error)) return { code: error.code, data: error.data } as EngineProblem;
  if (isConnectionLost(error)) return { code: 'CONNECTION_LOST' };
  return { code: 'UNEXPECTED', detail: error instanceof Error ? error.message : String(error) };
}

/** The error that ended some work of the engine, as it is kept with that work. */
export function storedProblem({
  code,
  message,
  data,
}: {
  code: string;
  message: string;
  data?: unknown;
}): Problem {
  return isEngineCode(code) && isObject(data)
    ? ({ code, data } as EngineProblem)
    : { code: 'UNEXPECTED', detail: message };
}

/** The same as an error, for what shows errors: as if the engine had just answered with it. */
export function storedError({ code, data }: { code: string; data: object }): Error {
  return new ORPCError(code, { data });
}

/** Whether asking again may help: nothing was answered. */
export function isConnectionLost(error: unknown): boolean {
  if (error instanceof ConnectionLostError) return true;
  return isEngineError(error) && (error.code === 'ENGINE_STOPPING' || error.code === 'ENGINE_UNREACHABLE');
}

/** Whether the engine refused what was searched for, as against not being able to answer. */
export function isRefusedSearch(error: unknown): boolean {
  return refusals.has(toProblem(error).code);
}

const refusals: ReadonlySet<ProblemCode> = new Set([
  'FILTER_SYNTAX',
  'LIMIT_EXCEEDED',
  'INVALID_INPUT',
  'INVALID_ARGUMENT',
]);

function isEngineError(error: unknown): error is ORPCError<ErrorCode, ErrorData<ErrorCode>> {
  if (!(error instanceof ORPCError)) return false;
  return isEngineCode(String(error.code)) && isObject(error.data);
}

function isEngineCode(code: string): code is ErrorCode {
  return Object.hasOwn(engineCodes, code);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
