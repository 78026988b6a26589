import {
  invertTag,
  recordedText,
  type ActivityParts,
  type Inverse,
  type RecordedChange,
} from '#core/activity/index.ts';
import { runStatus } from '#contract/entities.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { ReadableDb } from '#core/store/database.ts';
import { deleteExperiment, restoreExperiment } from './experiment-lifecycle.ts';
import { deleteExperimentTag, setExperimentTag, updateExperiment } from './experiments.ts';
import type { ExperimentRow, RunRow } from './find.ts';
import { deleteRun, deleteRunTag, restoreRun, setRunTag, updateRun } from './runs.ts';
import { findKeyId } from './keys.ts';
import { manyRunsActivity } from './run-table/many-activity.ts';
import { viewActivity } from './run-views/view-activity.ts';

const lookUpExperiment = (db: ReadableDb, id: string): ExperimentRow | undefined =>
  db.get<ExperimentRow>('SELECT * FROM experiments WHERE id = ?', id);
const lookUpRun = (db: ReadableDb, id: string): RunRow | undefined =>
  db.get<RunRow>('SELECT * FROM runs WHERE uuid = ?', id);

/** Of a change that left the object deleted or active: its way back is the other. */
function invertLifecycle(
  lookUp: (db: ReadableDb, id: string) => { lifecycle: 0 | 1 } | undefined,
  left: 0 | 1,
  undo: (ctx: EngineContext, id: string) => Promise<unknown>,
): Inverse {
  return {
    left: () => ({ lifecycle: left }),
    now: (db, { entityId }) => {
      const row = lookUp(db, entityId);
      return row === undefined ? null : { lifecycle: row.lifecycle };
    },
    undo: (ctx, { entityId }) => undo(ctx, entityId),
  };
}

const experimentName: Inverse = {
  left: ({ before, after }) =>
    recordedText(before, 'name') === null ? null : { name: recordedText(after, 'name') },
  now: (db, { entityId }) => {
    const row = lookUpExperiment(db, entityId);
    return row === undefined ? null : { name: row.name };
  },
  undo: (ctx, { entityId, before }) =>
    updateExperiment(ctx, { experimentId: entityId, name: recordedText(before, 'name') ?? '' }),
};

const experimentTag = invertTag({
  find: (db, id, key) =>
    lookUpExperiment(db, id) &&
    (db.get<{ value: string }>(
      'SELECT value FROM experiment_tags WHERE experiment_id = ? AND key = ?',
      id,
      key,
    )?.value ??
      null),
  set: (ctx, experimentId, tag) => setExperimentTag(ctx, { experimentId, ...tag }),
  remove: (ctx, experimentId, key) => deleteExperimentTag(ctx, { experimentId, key }),
});

/** Name, status and end of a run: those of them that the change moved. */
const runFacts = ['name', 'status', 'endedAt'] as const;

function movedFacts({ before, after }: RecordedChange): (typeof runFacts)[number][] {
  return runFacts.filter((fact) => before?.[fact] !== after?.[fact]);
}

const runChange: Inverse = {
  left: (change) => {
    const { before, after } = change;
    const moved = movedFacts(change);
    if (before === null || after === null || moved.length === 0) return null;
    return Object.fromEntries(moved.map((fact) => [fact, after[fact]]));
  },
  now: (db, { entityId }) => {
    const row = lookUpRun(db, entityId);
    return row === undefined ? null : { name: row.name, status: row.status, endedAt: row.ended_at };
  },
  undo: (ctx, change) => {
    const { entityId, before } = change;
    const moved = movedFacts(change);
    const endedAt = before?.['endedAt'];
    return updateRun(ctx, {
      runId: entityId,
      ...(moved.includes('name') && { name: recordedText(before, 'name') ?? '' }),
      ...(moved.some((fact) => fact !== 'name') && { status: runStatus.parse(before?.['status']) }),
      ...(moved.includes('endedAt') && typeof endedAt === 'number' && { endedAt }),
    });
  },
};

const runTag = invertTag({
  find: (db, id, key) => {
    const run = lookUpRun(db, id);
    if (run === undefined) return undefined;
    const sql = 'SELECT value FROM run_tags WHERE run_id = ? AND key_id = ?';
    return db.get<{ value: string }>(sql, run.id, findKeyId(db, key) ?? -1)?.value ?? null;
  },
  set: (ctx, runId, tag) => setRunTag(ctx, { runId, ...tag }),
  remove: (ctx, runId, key) => deleteRunTag(ctx, { runId, key }),
});

/** The runs that were deleted before their experiment stay so. */
const deletedExperiment: Inverse = {
  ...invertLifecycle(lookUpExperiment, 1, (ctx, id) => restoreExperiment(ctx, id)),
  left: ({ after }) => (after?.['deletedBefore'] === null ? null : { lifecycle: 1 }),
  undo: (ctx, { entityId, after }) => {
    const kept = after?.['deletedBefore'];
    return restoreExperiment(ctx, entityId, { except: Array.isArray(kept) ? kept.map(String) : [] });
  },
};

const undoneExperiment = invertLifecycle(lookUpExperiment, 0, (ctx, id) => deleteExperiment(ctx, id));
const undoneRun = invertLifecycle(lookUpRun, 0, deleteRun);

/** Ways back of what is logged and kept; metrics, params and files are facts and stay. */
export const trackingActivity: ActivityParts = {
  inverses: {
    ...viewActivity.inverses,
    ...manyRunsActivity.inverses,
    'experiment.create': undoneExperiment,
    'experiment.restore': undoneExperiment,
    'experiment.delete': deletedExperiment,
    'experiment.rename': experimentName,
    'experiment.set_tag': experimentTag,
    'experiment.delete_tag': experimentTag,
    'run.create': undoneRun,
    'run.restore': undoneRun,
    'run.delete': invertLifecycle(lookUpRun, 1, restoreRun),
    'run.update': runChange,
    'run.set_tag': runTag,
    'run.delete_tag': runTag,
  },
  names: {
    ...viewActivity.names,
    experiment: (db, id) => lookUpExperiment(db, id)?.name ?? null,
    run: (db, id) => lookUpRun(db, id)?.name ?? null,
    logged_model: (db, id) =>
      db.get<{ name: string }>('SELECT name FROM logged_models WHERE model_id = ?', id)?.name ?? null,
  },
  owners: {
    ...viewActivity.owners,
    run: (db, id) => lookUpRun(db, id)?.experiment_id.toString() ?? null,
    logged_model: (db, id) =>
      db
        .get<{ experiment_id: number }>('SELECT experiment_id FROM logged_models WHERE model_id = ?', id)
        ?.experiment_id.toString() ?? null,
  },
};
