import type { ActivityAction } from '#contract/activity.ts';
import type { WriteTx } from '#core/store/write-queue.ts';
import type { ModelRow } from './find.ts';

/** The activity row and the event of a change to a model; marks the model as changed now. */
export function announceModel(
  tx: WriteTx,
  model: Pick<ModelRow, 'id' | 'name'>,
  action: ActivityAction,
  before: object | null,
  after: object | null,
): void {
  announce(tx, model, { action, entityKind: 'model', entityId: model.name, before, after });
}

/** The same for one version: its activity goes by `name/version`. */
export function announceVersion(
  tx: WriteTx,
  model: Pick<ModelRow, 'id' | 'name'>,
  version: number,
  action: ActivityAction,
  before: object | null,
  after: object | null,
): void {
  const entityId = `${model.name}/${version}`;
  announce(tx, model, { action, entityKind: 'model_version', entityId, before, after });
}

function announce(
  tx: WriteTx,
  model: Pick<ModelRow, 'id' | 'name'>,
  activity: Parameters<WriteTx['record']>[0],
): void {
  tx.db.run('UPDATE registered_models SET updated_at = ? WHERE id = ?', tx.now, model.id);
  tx.record(activity);
  tx.emit({ type: 'model.changed', name: model.name });
}
