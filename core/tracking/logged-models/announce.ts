import type { ActivityAction } from '#contract/activity.ts';
import type { WriteTx } from '#core/store/write-queue.ts';
import type { LoggedModelRow } from './find-model.ts';

/** The activity row and the event of a change to a logged model; marks it as changed now. */
export function announceModel(
  tx: WriteTx,
  model: LoggedModelRow,
  action: ActivityAction,
  before: object | null,
  after: object | null,
): void {
  tx.db.run('UPDATE logged_models SET updated_at = ? WHERE id = ?', tx.now, model.id);
  tx.record({ action, entityKind: 'logged_model', entityId: model.model_id, before, after });
  emitChange(tx, model);
}

/** Tells the screens of a change to a logged model. */
export function emitChange(tx: WriteTx, { model_id, experiment_id }: LoggedModelRow): void {
  tx.emit({ type: 'loggedModel.changed', experimentId: String(experiment_id), modelId: model_id });
}
