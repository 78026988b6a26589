import type { EntityKind } from '#contract/errors.ts';
import { hasCode } from '#core/kernel/errors.ts';

/** For deletes that MLflow answers with success when the thing is not there. Anything else that is missing is an error. */
export async function orNothing(kind: EntityKind, change: Promise<unknown>): Promise<Record<string, never>> {
  try {
    await change;
  } catch (error) {
    if (!hasCode(error, 'NOT_FOUND') || error.data.kind !== kind) throw error;
  }
  return {};
}
