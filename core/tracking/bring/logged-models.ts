import type { Lifecycle, Param, Tag } from '#contract/entities.ts';
import type { LoggedModelStatus } from '#contract/logged-models.ts';
import type { ReadableDb } from '#core/store/database.ts';
import type { WriteTx } from '#core/store/write-queue.ts';
import { findExperiment, findRun } from '../find.ts';
import { emitChange } from '../logged-models/announce.ts';
import { findLoggedModel } from '../logged-models/find-model.ts';
import { recordModelMetrics, type ModelPoint } from '../logged-models/links.ts';
import { changeModelTags } from '../logged-models/texts.ts';

/** A logged model of another store, without its metrics. Times are ms since 1970 UTC. */
export interface BroughtLoggedModel {
  /** `m-` and 32 hex characters; kept, so that `models:/<id>` means the same here. */
  modelId: string;
  /** of this workspace */
  experimentId: string;
  name: string;
  modelType: string;
  status: LoggedModelStatus;
  sourceRunId: string | null;
  lifecycle: Lifecycle;
  createdAt: number;
  updatedAt: number;
  params: readonly Param[];
  tags: readonly Tag[];
}

export function isLoggedModelKnown(db: ReadableDb, modelId: string): boolean {
  return db.get('SELECT 1 FROM logged_models WHERE model_id = ?', modelId) !== undefined;
}

/**
 * Makes a logged model as it was elsewhere, or brings it up to date, inside the write of an import, which makes the row
 * of activity. One that was deleted here stays deleted; params that it has stay.
 * @returns whether it was made now
 * @throws NOT_FOUND for an experiment that is not there
 */
export function bringLoggedModel(tx: WriteTx, from: BroughtLoggedModel): boolean {
  const isNew = !isLoggedModelKnown(tx.db, from.modelId);
  const lifecycle = from.lifecycle === 'deleted' ? 1 : 0;
  if (isNew) insertModel(tx, from, lifecycle);
  else {
    tx.db.run(
      'UPDATE logged_models SET status = ?, updated_at = ?, lifecycle = max(lifecycle, ?) WHERE model_id = ?',
      from.status,
      from.updatedAt,
      lifecycle,
      from.modelId,
    );
  }
  const row = findLoggedModel(tx.db, from.modelId);
  for (const { key, value } of from.params) {
    tx.db.run(
      'INSERT OR IGNORE INTO logged_model_params (logged_model_id, key, value) VALUES (?, ?, ?)',
      row.id,
      key,
      value,
    );
  }
  changeModelTags(tx, row, from.tags);
  emitChange(tx, row);
  return isNew;
}

function insertModel(tx: WriteTx, from: BroughtLoggedModel, lifecycle: 0 | 1): void {
  const { id } = findExperiment(tx.db, from.experimentId);
  tx.db.run(
    `INSERT INTO logged_models (model_id, experiment_id, name, model_type, status, source_run_id, artifact_uri,
       lifecycle, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    from.modelId,
    id,
    from.name,
    from.modelType,
    from.status,
    from.sourceRunId,
    `mlflow-artifacts:/${id}/models/${from.modelId}/artifacts`,
    lifecycle,
    from.createdAt,
    from.updatedAt,
  );
}

/**
 * Adds metrics that a run measured on logged models, inside the write of an import.
 * @returns how many were new
 * @throws NOT_FOUND for a run or a logged model that is not there
 */
export function bringModelPoints(tx: WriteTx, runId: string, points: readonly ModelPoint[]): number {
  return recordModelMetrics(tx, findRun(tx.db, runId), points);
}
