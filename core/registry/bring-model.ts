import type { Run, Tag } from '#contract/entities.ts';
import type { ModelStage } from '#contract/registry.ts';
import { hasCode } from '#core/kernel/errors.ts';
import { recordArtifact, recordLineage, runStates } from '#core/lineage/index.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { ReadableDb } from '#core/store/database.ts';
import type { WriteTx } from '#core/store/write-queue.ts';
import { getExperiment, getRun } from '#core/tracking/index.ts';
import { moveAlias } from './aliases.ts';
import { checkAlias } from './checks.ts';
import { findAlias, findModel, lastNumber, versionUri, type ModelRow } from './find.ts';
import { checkFolder, findSourceFolder } from './locate.ts';
import { noFacts, readModelFolder, type ModelFacts } from './model-folder.ts';
import { splitMetrics } from './split-metrics.ts';

/** A registered model of another store, without its versions. Times are ms since 1970 UTC. */
export interface BroughtModel {
  name: string;
  description: string;
  createdAt: number;
  updatedAt: number;
  tags: readonly Tag[];
}

/** One version of it; numbers are kept. */
export interface BroughtVersion {
  version: number;
  createdAt: number;
  updatedAt: number;
  userId: string;
  stage: ModelStage;
  description: string;
  source: string;
  /** Where the files are: of this workspace `mlflow-artifacts:/...`, else as the other store says it. */
  location: string;
  runId: string | null;
  runLink: string;
  /** `m-<32 hex>` when it was registered from a logged model. */
  loggedModel: string | null;
  tags: readonly Tag[];
  facts: ModelFacts;
}

/**
 * Makes a registered model as it was elsewhere, inside the write of an import, which makes the row of activity. One of
 * the same name gets the tags that it lacks, and the description when it has none.
 * @returns whether it was made now
 */
export function bringModel(tx: WriteTx, from: BroughtModel): boolean {
  const known = tx.db.get<ModelRow>('SELECT * FROM registered_models WHERE name = ?', from.name);
  if (known === undefined) {
    tx.db.run(
      'INSERT INTO registered_models (name, description, created_at, updated_at) VALUES (?, ?, ?, ?)',
      from.name,
      from.description,
      from.createdAt,
      from.updatedAt,
    );
  } else if (known.description === '') {
    tx.db.run('UPDATE registered_models SET description = ? WHERE id = ?', from.description, known.id);
  }
  const { id } = findModel(tx.db, from.name);
  for (const { key, value } of from.tags) {
    tx.db.run(
      'INSERT OR IGNORE INTO registered_model_tags (model_id, key, value) VALUES (?, ?, ?)',
      id,
      key,
      value,
    );
  }
  tx.emit({ type: 'model.changed', name: from.name });
  return known === undefined;
}

/** How the number of a version stands under a name: numbers of versions that were deleted are never free again. */
export function versionNumberState(
  db: ReadableDb,
  name: string,
  version: number,
): 'free' | 'there' | 'deleted' {
  const row = db.get(
    `SELECT 1 FROM model_versions v JOIN registered_models m ON m.id = v.model_id
     WHERE m.name = ? AND v.version = ?`,
    name,
    version,
  );
  if (row !== undefined) return 'there';
  return version > lastNumber(db, name) ? 'free' : 'deleted';
}

/** What the files of a version say, once they are in this workspace; nothing where they are not, or cannot be read. */
export async function readBroughtFacts(ctx: EngineContext, location: string): Promise<ModelFacts> {
  try {
    const folder = findSourceFolder(ctx, location);
    return folder === null ? noFacts : await readModelFolder(checkFolder(ctx, folder, location), location);
  } catch (error) {
    const isUnreadable = (['MODEL_DAMAGED', 'NOT_FOUND', 'PATH_NOT_ALLOWED'] as const).some((code) =>
      hasCode(error, code),
    );
    if (isUnreadable) return noFacts;
    throw error;
  }
}

/** Writes a version under its own number, which must be free or its own, inside the write of an import. */
export function bringVersion(ctx: EngineContext, tx: WriteTx, name: string, from: BroughtVersion): void {
  const model = findModel(tx.db, name);
  const isNew = versionNumberState(tx.db, name, from.version) !== 'there';
  if (isNew) insertVersion(ctx, tx, model, from);
  else updateVersion(tx, model, from);
  for (const { key, value } of from.tags) {
    tx.db.run(
      `INSERT INTO model_version_tags (model_id, version, key, value) VALUES (?, ?, ?, ?)
       ON CONFLICT (model_id, version, key) DO UPDATE SET value = excluded.value`,
      model.id,
      from.version,
      key,
      value,
    );
  }
  raiseLastNumber(tx, name, from.version);
  if (isNew) recordOrigin(ctx, tx, model, from);
  tx.emit({ type: 'model.changed', name });
}

function insertVersion(ctx: EngineContext, tx: WriteTx, model: ModelRow, from: BroughtVersion): void {
  const { facts } = from;
  tx.db.run(
    `INSERT INTO model_versions (model_id, version, created_at, updated_at, user_id, stage, description, source,
       location, run_id, run_link, signature, flavors, environment, datasets, metrics, bytes, logged_model)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '[]', ?, ?, ?)`,
    model.id,
    from.version,
    from.createdAt,
    from.updatedAt,
    from.userId,
    from.stage,
    from.description,
    from.source,
    from.location,
    from.runId,
    from.runLink,
    facts.signature === null ? null : JSON.stringify(facts.signature),
    JSON.stringify(facts.flavors),
    JSON.stringify(facts.environment),
    JSON.stringify(splitMetrics(findRunHere(ctx, from.runId))),
    facts.bytes,
    from.loggedModel,
  );
}

function updateVersion(tx: WriteTx, model: ModelRow, from: BroughtVersion): void {
  const { facts } = from;
  if (facts.bytes !== null) {
    tx.db.run(
      `UPDATE model_versions SET signature = ?, flavors = ?, environment = ?, bytes = ?
       WHERE model_id = ? AND version = ?`,
      facts.signature === null ? null : JSON.stringify(facts.signature),
      JSON.stringify(facts.flavors),
      JSON.stringify(facts.environment),
      facts.bytes,
      model.id,
      from.version,
    );
  }
  tx.db.run(
    'UPDATE model_versions SET stage = ?, description = ?, updated_at = ? WHERE model_id = ? AND version = ?',
    from.stage,
    from.description,
    from.updatedAt,
    model.id,
    from.version,
  );
}

/** Null for none, and for one that is not of this workspace. */
function findRunHere(ctx: EngineContext, runId: string | null): Run | null {
  try {
    return runId === null ? null : getRun(ctx, runId);
  } catch (error) {
    if (hasCode(error, 'NOT_FOUND')) return null;
    throw error;
  }
}

function recordOrigin(ctx: EngineContext, tx: WriteTx, { name }: ModelRow, from: BroughtVersion): void {
  const uri = versionUri(name, from.version);
  const made = { type: 'ModelVersion', uri, name: `${name} ${from.version}` } as const;
  const model = { type: 'Model', name } as const;
  const run = findRunHere(ctx, from.runId);
  if (run === null) {
    recordArtifact(tx, made, [model]);
    return;
  }
  const experiment = getExperiment(ctx, run.experimentId).name;
  recordLineage(tx, {
    execution: { type: 'Run', uri: `runs:/${run.runId}`, name: run.name, state: runStates[run.status] },
    outputs: [made],
    contexts: [{ type: 'Experiment', name: experiment }, model],
  });
}

/** Numbers up to this one are never given to a version that is made here. */
export function raiseLastNumber(tx: WriteTx, name: string, last: number): void {
  tx.db.run(
    `INSERT INTO model_version_numbers (name, last) VALUES (?, ?)
     ON CONFLICT (name) DO UPDATE SET last = max(last, excluded.last)`,
    name,
    last,
  );
}

/**
 * Gives an alias to a version, inside the write of an import; one that stands at a version here stays there.
 * @returns whether it was free, or stood there already
 * @throws INVALID_ARGUMENT, LIMIT_EXCEEDED for a text that is no alias
 */
export function bringAlias(
  tx: WriteTx,
  name: string,
  { alias, version, reason }: { alias: string; version: number; reason: string },
): 'set' | 'same' | 'elsewhere' {
  checkAlias(alias);
  const model = findModel(tx.db, name);
  const held = findAlias(tx.db, model, alias)?.version;
  if (held === version) return 'same';
  if (held !== undefined) return 'elsewhere';
  moveAlias(tx, model, { alias, version, kind: 'set', reason });
  return 'set';
}
