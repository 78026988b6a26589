import type { Param, Tag } from '#contract/entities.ts';
import type { LoggedModel, LoggedModelStatus } from '#contract/logged-models.ts';
import { recordArtifact } from '#core/lineage/index.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { ReadableDb } from '#core/store/database.ts';
import { findActiveExperiment } from '../find.ts';
import { announceModel } from './announce.ts';
import { checkModelName, checkModelParams, checkModelTags } from './checks.ts';
import { findLoggedModel, missingModel, type LoggedModelRow } from './find-model.ts';
import { loggedModelUri } from './links.ts';
import { readLoggedModels, type MetricsWanted } from './read-models.ts';
import { changeModelTags, insertModelParam } from './texts.ts';

export interface NewLoggedModel {
  experimentId: string;
  /** Left out or empty: a made-up one. */
  name?: string | undefined;
  modelType?: string | undefined;
  /** May be of a run that is not in this workspace. */
  sourceRunId?: string | undefined;
  params?: readonly Param[];
  tags?: readonly Tag[];
}

/**
 * Begins a logged model: its files are uploaded next, and `finalizeLoggedModel` says that they are there.
 * @throws NOT_FOUND, INVALID_STATE for a deleted experiment, INVALID_ARGUMENT, LIMIT_EXCEEDED
 */
export function createLoggedModel(ctx: EngineContext, input: NewLoggedModel): Promise<LoggedModel> {
  const { experimentId, modelType = '', params = [], tags = [] } = input;
  const name = input.name === undefined || input.name === '' ? ctx.ids.runName() : input.name;
  const sourceRunId = input.sourceRunId === undefined || input.sourceRunId === '' ? null : input.sourceRunId;
  checkModelName(name);
  checkModelParams(params);
  checkModelTags(tags);
  return ctx.write((tx) => {
    const experiment = findActiveExperiment(tx.db, experimentId);
    const modelId = `m-${ctx.ids.runId()}`;
    tx.db.run(
      `INSERT INTO logged_models (model_id, experiment_id, name, model_type, status, source_run_id, artifact_uri,
         created_at, updated_at) VALUES (?, ?, ?, ?, 'PENDING', ?, ?, ?, ?)`,
      modelId,
      experiment.id,
      name,
      modelType,
      sourceRunId,
      `${experiment.artifact_location.replace(/\/$/, '')}/models/${modelId}/artifacts`,
      tx.now,
      tx.now,
    );
    const row = findLoggedModel(tx.db, modelId);
    recordArtifact(tx, { type: 'LoggedModel', uri: loggedModelUri(modelId), name }, [
      { type: 'Experiment', name: experiment.name },
    ]);
    for (const param of params) insertModelParam(tx, row, param);
    changeModelTags(tx, row, tags);
    announceModel(tx, row, 'logged_model.create', null, { name, modelType, sourceRunId, params, tags });
    return readOne(tx.db, row, 'all');
  });
}

/** @throws NOT_FOUND; also for a deleted one, unless `allowDeleted` */
export function getLoggedModel(
  ctx: Pick<EngineContext, 'db'>,
  modelId: string,
  { allowDeleted = false, metrics = 'latest' }: { allowDeleted?: boolean; metrics?: MetricsWanted } = {},
): LoggedModel {
  const row = findLoggedModel(ctx.db, modelId);
  if (row.lifecycle === 1 && !allowDeleted) throw missingModel(modelId);
  return readOne(ctx.db, row, metrics);
}

/** Says whether the upload of its files has worked. @throws NOT_FOUND */
export function finalizeLoggedModel(
  ctx: EngineContext,
  modelId: string,
  status: LoggedModelStatus,
): Promise<LoggedModel> {
  return ctx.write((tx) => {
    const row = findLoggedModel(tx.db, modelId);
    if (row.status === status) tx.unchanged();
    else {
      tx.db.run('UPDATE logged_models SET status = ? WHERE id = ?', status, row.id);
      announceModel(tx, row, 'logged_model.finalize', { status: row.status }, { status });
    }
    return readOne(tx.db, findLoggedModel(tx.db, modelId), 'all');
  });
}

/** Its files stay until its run or its experiment is purged. Deleting a deleted one changes nothing. @throws NOT_FOUND */
export function deleteLoggedModel(ctx: EngineContext, modelId: string): Promise<void> {
  return ctx.write((tx) => {
    const row = findLoggedModel(tx.db, modelId);
    if (row.lifecycle === 1) {
      tx.unchanged();
      return;
    }
    tx.db.run('UPDATE logged_models SET lifecycle = 1 WHERE id = ?', row.id);
    announceModel(tx, row, 'logged_model.delete', { lifecycle: 'active' }, { lifecycle: 'deleted' });
  });
}

function readOne(db: ReadableDb, row: LoggedModelRow, metrics: MetricsWanted): LoggedModel {
  const [model] = readLoggedModels(db, [row], metrics);
  if (model === undefined) throw new Error(`logged model ${row.model_id} vanished while it was read`);
  return model;
}
