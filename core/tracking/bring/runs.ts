import type { DatasetInput, Lifecycle, Param, RunStatus, Tag } from '#contract/entities.ts';
import { hasCode } from '#core/kernel/errors.ts';
import type { ReadableDb } from '#core/store/database.ts';
import type { WriteTx } from '#core/store/write-queue.ts';
import { findExperiment, findRun, type RunRow } from '../find.ts';
import { insertInput } from '../logging.ts';
import { linkModelInputs, linkModelOutputs, type ModelOutput } from '../logged-models/links.ts';
import { insertPoints, type Point } from '../metrics.ts';
import { followRunStatus, recordRunInputs } from '../run-lineage.ts';
import { adoptChildren, findRunTag, insertParam, upsertRunTag } from '../run-texts.ts';

/** A run of another store, without its metrics. Times are ms since 1970 UTC. */
export interface BroughtRun {
  /** 32 hex characters; kept, so that `runs:/<id>` means the same here. */
  runId: string;
  /** of this workspace */
  experimentId: string;
  name: string;
  userId: string;
  status: RunStatus;
  startedAt: number;
  endedAt: number | null;
  lifecycle: Lifecycle;
  params: readonly Param[];
  tags: readonly Tag[];
  inputs: readonly DatasetInput[];
  /** Logged models that are in this workspace. */
  modelInputs: readonly string[];
  modelOutputs: readonly ModelOutput[];
}

export interface BringResult {
  isNew: boolean;
  /** Params that have another value here: params are written once, and stay. */
  refusedParams: Param[];
}

export function isRunKnown(db: ReadableDb, runId: string): boolean {
  return db.get('SELECT 1 FROM runs WHERE uuid = ?', runId) !== undefined;
}

/**
 * Makes a run as it was elsewhere, or brings it up to date, inside the write of an import, which makes the row of
 * activity. A run that was deleted here stays deleted.
 * @throws NOT_FOUND for an experiment or a logged model that is not there
 */
export function bringRun(tx: WriteTx, from: BroughtRun): BringResult {
  const isNew = !isRunKnown(tx.db, from.runId);
  if (isNew) insertRun(tx, from);
  else updateRun(tx, from);
  const row = findRun(tx.db, from.runId);
  for (const tag of from.tags) {
    if (findRunTag(tx.db, row, tag.key)?.value !== tag.value) upsertRunTag(tx, row, tag);
  }
  const refusedParams = from.params.filter((param) => !bringParam(tx, row, param));
  for (const input of from.inputs) insertInput(tx, row, withoutNulls(input));
  if (from.inputs.length > 0) recordRunInputs(tx, row, from.inputs.map(withoutNulls));
  linkModelInputs(tx, row, from.modelInputs);
  linkModelOutputs(tx, row, from.modelOutputs);
  if (isNew) adoptChildren(tx, row);
  else followRunStatus(tx, row, row.status);
  return { isNew, refusedParams };
}

function insertRun(tx: WriteTx, from: BroughtRun): void {
  const experiment = findExperiment(tx.db, from.experimentId);
  tx.db.run(
    `INSERT INTO runs (uuid, experiment_id, name, user_id, status, started_at, ended_at, lifecycle, artifact_uri)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    from.runId,
    experiment.id,
    from.name,
    from.userId,
    from.status,
    from.startedAt,
    from.endedAt,
    from.lifecycle === 'deleted' ? 1 : 0,
    // Always this workspace's own place: the files come here, wherever the experiment keeps those of new runs.
    `mlflow-artifacts:/${experiment.id}/${from.runId}/artifacts`,
  );
}

function updateRun(tx: WriteTx, from: BroughtRun): void {
  tx.db.run(
    `UPDATE runs SET name = ?, user_id = ?, status = ?, started_at = ?, ended_at = ?, lifecycle = max(lifecycle, ?)
     WHERE uuid = ?`,
    from.name,
    from.userId,
    from.status,
    from.startedAt,
    from.endedAt,
    from.lifecycle === 'deleted' ? 1 : 0,
    from.runId,
  );
}

function bringParam(tx: WriteTx, row: RunRow, param: Param): boolean {
  try {
    insertParam(tx, row, param);
    return true;
  } catch (error) {
    if (hasCode(error, 'PARAM_CHANGED')) return false;
    throw error;
  }
}

type NewInput = Parameters<typeof insertInput>[2];

function withoutNulls({ schema, profile, tags, ...rest }: DatasetInput): NewInput {
  return { ...rest, tags, ...(schema !== null && { schema }), ...(profile !== null && { profile }) };
}

/**
 * Adds points to the history of a run, inside the write of an import. Points that are there are left out.
 * @returns how many were new
 * @throws NOT_FOUND
 */
export function bringPoints(tx: WriteTx, runId: string, points: readonly Point[]): number {
  return insertPoints(tx, findRun(tx.db, runId), points);
}
