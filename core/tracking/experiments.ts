import type { ActivityAction } from '#contract/activity.ts';
import type { Experiment, ExperimentSummary, Tag } from '#contract/entities.ts';
import type { Inputs, Outputs } from '#contract/procedures.ts';
import { limits } from '#contract/inputs.ts';
import { hasCode, StileError } from '#core/kernel/errors.ts';
import type { ReadableDb } from '#core/store/database.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { WriteTx } from '#core/store/write-queue.ts';
import { checkArtifactLocation } from './artifact-location.ts';
import { checkCount, checkExperimentName, checkKey, checkLength } from './checks.ts';
import { findActiveExperiment, findExperiment, lifecycleName, type ExperimentRow } from './find.ts';
import { searchExperimentIds } from './search/search-experiments.ts';

type In = Inputs['experiments'];
type Out = Outputs['experiments'];

/** What clients say of a new experiment beyond what the screens do. */
export interface ExperimentPlace {
  /** Where its runs keep their artifacts; left out: with Stile. */
  artifactLocation?: string | undefined;
}

/** @throws ALREADY_EXISTS also when the namesake is deleted: its name is free again once it is purged */
export function createExperiment(
  ctx: EngineContext,
  input: In['create'] & ExperimentPlace,
): Promise<Experiment> {
  const { tags = [], artifactLocation } = input;
  checkExperimentName(input.name);
  if (artifactLocation !== undefined) checkArtifactLocation(artifactLocation);
  checkCount('tags', tags.length, limits.tagsPerBatch);
  for (const tag of tags) checkExperimentTag(tag);
  return ctx.write((tx) => {
    refuseTakenName(tx.db, input.name);
    const { lastId } = tx.db.run(
      `INSERT INTO experiments (name, artifact_location, created_at, updated_at) VALUES (?, '', ?, ?)`,
      input.name,
      tx.now,
      tx.now,
    );
    tx.db.run(
      'UPDATE experiments SET artifact_location = ? WHERE id = ?',
      artifactLocation ?? `mlflow-artifacts:/${lastId}`,
      lastId,
    );
    for (const tag of tags) upsertTag(tx, lastId, tag);
    const made = readExperiment(tx.db, String(lastId));
    announceExperiment(tx, made.experimentId, 'experiment.create', null, { name: input.name, tags });
    return made;
  });
}

export function getExperiment(ctx: EngineContext, experimentId: string): Experiment {
  return readExperiment(ctx.db, experimentId);
}

/** Deleted ones are found too. @throws NOT_FOUND */
export function getExperimentByName(ctx: EngineContext, name: string): Experiment {
  const row = ctx.db.get<ExperimentRow>('SELECT * FROM experiments WHERE name = ?', name);
  if (row !== undefined) return rowToExperiment(row, readTags(ctx.db, row.id));
  throw new StileError(
    'NOT_FOUND',
    `There is no experiment named "${name}". \`stile experiment list --view all\` shows those that exist.`,
    { kind: 'experiment', id: name },
  );
}

/** The experiment of this name, made where there is none yet: safe to call from several tasks at once. A deleted one is given as it is. */
export async function ensureExperiment(ctx: EngineContext, name: string): Promise<Experiment> {
  const isKnown = ctx.db.get('SELECT 1 FROM experiments WHERE name = ?', name) !== undefined;
  if (isKnown) return getExperimentByName(ctx, name);
  try {
    return await createExperiment(ctx, { name });
  } catch (error) {
    if (hasCode(error, 'ALREADY_EXISTS')) return getExperimentByName(ctx, name);
    throw error;
  }
}

export function searchExperiments(ctx: EngineContext, input: In['search']): Out['search'] {
  const { ids, nextPageToken } = searchExperimentIds(ctx.db, {
    filter: input.filter ?? '',
    orderBy: input.orderBy ?? [],
    view: input.view ?? 'active',
    maxResults: input.maxResults ?? 100,
    pageToken: input.pageToken,
  });
  return { experiments: ids.map((id) => summarize(ctx.db, id)), nextPageToken };
}

export function updateExperiment(ctx: EngineContext, input: In['update']): Promise<Experiment> {
  checkExperimentName(input.name);
  return ctx.write((tx) => {
    const row = findActiveExperiment(tx.db, input.experimentId);
    if (row.name === input.name) tx.unchanged();
    else {
      refuseTakenName(tx.db, input.name);
      tx.db.run('UPDATE experiments SET name = ?, updated_at = ? WHERE id = ?', input.name, tx.now, row.id);
      announceExperiment(
        tx,
        input.experimentId,
        'experiment.rename',
        { name: row.name },
        { name: input.name },
      );
    }
    return readExperiment(tx.db, input.experimentId);
  });
}

export function setExperimentTag(ctx: EngineContext, input: In['setTag']): Promise<void> {
  checkExperimentTag(input);
  return ctx.write((tx) => {
    const row = findActiveExperiment(tx.db, input.experimentId);
    const before = findTag(tx.db, row.id, input.key);
    if (before?.value === input.value) {
      tx.unchanged();
      return;
    }
    upsertTag(tx, row.id, input);
    announceExperiment(tx, input.experimentId, 'experiment.set_tag', before, {
      key: input.key,
      value: input.value,
    });
  });
}

/** @throws NOT_FOUND when the tag is not there */
export function deleteExperimentTag(ctx: EngineContext, input: In['deleteTag']): Promise<void> {
  return ctx.write((tx) => {
    const row = findActiveExperiment(tx.db, input.experimentId);
    const before = findTag(tx.db, row.id, input.key);
    if (before === null) throw missingTag(`experiment ${input.experimentId}`, input.key);
    tx.db.run('DELETE FROM experiment_tags WHERE experiment_id = ? AND key = ?', row.id, input.key);
    announceExperiment(tx, input.experimentId, 'experiment.delete_tag', before, null);
  });
}

export function missingTag(owner: string, key: string): StileError {
  return new StileError(
    'NOT_FOUND',
    `The ${owner} has no tag "${key}". Its tags are shown by \`stile ${owner.split(' ')[0]} show\`.`,
    {
      kind: 'tag',
      id: key,
    },
  );
}

/** The activity row and the event of a change to one experiment. */
export function announceExperiment(
  tx: WriteTx,
  experimentId: string,
  action: ActivityAction,
  before: object | null,
  after: object | null,
): void {
  tx.record({ action, entityKind: 'experiment', entityId: experimentId, before, after });
  tx.emit({ type: 'experiment.changed', experimentId });
}

function checkExperimentTag(tag: Tag): void {
  checkKey('tag key', tag.key);
  checkLength(`tag ${tag.key}`, tag.value, limits.experimentTagValueCharacters);
}

function refuseTakenName(db: ReadableDb, name: string): void {
  const taken = db.get<ExperimentRow>('SELECT * FROM experiments WHERE name = ?', name);
  if (taken === undefined) return;
  const remedy =
    taken.lifecycle === 1
      ? `It is deleted: restore it, or delete it for good with \`stile experiment purge ${taken.id}\`.`
      : 'Use that one, or choose another name.';
  throw new StileError('ALREADY_EXISTS', `Experiment ${taken.id} is named "${name}" already. ${remedy}`, {
    kind: 'experiment',
    name,
    id: String(taken.id),
    lifecycle: lifecycleName(taken.lifecycle),
  });
}

function upsertTag(tx: WriteTx, id: number, tag: Tag): void {
  tx.db.run(
    `INSERT INTO experiment_tags (experiment_id, key, value) VALUES (?, ?, ?)
     ON CONFLICT (experiment_id, key) DO UPDATE SET value = excluded.value`,
    id,
    tag.key,
    tag.value,
  );
  tx.db.run('UPDATE experiments SET updated_at = ? WHERE id = ?', tx.now, id);
}

function findTag(db: ReadableDb, id: number, key: string): Tag | null {
  return (
    db.get<Tag>('SELECT key, value FROM experiment_tags WHERE experiment_id = ? AND key = ?', id, key) ?? null
  );
}

function readTags(db: ReadableDb, id: number): Tag[] {
  return db.all<Tag>('SELECT key, value FROM experiment_tags WHERE experiment_id = ? ORDER BY key', id);
}

function readExperiment(db: ReadableDb, experimentId: string): Experiment {
  const row = findExperiment(db, experimentId);
  return rowToExperiment(row, readTags(db, row.id));
}

function rowToExperiment(row: ExperimentRow, tags: Tag[]): Experiment {
  return {
    experimentId: String(row.id),
    name: row.name,
    artifactLocation: row.artifact_location,
    lifecycle: lifecycleName(row.lifecycle),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    tags,
  };
}

/** Counts and the last start come straight from the ends of the index `runs_by_start`. */
function summarize(db: ReadableDb, id: number): ExperimentSummary {
  const figures = db.get<{ runs: number; running: number; last: number | null }>(
    `SELECT (SELECT count(*) FROM runs WHERE experiment_id = e.id AND lifecycle = e.lifecycle) AS runs,
            (SELECT count(*) FROM runs WHERE experiment_id = e.id AND lifecycle = e.lifecycle AND status = 'RUNNING') AS running,
            (SELECT started_at FROM runs WHERE experiment_id = e.id AND lifecycle = e.lifecycle
             ORDER BY started_at DESC LIMIT 1) AS last
     FROM experiments e WHERE e.id = ?`,
    id,
  );
  return {
    ...readExperiment(db, String(id)),
    runCount: figures?.runs ?? 0,
    runningCount: figures?.running ?? 0,
    lastRunAt: figures?.last ?? null,
  };
}
