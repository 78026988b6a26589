import { randomUUID } from 'node:crypto';
import { ORPCError, os, ValidationError } from '@orpc/server';
import { errorTable, type ErrorData } from '#contract/errors.ts';
import { isStileError, showValue, type StileError } from '#core/kernel/errors.ts';
import { storeError } from '#core/store/store-errors.ts';
import type { RpcContext } from './rpc-context.ts';

/**
 * The border of every call: what core throws leaves as an error of the contract with its data. What nobody foresaw
 * becomes INTERNAL with an id; its stack stays in the log.
 */
export const errorBorder = os.$context<RpcContext>().middleware(async ({ context, next, path }, input) => {
  try {
    return await next();
  } catch (thrown) {
    const error = toRpcError(thrown, input, (id, cause) => {
      context.engine.logger.error({ id, path: path.join('.'), err: cause }, 'unexpected error in a call');
    });
    if (error.code === 'WORKSPACE_DAMAGED') context.services.noteDamage();
    throw error;
  }
});

type Report = (id: string, error: unknown) => void;

/** Turns anything thrown by a call with `input` into an error of the contract; `report` gets what nobody foresaw. */
export function toRpcError(thrown: unknown, input: unknown, report: Report): ORPCError<string, unknown> {
  const error = storeError(thrown);
  if (isStileError(error)) return stileToRpc(error);
  if (isRpcError(error)) return refineRpcError(error, input, report);
  return internal(error, report);
}

function isRpcError(error: unknown): error is ORPCError<string, unknown> {
  return error instanceof ORPCError;
}

function stileToRpc(error: StileError): ORPCError<string, unknown> {
  const { code, message, data } = error;
  return new ORPCError(code, { defined: true, status: errorTable[code].httpStatus, message, data });
}

/** oRPC's own errors: a value that the schema refused, or a programming error behind the border. */
function refineRpcError(
  error: ORPCError<string, unknown>,
  input: unknown,
  report: Report,
): ORPCError<string, unknown> {
  if (error.code in errorTable) return error;
  if (error.code !== 'BAD_REQUEST' || !(error.cause instanceof ValidationError))
    return internal(error, report);
  const issues = error.cause.issues.map((issue) => describeIssue(issue, input));
  return new ORPCError('INVALID_INPUT', {
    defined: true,
    status: 400,
    message: `The call was refused: ${issues.map(issueText).join('; ')}.`,
    data: { issues },
  });
}

type Issue = ErrorData<'INVALID_INPUT'>['issues'][number];

/** Zod's issue with the value that it speaks of; `problem` is Zod's own code, which screens can word. */
function describeIssue(issue: ValidationError['issues'][number], input: unknown): Issue {
  const path = (issue.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part));
  const problem = 'code' in issue && typeof issue.code === 'string' ? issue.code : 'invalid';
  return {
    path: path.join('.'),
    value: showValue(valueAt(input, path)),
    problem,
    message: wordIssue(problem, issue) ?? issue.message,
  };
}

/** What is allowed, for the problems that Zod words for programmers. */
function wordIssue(problem: string, issue: object): string | null {
  if (problem === 'too_big' && 'maximum' in issue) return `it must be at most ${String(issue.maximum)}`;
  if (problem === 'too_small' && 'minimum' in issue) return `it must be at least ${String(issue.minimum)}`;
  if (problem === 'invalid_type' && 'expected' in issue)
    return `it must be of type ${String(issue.expected)}`;
  return null;
}

function valueAt(input: unknown, path: readonly string[]): unknown {
  let value = input;
  for (const part of path) {
    value = typeof value === 'object' && value !== null ? Reflect.get(value, part) : undefined;
  }
  return value;
}

function issueText({ path, value, message, problem }: Issue): string {
  if (problem === 'unrecognized_keys') return path === '' ? message : `${path}: ${message}`;
  return `${path === '' ? 'the input' : path} is ${value}, but: ${message}`;
}

function internal(error: unknown, report: Report): ORPCError<string, unknown> {
  const id = randomUUID();
  report(id, error);
  return new ORPCError('INTERNAL', {
    defined: true,
    status: 500,
    message: `An error in Stile itself stopped this call. The log has it under id ${id}.`,
    data: { id },
  });
}
