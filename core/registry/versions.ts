import type { ActivityAction } from '#contract/activity.ts';
import type { Inputs } from '#contract/procedures.ts';
import type { ModelStage, ModelVersion } from '#contract/registry.ts';
import { invalidArgument, StileError } from '#core/kernel/errors.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { WriteTx } from '#core/store/write-queue.ts';
import { moveAlias } from './aliases.ts';
import { announceVersion } from './announce.ts';
import { checkAlias, checkDescription } from './checks.ts';
import {
  findAlias,
  findLatest,
  findModel,
  findNewest,
  findVersion,
  type ModelRow,
  type VersionRow,
} from './find.ts';
import { championAlias, readVersion } from './read-models.ts';

type In = Inputs['registry'];
type Ctx = Pick<EngineContext, 'db'>;

/** @throws NOT_FOUND naming the versions that there are */
export function getModelVersion(ctx: Ctx, { name, version }: In['getVersion']): ModelVersion {
  const model = findModel(ctx.db, name);
  return readVersion(ctx.db, model, findVersion(ctx.db, model, version));
}

/** The newest first. */
export function listModelVersions(ctx: Ctx, name: string): ModelVersion[] {
  const model = findModel(ctx.db, name);
  return ctx.db
    .all<VersionRow>('SELECT * FROM model_versions WHERE model_id = ? ORDER BY version DESC', model.id)
    .map((row) => readVersion(ctx.db, model, row));
}

const allStages: readonly ModelStage[] = ['None', 'Staging', 'Production', 'Archived'];

/** Where the files of a version lie: `source` with `models:/` and names of logged models followed. @throws NOT_FOUND */
export function getVersionLocation(ctx: Ctx, { name, version }: In['getVersion']): string {
  return findVersion(ctx.db, findModel(ctx.db, name), version).location;
}

/**
 * The version of an alias; `latest` is the newest.
 * @throws INVALID_ARGUMENT for an alias that nothing has, as MLflow's clients expect it; NOT_FOUND
 */
export function getVersionByAlias(ctx: Ctx, name: string, alias: string): ModelVersion {
  const model = findModel(ctx.db, name);
  if (alias.toLowerCase() === 'latest') return readVersion(ctx.db, model, findLatest(ctx.db, model));
  checkAlias(alias);
  const found = findAlias(ctx.db, model, alias);
  if (found !== undefined) return readVersion(ctx.db, model, findVersion(ctx.db, model, found.version));
  throw invalidArgument('alias', alias, `no version of "${name}" has it`, 'Set it first.');
}

/** The newest version of each stage, as MLflow's old clients ask for it; stages without a version are left out. */
export function listLatestVersions(
  ctx: Ctx,
  name: string,
  stages: readonly ModelStage[] = allStages,
): ModelVersion[] {
  const model = findModel(ctx.db, name);
  const rows = [...new Set(stages)].map((stage) => findNewest(ctx.db, model, stage));
  return rows.filter((row) => row !== undefined).map((row) => readVersion(ctx.db, model, row));
}

export function updateModelVersion(ctx: EngineContext, input: In['updateVersion']): Promise<ModelVersion> {
  checkDescription(input.description);
  return changeVersion(ctx, input, 'model_version.describe', 'description', input.description);
}

/**
 * Kept for old clients: nothing in Stile goes by stages.
 * @throws INVALID_ARGUMENT for archiving others with a stage that nothing is archived for
 */
export function transitionStage(ctx: EngineContext, input: In['transitionStage']): Promise<ModelVersion> {
  const { name, version, stage, archiveExisting = false } = input;
  if (archiveExisting && stage !== 'Staging' && stage !== 'Production') {
    throw invalidArgument(
      'archiveExisting',
      archiveExisting,
      `with the stage ${stage} nothing is archived`,
      'Leave it out, or move to Staging or Production.',
    );
  }
  if (!archiveExisting) return changeVersion(ctx, input, 'model_version.stage', 'stage', stage);
  return ctx.write((tx) => {
    const model = findModel(tx.db, name);
    const row = findVersion(tx.db, model, version);
    const archived = tx.db.all<{ version: number }>(
      `UPDATE model_versions SET stage = 'Archived', updated_at = ?
       WHERE model_id = ? AND stage = ? AND version <> ? RETURNING version`,
      tx.now,
      model.id,
      stage,
      version,
    );
    if (row.stage === stage && archived.length === 0) tx.unchanged();
    else {
      setColumn(tx, model, version, 'stage', stage);
      const after = { stage, archived: archived.map((other) => other.version) };
      announceVersion(tx, model, version, 'model_version.stage', { stage: row.stage }, after);
    }
    return readVersion(tx.db, model, findVersion(tx.db, model, version));
  });
}

/**
 * Deletes a version for good: its number is never given again, its aliases are taken off, and its files stay with
 * their run.
 * @throws INVALID_STATE when it is the champion, unless `evenChampion`, as MLflow's clients expect it
 */
export function deleteModelVersion(
  ctx: EngineContext,
  input: In['deleteVersion'],
  { evenChampion = false } = {},
): Promise<void> {
  const { name, version } = input;
  return ctx.write((tx) => {
    const model = findModel(tx.db, name);
    const before = readVersion(tx.db, model, findVersion(tx.db, model, version));
    if (!evenChampion && before.aliases.includes(championAlias)) throw isChampion(name, version);
    for (const alias of before.aliases) {
      moveAlias(tx, model, {
        alias,
        version: null,
        kind: 'remove',
        reason: `version ${version} was deleted`,
      });
    }
    tx.db.run('DELETE FROM model_versions WHERE model_id = ? AND version = ?', model.id, version);
    const { source, runId, aliases, tags } = before;
    announceVersion(tx, model, version, 'model_version.delete', { source, runId, aliases, tags }, null);
  });
}

function isChampion(name: string, version: number): StileError {
  const remedy =
    `Promote another version first (stile model promote ${name} <version> --reason "..."), ` +
    `or take the alias off: stile model alias remove ${name} ${championAlias}`;
  return new StileError(
    'INVALID_STATE',
    `Version ${version} of "${name}" is its champion and cannot be deleted. ${remedy}`,
    {
      kind: 'model_version',
      id: `${name}/${version}`,
      state: championAlias,
      needed: `not ${championAlias}`,
      remedy,
    },
  );
}

type Column = 'description' | 'stage';

function changeVersion(
  ctx: EngineContext,
  { name, version }: In['getVersion'],
  action: ActivityAction,
  column: Column,
  value: string,
): Promise<ModelVersion> {
  return ctx.write((tx) => {
    const model = findModel(tx.db, name);
    const row = findVersion(tx.db, model, version);
    if (row[column] === value) tx.unchanged();
    else {
      setColumn(tx, model, version, column, value);
      announceVersion(tx, model, version, action, { [column]: row[column] }, { [column]: value });
    }
    return readVersion(tx.db, model, findVersion(tx.db, model, version));
  });
}

function setColumn(tx: WriteTx, model: ModelRow, version: number, column: Column, value: string): void {
  tx.db.run(
    `UPDATE model_versions SET ${column} = ?, updated_at = ? WHERE model_id = ? AND version = ?`,
    value,
    tx.now,
    model.id,
    version,
  );
}
