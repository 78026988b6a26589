import { ORPCError } from '@orpc/client';
import { describe, expect, it } from 'vitest';
import { errorCodes } from '#contract/errors.ts';
import { StileError } from '#core/kernel/errors.ts';
import { failureText, failureToExitCode, readFailure } from './failure.ts';

describe('failures', () => {
  it('are read from the engine’s errors and from those of a link', () => {
    const expected = { code: 'NOT_FOUND', message: 'gone', data: { kind: 'run', id: 'x' } };
    expect(readFailure(new StileError('NOT_FOUND', 'gone', { kind: 'run', id: 'x' }))).toEqual(expected);
    expect(
      readFailure(new ORPCError('NOT_FOUND', { message: 'gone', data: { kind: 'run', id: 'x' } })),
    ).toEqual(expected);
  });

  it.each([new Error('boom'), 'boom', null, Object.assign(new Error('boom'), { code: 'ENOENT' })])(
    'are not made of anything else (%s)',
    (error) => {
      expect(readFailure(error)).toBeNull();
      expect(failureText(error)).toMatch(/^Something unforeseen stopped Stile: /);
    },
  );

  it('end a program by the table of the product', () => {
    const codes = Object.fromEntries(
      errorCodes.map((code) => [code, failureToExitCode({ code, message: '', data: {} })]),
    );
    expect(codes).toEqual({
      INVALID_ARGUMENT: 2,
      INVALID_INPUT: 2,
      FILTER_SYNTAX: 2,
      INVALID_PAGE_TOKEN: 2,
      LIMIT_EXCEEDED: 2,
      PATH_NOT_ALLOWED: 2,
      NOT_FOUND: 3,
      ALREADY_EXISTS: 1,
      INVALID_STATE: 1,
      CONFLICT: 1,
      PARAM_CHANGED: 1,
      DATA_INVALID: 1,
      MODEL_DAMAGED: 1,
      MODEL_NOT_RUNNABLE: 1,
      MODEL_FAILED: 1,
      PYTHON_NOT_FOUND: 1,
      PYTHON_ENVIRONMENT_FAILED: 1,
      PIPELINE_INVALID: 2,
      GATE_FAILED: 1,
      CANCELED: 1,
      CANNOT_UNDO: 1,
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
      ARCHIVE_INVALID: 1,
      UPDATE_REFUSED: 1,
      COMMAND_NOT_PLACED: 1,
      EDITOR_NOT_OPENED: 1,
      EDITOR_COMMAND_INVALID: 2,
      INTERNAL: 4,
    });
    expect(failureToExitCode(null)).toBe(4);
  });
});
