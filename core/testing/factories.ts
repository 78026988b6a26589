import type { Run } from '#contract/entities.ts';
import type { Inputs } from '#contract/procedures.ts';
import type { EngineClient } from '#contract/procedures.ts';

/** Makes a run in experiment 0; `overrides` as for `runs.create`. */
export function createTestRun(
  client: EngineClient,
  overrides: Partial<Inputs['runs']['create']> = {},
): Promise<Run> {
  return client.runs.create({ experimentId: '0', name: 'test-run', ...overrides });
}

/** What a caller sees of an error. */
export interface Failure {
  code: unknown;
  data: unknown;
  message: string;
}

/** The error that a call fails with; fails when the call does not. */
export async function failureOf(call: Promise<unknown>): Promise<Failure> {
  try {
    await call;
  } catch (error) {
    return errorToFailure(error);
  }
  throw new Error('the call was expected to fail, but it did not');
}

export function errorToFailure(error: unknown): Failure {
  if (!(error instanceof Error)) throw error;
  return { code: Reflect.get(error, 'code'), data: Reflect.get(error, 'data'), message: error.message };
}
