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

/** The error code that a call fails with, and its data; fails when the call does not. */
export async function failureOf(
  call: Promise<unknown>,
): Promise<{ code: unknown; data: unknown; message: string }> {
  try {
    await call;
  } catch (error) {
    if (error instanceof Error) {
      return { code: Reflect.get(error, 'code'), data: Reflect.get(error, 'data'), message: error.message };
    }
    throw error;
  }
  throw new Error('the call was expected to fail, but it did not');
}
