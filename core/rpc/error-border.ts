import { randomUUID } from 'node:crypto';
import { ORPCError, os, ValidationError } from '@orpc/server';
import { errorTable } from '#contract/errors.ts';
import { isStileError, type StileError } from '#core/kernel/errors.ts';
import { describeIssue, issueText } from '#core/kernel/schema-issues.ts';
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
