import type { Int64 } from '#contract/entities.ts';
import { int64Column, int64ToSql } from '#core/kernel/int64.ts';
import { recordLineage, runStates, type ArtifactRef, type LineageFacts } from '#core/lineage/index.ts';
import type { ReadableDb } from '#core/store/database.ts';
import type { WriteTx } from '#core/store/write-queue.ts';
import { metricValueToStored } from '../checks.ts';
import type { RunRow } from '../find.ts';
import { makeKeyId } from '../keys.ts';
import type { Point } from '../metrics.ts';
import { emitChange } from './announce.ts';
import { findLoggedModel, type LoggedModelRow } from './find-model.ts';

/** A metric point of a run that is said of one logged model, and of one dataset where the client names it. */
export interface ModelPoint extends Point {
  modelId: string;
  datasetName?: string | undefined;
  datasetDigest?: string | undefined;
}

export interface ModelOutput {
  modelId: string;
  /** The step of the run at which the model was made. */
  step: Int64;
}

/** Logged models that a run has used and made. */
export interface ModelLinks {
  inputs: string[];
  outputs: ModelOutput[];
}

/**
 * Keeps points with the logged models that they speak of; the caller writes them to the run as well. A point that is
 * there already changes nothing, NaN is a value like any other.
 * @returns how many points were new
 * @throws NOT_FOUND for an unknown logged model
 */
export function recordModelMetrics(tx: WriteTx, run: RunRow, points: readonly ModelPoint[]): number {
  const models = new Map<string, LoggedModelRow>();
  const changed = new Set<LoggedModelRow>();
  let added = 0;
  for (const point of points) {
    const model = models.get(point.modelId) ?? findLoggedModel(tx.db, point.modelId);
    models.set(point.modelId, model);
    if (!insertPoint(tx, run, model, point)) continue;
    changed.add(model);
    added++;
  }
  for (const model of changed) emitChange(tx, model);
  return added;
}

function insertPoint(tx: WriteTx, run: RunRow, model: LoggedModelRow, point: ModelPoint): boolean {
  const { value, isNan } = metricValueToStored(point.value);
  const { changes } = tx.db.run(
    `INSERT OR IGNORE INTO logged_model_metrics (logged_model_id, key_id, timestamp, step, run_id, value, is_nan,
       dataset_name, dataset_digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    model.id,
    makeKeyId(tx.db, point.key),
    point.timestamp,
    int64ToSql(point.step),
    run.id,
    value,
    isNan,
    point.datasetName ?? '',
    point.datasetDigest ?? '',
  );
  return changes > 0;
}

/**
 * Says which logged models a run has made. @returns how many of these links are new
 * @throws NOT_FOUND for an unknown logged model
 */
export function linkModelOutputs(tx: WriteTx, run: RunRow, outputs: readonly ModelOutput[]): number {
  const made = outputs.map(({ modelId, step }) => ({ model: findLoggedModel(tx.db, modelId), step }));
  const fresh = made.filter(
    ({ model, step }) =>
      tx.db.run(
        'INSERT OR IGNORE INTO run_model_outputs (run_id, logged_model_id, step) VALUES (?, ?, ?)',
        run.id,
        model.id,
        int64ToSql(step),
      ).changes > 0,
  );
  if (fresh.length > 0) recordLinks(tx, run, { outputs: fresh.map(({ model }) => toArtifact(model)) });
  for (const { model } of fresh) emitChange(tx, model);
  return fresh.length;
}

/**
 * Says which logged models a run has used. @returns how many of these links are new
 * @throws NOT_FOUND for an unknown logged model
 */
export function linkModelInputs(tx: WriteTx, run: RunRow, modelIds: readonly string[]): number {
  const used = modelIds.map((modelId) => findLoggedModel(tx.db, modelId));
  const fresh = used.filter(
    (model) =>
      tx.db.run(
        'INSERT OR IGNORE INTO run_model_inputs (run_id, logged_model_id) VALUES (?, ?)',
        run.id,
        model.id,
      ).changes > 0,
  );
  if (fresh.length > 0) recordLinks(tx, run, { inputs: fresh.map(toArtifact) });
  for (const model of fresh) emitChange(tx, model);
  return fresh.length;
}

/**
 * The logged models of many runs with two statements.
 * @param runIds `runs.id`; runs without logged models are not in the answer
 */
export function readModelLinks(db: ReadableDb, runIds: readonly number[]): Map<number, ModelLinks> {
  const list = JSON.stringify(runIds);
  const links = new Map<number, ModelLinks>();
  const linksOf = (runId: number): ModelLinks => {
    const known = links.get(runId) ?? { inputs: [], outputs: [] };
    links.set(runId, known);
    return known;
  };
  for (const { run_id, model_id } of db.all<{ run_id: number; model_id: string }>(
    `SELECT l.run_id, m.model_id FROM json_each(?) j JOIN run_model_inputs l ON l.run_id = j.value
     JOIN logged_models m ON m.id = l.logged_model_id ORDER BY m.id`,
    list,
  )) {
    linksOf(run_id).inputs.push(model_id);
  }
  for (const { run_id, model_id, step } of db.all<{ run_id: number; model_id: string; step: Int64 }>(
    `SELECT l.run_id, m.model_id, ${int64Column('l.step')} AS step FROM json_each(?) j JOIN run_model_outputs l ON l.run_id = j.value
     JOIN logged_models m ON m.id = l.logged_model_id ORDER BY l.step, m.id`,
    list,
  )) {
    linksOf(run_id).outputs.push({ modelId: model_id, step });
  }
  return links;
}

/** How lineage and the registry name a logged model. */
export function loggedModelUri(modelId: string): string {
  return `models:/${modelId}`;
}

function toArtifact({ model_id, name }: LoggedModelRow): ArtifactRef {
  return { type: 'LoggedModel', uri: loggedModelUri(model_id), name };
}

function recordLinks(tx: WriteTx, run: RunRow, links: Pick<LineageFacts, 'inputs' | 'outputs'>): void {
  const state = runStates[run.status];
  recordLineage(tx, {
    execution: { type: 'Run', uri: `runs:/${run.uuid}`, name: run.name, state },
    ...links,
  });
}
