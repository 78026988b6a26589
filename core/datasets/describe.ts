import type { EngineContext } from '#core/store/context.ts';
import { updateDescription } from './commit-version.ts';
import { findDataset } from './find.ts';

/** @throws NOT_FOUND */
export function describeDataset(ctx: EngineContext, name: string, description: string): Promise<void> {
  return ctx.write((tx) => {
    findDataset(tx.db, name);
    if (!updateDescription(tx, name, description)) tx.unchanged();
  });
}
