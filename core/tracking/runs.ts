import type { ActivityAction } from '#contract/activity.ts';
import type { Run, Tag } from '#contract/entities.ts';
import type { Inputs, Outputs } from '#contract/procedures.ts';
import { limits } from '#contract/inputs.ts';
import { invalidArgument } from '#core/kernel/errors.ts';
import type { ReadableDb } from '#core/store/database.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { WriteTx } from '#core/store/write-queue.ts';
import { appendToLocation } from './artifact-location.ts';
import { checkCount, checkKey, checkLength } from './checks.ts';
import {
  findActiveExperiment,
  findActiveRun,
  findExperiment,
  findRun,
  lifecycleName,
  requireRestorable,
  type RunRow,
} from './find.ts';
import { missingTag } from './experiments.ts';
import { readRuns } from './read-runs.ts';
import { followRunStatus } from './run-lineage.ts';
import {
  adoptChildren,
  findRunTag,
  parentRunTag,
  removeRunTag,
  runNameTag,
  upsertRunTag,
} from './run-texts.ts';
import { countRuns as countFound, searchRunIds, type RunPageQuery } from './search/search-runs.ts';

type In = Inputs['runs'];
type Out = Outputs['runs'];

/** What a run knows of the program that made it. */
export interface RunOrigin {
  /** What the client calls itself, e.g. `mlflow-python-client/3.17.2`. */
  client?: string | undefined;
}

/**
 * Starts a run. Its name is `name`, else the tag mlflow.runName, else a made-up one; the tag always says the same.
 * `parentRunId` and the tag mlflow.parentRunId likewise.
 */
export function createRun(ctx: EngineContext, input: In['create'] & RunOrigin): Promise<Run> {
  const tags = collectTags(ctx, input);
  return ctx.write((tx) => {
    const experiment = findActiveExperiment(tx.db, input.experimentId);
    if (input.parentRunId !== undefined) findRun(tx.db, input.parentRunId);
    const uuid = ctx.ids.runId();
    const { lastId } = tx.db.run(
      `INSERT INTO runs (uuid, experiment_id, name, user_id, status, started_at, artifact_uri, client)
       VALUES (?, ?, '', ?, ?, ?, ?, ?)`,
      uuid,
      experiment.id,
      input.userId ?? '',
      input.status ?? 'RUNNING',
      input.startedAt ?? tx.now,
      appendToLocation(experiment.artifact_location, `${uuid}/artifacts`),
      input.client ?? '',
    );
    const row = findRun(tx.db, uuid);
    for (const tag of tags) upsertRunTag(tx, row, tag);
    adoptChildren(tx, row);
    const made = readOne(tx.db, lastId, uuid);
    announceRun(tx, row, 'run.create', null, { name: made.name, status: made.status, tags });
    tx.emit({ type: 'experiment.changed', experimentId: input.experimentId });
    return made;
  });
}

/** The tags of a new run, name and parent included, checked. */
function collectTags(ctx: EngineContext, input: In['create']): Tag[] {
  const tags = new Map((input.tags ?? []).map(({ key, value }) => [key, value]));
  const tagged = tags.get(runNameTag);
  if (input.name !== undefined && tagged !== undefined && tagged !== input.name) {
    throw invalidArgument(
      'name',
      input.name,
      `the tag ${runNameTag} says "${tagged}"`,
      'Give both the same value, or one of them.',
    );
  }
  const given = input.name ?? tagged ?? '';
  tags.set(runNameTag, given === '' ? ctx.ids.runName() : given);
  if (input.parentRunId !== undefined) tags.set(parentRunTag, input.parentRunId);
  const list = [...tags].map(([key, value]) => ({ key, value }));
  checkCount('tags', list.length, limits.tagsPerBatch + 2);
  for (const tag of list) checkRunTag(tag);
  return list;
}

export function checkRunTag(tag: Tag): void {
  checkKey('tag key', tag.key);
  checkLength(`tag ${tag.key}`, tag.value, limits.runTagValueCharacters);
}

export function getRun(ctx: EngineContext, runId: string): Run {
  return readOne(ctx.db, findRun(ctx.db, runId).id, runId);
}

/** @throws FILTER_SYNTAX, INVALID_PAGE_TOKEN, NOT_FOUND for an experiment that is not there */
export function searchRuns(ctx: EngineContext, input: In['search']): Out['search'] {
  const { ids, nextPageToken } = searchRunIds(ctx.db, inputToQuery(ctx.db, input));
  return { runs: readRuns(ctx.db, ids), nextPageToken };
}

export function countRuns(ctx: EngineContext, input: In['count']): number {
  return countFound(ctx.db, inputToQuery(ctx.db, input));
}

function inputToQuery(db: ReadableDb, input: In['search']): RunPageQuery {
  return {
    experimentIds: (input.experimentIds ?? []).map((id) => findExperiment(db, id).id),
    filter: input.filter ?? '',
    orderBy: input.orderBy ?? [],
    view: input.view ?? 'active',
    nesting: input.nesting ?? 'all',
    parentRunId: input.parentRunId,
    maxResults: input.maxResults ?? 100,
    pageToken: input.pageToken,
  };
}

/** Name, status and end. A run that ends without a time ends now; one that runs again has no end unless one is given. */
export function updateRun(ctx: EngineContext, input: In['update']): Promise<Run> {
  if (input.name !== undefined) checkRunTag({ key: runNameTag, value: input.name });
  return ctx.write((tx) => {
    const row = findActiveRun(tx.db, input.runId);
    const status = input.status ?? row.status;
    const endedAt = input.endedAt ?? (isOver(status) ? (row.ended_at ?? tx.now) : null);
    tx.db.run('UPDATE runs SET status = ?, ended_at = ? WHERE id = ?', status, endedAt, row.id);
    if (input.name !== undefined) upsertRunTag(tx, row, { key: runNameTag, value: input.name });
    const before = { name: row.name, status: row.status, endedAt: row.ended_at };
    announceRun(tx, row, 'run.update', before, { name: input.name ?? row.name, status, endedAt });
    if (status !== row.status) {
      followRunStatus(tx, { ...row, name: input.name ?? row.name }, status);
      tx.emit({ type: 'experiment.changed', experimentId: String(row.experiment_id) });
    }
    return readOne(tx.db, row.id, input.runId);
  });
}

function isOver(status: Run['status']): boolean {
  return status === 'FINISHED' || status === 'FAILED' || status === 'KILLED';
}

export function setRunTag(ctx: EngineContext, input: In['setTag']): Promise<void> {
  checkRunTag(input);
  return ctx.write((tx) => {
    const row = findActiveRun(tx.db, input.runId);
    const before = findRunTag(tx.db, row, input.key);
    if (before?.value === input.value) {
      tx.unchanged();
      return;
    }
    upsertRunTag(tx, row, input);
    announceRun(tx, row, 'run.set_tag', before, { key: input.key, value: input.value });
  });
}

/** @throws NOT_FOUND when the tag is not there */
export function deleteRunTag(ctx: EngineContext, input: In['deleteTag']): Promise<void> {
  return ctx.write((tx) => {
    const row = findActiveRun(tx.db, input.runId);
    const before = findRunTag(tx.db, row, input.key);
    if (before === null) throw missingTag(`run ${input.runId}`, input.key);
    removeRunTag(tx, row, input.key);
    announceRun(tx, row, 'run.delete_tag', before, null);
  });
}

/** Soft, and without the children, as in MLflow. Deleting a deleted run changes nothing. */
export function deleteRun(ctx: EngineContext, runId: string): Promise<void> {
  return setLifecycle(ctx, runId, 1, 'run.delete');
}

/** @throws INVALID_STATE when the run is not deleted, or its experiment is */
export function restoreRun(ctx: EngineContext, runId: string): Promise<void> {
  return setLifecycle(ctx, runId, 0, 'run.restore');
}

function setLifecycle(
  ctx: EngineContext,
  runId: string,
  lifecycle: 0 | 1,
  action: ActivityAction,
): Promise<void> {
  return ctx.write((tx) => {
    const row = findRun(tx.db, runId);
    if (lifecycle === 0) {
      requireRestorable('run', runId, row.lifecycle);
      findActiveExperiment(tx.db, String(row.experiment_id));
    }
    if (row.lifecycle === lifecycle) {
      tx.unchanged();
      return;
    }
    tx.db.run('UPDATE runs SET lifecycle = ? WHERE id = ?', lifecycle, row.id);
    announceRun(
      tx,
      row,
      action,
      { lifecycle: lifecycleName(row.lifecycle) },
      { lifecycle: lifecycleName(lifecycle) },
    );
    tx.emit({ type: 'experiment.changed', experimentId: String(row.experiment_id) });
  });
}

/** The activity row and the event of a change to one run. */
export function announceRun(
  tx: WriteTx,
  run: RunRow,
  action: ActivityAction,
  before: object | null,
  after: object | null,
): void {
  tx.record({ action, entityKind: 'run', entityId: run.uuid, before, after });
  tx.emit({ type: 'run.changed', experimentId: String(run.experiment_id), runId: run.uuid });
}

function readOne(db: ReadableDb, id: number, runId: string): Run {
  const [run] = readRuns(db, [id]);
  if (run === undefined) throw new Error(`run ${runId} vanished while it was read`);
  return run;
}
