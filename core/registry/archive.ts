import type { RegisteredModel } from '#contract/registry.ts';
import type { EngineContext } from '#core/store/context.ts';
import { announceModel } from './announce.ts';
import { findModel } from './find.ts';
import { archivedTag, readModel } from './read-models.ts';

/**
 * Puts a model out of the way: lists leave it out, and it answers, scores and is found by its name as before.
 * @throws NOT_FOUND
 */
export function archiveModel(ctx: EngineContext, { name }: { name: string }): Promise<RegisteredModel> {
  return move(ctx, name, true);
}

/** Takes an archived model back into the lists. @throws NOT_FOUND */
export function restoreModel(ctx: EngineContext, { name }: { name: string }): Promise<RegisteredModel> {
  return move(ctx, name, false);
}

function move(ctx: EngineContext, name: string, isArchived: boolean): Promise<RegisteredModel> {
  return ctx.write((tx) => {
    const model = findModel(tx.db, name);
    const before = readModel(tx.db, model).isArchived;
    if (before === isArchived) tx.unchanged();
    else {
      // A tag, so that clients of MLflow can tell it, too.
      tx.db.run('DELETE FROM registered_model_tags WHERE model_id = ? AND key = ?', model.id, archivedTag);
      if (isArchived)
        tx.db.run(
          "INSERT INTO registered_model_tags (model_id, key, value) VALUES (?, ?, 'true')",
          model.id,
          archivedTag,
        );
      const action = isArchived ? 'model.archive' : 'model.restore';
      announceModel(tx, model, action, { isArchived: before }, { isArchived });
    }
    return readModel(tx.db, findModel(tx.db, name));
  });
}
