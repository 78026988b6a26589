import { join, relative, sep } from 'node:path';
import type { PurgeReport } from '#contract/procedures.ts';
import { errorText } from '#core/kernel/errors.ts';
import { removeWithRetry } from '#core/kernel/files.ts';
import { resolveInside } from '#core/kernel/safe-paths.ts';
import type { ReadableDb } from '#core/store/database.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { WriteTx } from '#core/store/write-queue.ts';
import { artifactUriToPath, runFolder } from './artifact-uri.ts';
import { findExperiment, findRun, requireDeleted, type RunRow } from './find.ts';
import {
  modelsOfExperiment,
  modelsOfRun,
  purgeModelLinks,
  purgeModelRows,
} from './logged-models/purge-models.ts';
import { measurePurge } from './purge-report.ts';
import { purgeTraces } from './purge-traces.ts';

/** How much one transaction purges: some milliseconds, so that other work gets in between. */
const runsPerWrite = 50;
const pointsPerWrite = 50_000;

/** What purging a run would delete. */
export async function previewRunPurge(ctx: EngineContext, runId: string): Promise<PurgeReport> {
  return measurePurge(ctx, { runs: [findRun(ctx.db, runId)], traces: { runId } });
}

export async function previewExperimentPurge(ctx: EngineContext, experimentId: string): Promise<PurgeReport> {
  const { id } = findExperiment(ctx.db, experimentId);
  return measureExperiment(ctx, id, runsOf(ctx.db, id));
}

/**
 * Deletes a run for good, with its history and its files, and gives the space back to the disk. Its children stay and
 * stand alone. @throws INVALID_STATE unless the run is deleted
 */
export async function purgeRun(ctx: EngineContext, runId: string): Promise<PurgeReport> {
  const run = findRun(ctx.db, runId);
  requireDeleted('run', runId, run.lifecycle);
  const report = await measurePurge(ctx, { runs: [run], traces: { runId } });
  await purgeTraces(ctx, {
    scope: { runId },
    of: { action: 'run.purge_traces', entityKind: 'run', entityId: runId },
    check: (tx) => requireDeleted('run', runId, findRun(tx.db, runId).lifecycle),
  });
  await ctx.write((tx) => {
    requireDeleted('run', runId, findRun(tx.db, runId).lifecycle);
    purgeRows(ctx, tx, [run]);
    tx.record({
      action: 'run.purge',
      entityKind: 'run',
      entityId: runId,
      before: { name: run.name, ...report },
    });
    announcePurge(tx, run.experiment_id);
  });
  await reclaimSpace(ctx);
  return report;
}

/** MLflow's clients log to experiment 0 when they are given none: purging it empties it, and the row stays. */
const defaultExperimentId = 0;

/**
 * Deletes an experiment for good, with all its runs; its name is free again. A stop in the middle leaves it deleted
 * with the runs that are left, and purging again goes on.
 * @throws INVALID_STATE unless the experiment is deleted
 */
export async function purgeExperiment(ctx: EngineContext, experimentId: string): Promise<PurgeReport> {
  const experiment = findExperiment(ctx.db, experimentId);
  requireDeleted('experiment', experimentId, experiment.lifecycle);
  const runs = runsOf(ctx.db, experiment.id);
  const report = await measureExperiment(ctx, experiment.id, runs);
  await purgeTraces(ctx, {
    scope: { experimentId: experiment.id },
    of: { action: 'experiment.purge_traces', entityKind: 'experiment', entityId: experimentId },
    check: (tx) => requireDeleted('experiment', experimentId, findExperiment(tx.db, experimentId).lifecycle),
  });
  for (const some of splitRuns(ctx.db, runs)) {
    await ctx.write((tx) => {
      requireDeleted('experiment', experimentId, findExperiment(tx.db, experimentId).lifecycle);
      purgeRows(ctx, tx, some);
      const before = { runs: some.map(({ uuid, name }) => ({ runId: uuid, name })) };
      tx.record({
        action: 'experiment.purge_runs',
        entityKind: 'experiment',
        entityId: experimentId,
        before,
      });
    });
  }
  await ctx.write((tx) => {
    requireDeleted('experiment', experimentId, findExperiment(tx.db, experimentId).lifecycle);
    purgeModels(ctx, tx, modelsOfExperiment(tx.db, experiment.id));
    if (experiment.id !== defaultExperimentId)
      tx.db.run('DELETE FROM experiments WHERE id = ?', experiment.id);
    forgetActivity(tx, 'experiment', experimentId);
    if (!isShared(tx, experimentId)) rememberFiles(ctx, tx, join(ctx.paths.artifacts, experimentId));
    const before = { name: experiment.name, ...report };
    tx.record({ action: 'experiment.purge', entityKind: 'experiment', entityId: experimentId, before });
    announcePurge(tx, experiment.id);
  });
  await reclaimSpace(ctx);
  return report;
}

function measureExperiment(ctx: EngineContext, id: number, runs: readonly RunRow[]): Promise<PurgeReport> {
  return measurePurge(ctx, { runs, models: modelsOfExperiment(ctx.db, id), traces: { experimentId: id } });
}

/** Pages of 4 KB given back to the disk per transaction: some milliseconds. */
const pagesPerWrite = 2000;

/** Ends also where nothing can be given back: a database that was rebuilt with other tools has no auto_vacuum. */
async function reclaimSpace(ctx: EngineContext): Promise<void> {
  await removePendingFiles(ctx);
  for (let before = Infinity, left = Number.MAX_VALUE; left > 0 && left < before;) {
    before = left;
    left = await ctx.write((tx) => {
      tx.unchanged();
      return tx.reclaim(pagesPerWrite);
    });
  }
}

/** Removes what committed deletes have left on the disk; called after each of them, and at start after a crash. */
export async function removePendingFiles(ctx: EngineContext): Promise<void> {
  const pending = ctx.db.all<{ path: string }>('SELECT path FROM file_deletions');
  const removed: string[] = [];
  for (const { path } of pending) {
    try {
      await removeWithRetry(resolveInside(ctx.paths.root, path));
      removed.push(path);
    } catch (error) {
      ctx.logger.warn(
        { path, cause: errorText(error) },
        'deleted files are still held; trying again at the next start',
      );
    }
  }
  if (removed.length === 0) return;
  await ctx.write((tx) => {
    for (const path of removed) tx.db.run('DELETE FROM file_deletions WHERE path = ?', path);
    tx.unchanged();
  });
}

const runTables = [
  'metrics',
  'latest_metrics',
  'params',
  'run_tags',
  'run_inputs',
  'run_input_tags',
] as const;

function purgeRows(ctx: EngineContext, tx: WriteTx, runs: readonly RunRow[]): void {
  for (const run of runs) {
    const datasets = tx.db.all<{ dataset_id: number }>(
      'SELECT dataset_id FROM run_inputs WHERE run_id = ?',
      run.id,
    );
    for (const table of runTables) tx.db.run(`DELETE FROM ${table} WHERE run_id = ?`, run.id);
    purgeModels(ctx, tx, modelsOfRun(tx.db, run));
    purgeModelLinks(tx, run);
    tx.db.run('DELETE FROM runs WHERE id = ?', run.id);
    for (const { dataset_id } of datasets) dropUnused(tx, dataset_id);
    forgetActivity(tx, 'run', run.uuid);
    const folder = runFolder(ctx.paths, run);
    if (folder !== null) rememberFiles(ctx, tx, folder);
  }
}

function purgeModels(ctx: EngineContext, tx: WriteTx, models: ReturnType<typeof modelsOfRun>): void {
  for (const folder of purgeModelRows(ctx.paths, tx, models)) rememberFiles(ctx, tx, folder);
}

/** A dataset version lives as long as a run says that it used it. */
function dropUnused(tx: WriteTx, datasetId: number): void {
  tx.db.run(
    'DELETE FROM datasets WHERE id = ? AND NOT EXISTS (SELECT 1 FROM run_inputs WHERE dataset_id = datasets.id)',
    datasetId,
  );
}

/** What is deleted for good is not kept in the log either; who deleted it, and when, is. */
function forgetActivity(tx: WriteTx, kind: 'run' | 'experiment', id: string): void {
  tx.db.run('DELETE FROM activity WHERE entity_kind = ? AND entity_id = ?', kind, id);
}

function rememberFiles(ctx: EngineContext, tx: WriteTx, folder: string): void {
  const path = relative(ctx.paths.root, folder).split(sep).join('/');
  tx.db.run('INSERT OR IGNORE INTO file_deletions (path) VALUES (?)', path);
}

/** An experiment may be made with any address as its place for files, also one inside another's folder. */
function isShared(tx: WriteTx, experimentId: string): boolean {
  return tx.db
    .all<{ artifact_location: string }>(
      'SELECT artifact_location FROM experiments WHERE id <> ?',
      Number(experimentId),
    )
    .some(({ artifact_location }) => artifactUriToPath(artifact_location)?.split('/')[0] === experimentId);
}

function announcePurge(tx: WriteTx, experimentId: number): void {
  tx.emit({ type: 'experiment.changed', experimentId: String(experimentId) });
  tx.emit({ type: 'runs.changed', experimentId: String(experimentId) });
  tx.emit({ type: 'workspace.changed' });
}

function runsOf(db: ReadableDb, experimentId: number): RunRow[] {
  return db.all<RunRow>('SELECT * FROM runs WHERE experiment_id = ? ORDER BY id', experimentId);
}

/** Groups of runs that one transaction each can purge; a run with a very long history stands alone. */
function splitRuns(db: ReadableDb, runs: readonly RunRow[]): RunRow[][] {
  const groups: RunRow[][] = [];
  let points = Infinity;
  for (const run of runs) {
    const own = countPoints(db, run);
    const last = groups.at(-1);
    if (last === undefined || last.length >= runsPerWrite || points + own > pointsPerWrite) {
      groups.push([run]);
      points = own;
    } else {
      last.push(run);
      points += own;
    }
  }
  return groups;
}

function countPoints(db: ReadableDb, run: RunRow): number {
  const sql = 'SELECT coalesce(sum(count), 0) AS n FROM latest_metrics WHERE run_id = ?';
  return db.get<{ n: number }>(sql, run.id)?.n ?? 0;
}
