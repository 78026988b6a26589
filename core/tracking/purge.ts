import { join, relative, sep } from 'node:path';
import { lstat, readdir } from 'node:fs/promises';
import type { PurgeReport } from '#contract/procedures.ts';
import { errorText } from '#core/kernel/errors.ts';
import { removeWithRetry } from '#core/kernel/files.ts';
import { resolveInside } from '#core/kernel/safe-paths.ts';
import type { ReadableDb } from '#core/store/database.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { WriteTx } from '#core/store/write-queue.ts';
import { runArtifactRoot } from './artifact-files.ts';
import { findExperiment, findRun, requireDeleted, type RunRow } from './find.ts';

/** How many runs one transaction purges: some milliseconds, so that other work gets in between. */
const runsPerWrite = 50;

/** What purging a run would delete; `freedBytes` counts files exactly and rows by their stored size. */
export async function previewRunPurge(ctx: EngineContext, runId: string): Promise<PurgeReport> {
  return preview(ctx, [findRun(ctx.db, runId)]);
}

export async function previewExperimentPurge(ctx: EngineContext, experimentId: string): Promise<PurgeReport> {
  return preview(ctx, runsOf(ctx.db, findExperiment(ctx.db, experimentId).id));
}

async function preview(ctx: EngineContext, runs: readonly RunRow[]): Promise<PurgeReport> {
  const folders = await measureFolders(ctx, runs);
  return { runs: runs.length, files: folders.files, freedBytes: folders.bytes + rowBytes(ctx.db, runs) };
}

/**
 * Deletes a run for good, with its history and its files, and gives the space back to the disk. Its children stay and
 * stand alone. @throws INVALID_STATE unless the run is deleted
 */
export async function purgeRun(ctx: EngineContext, runId: string): Promise<PurgeReport> {
  const run = findRun(ctx.db, runId);
  requireDeleted('run', runId, run.lifecycle);
  const report = await preview(ctx, [run]);
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

/**
 * Deletes an experiment for good, with all its runs; its name is free again. A stop in the middle leaves it deleted
 * with the runs that are left, and purging again goes on.
 * @throws INVALID_STATE unless the experiment is deleted
 */
export async function purgeExperiment(ctx: EngineContext, experimentId: string): Promise<PurgeReport> {
  const experiment = findExperiment(ctx.db, experimentId);
  requireDeleted('experiment', experimentId, experiment.lifecycle);
  const runs = runsOf(ctx.db, experiment.id);
  const report = await preview(ctx, runs);
  for (let at = 0; at < runs.length; at += runsPerWrite) {
    const some = runs.slice(at, at + runsPerWrite);
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
    tx.db.run('DELETE FROM experiments WHERE id = ?', experiment.id);
    rememberFiles(ctx, tx, join(ctx.paths.artifacts, experimentId));
    const before = { name: experiment.name, ...report };
    tx.record({ action: 'experiment.purge', entityKind: 'experiment', entityId: experimentId, before });
    announcePurge(tx, experiment.id);
  });
  await reclaimSpace(ctx);
  return report;
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
    tx.db.run('DELETE FROM runs WHERE id = ?', run.id);
    for (const { dataset_id } of datasets) dropUnused(tx, dataset_id);
    rememberFiles(ctx, tx, join(runArtifactRoot(ctx.paths, run), '..'));
  }
}

/** A dataset version lives as long as a run says that it used it. */
function dropUnused(tx: WriteTx, datasetId: number): void {
  tx.db.run(
    'DELETE FROM datasets WHERE id = ? AND NOT EXISTS (SELECT 1 FROM run_inputs WHERE dataset_id = datasets.id)',
    datasetId,
  );
}

function rememberFiles(ctx: EngineContext, tx: WriteTx, folder: string): void {
  const path = relative(ctx.paths.root, folder).split(sep).join('/');
  tx.db.run('INSERT OR IGNORE INTO file_deletions (path) VALUES (?)', path);
}

function announcePurge(tx: WriteTx, experimentId: number): void {
  tx.emit({ type: 'experiment.changed', experimentId: String(experimentId) });
  tx.emit({ type: 'runs.changed', experimentId: String(experimentId) });
  tx.emit({ type: 'workspace.changed' });
}

function runsOf(db: ReadableDb, experimentId: number): RunRow[] {
  return db.all<RunRow>('SELECT * FROM runs WHERE experiment_id = ? ORDER BY id', experimentId);
}

/** Average bytes of a row beside its texts: the row itself and its share of the indexes, measured on full pages. */
const bytesPerRow = { metrics: 26, latest_metrics: 96, texts: 40, runs: 420 } as const;

function rowBytes(db: ReadableDb, runs: readonly RunRow[]): number {
  const ids = JSON.stringify(runs.map(({ id }) => id));
  const points = sum(
    db,
    'SELECT coalesce(sum(m.count), 0) AS n FROM json_each(?) j JOIN latest_metrics m ON m.run_id = j.value',
    ids,
  );
  const keys = sum(
    db,
    'SELECT count(*) AS n FROM json_each(?) j JOIN latest_metrics m ON m.run_id = j.value',
    ids,
  );
  const texts = (['params', 'run_tags'] as const).map((table) =>
    sum(
      db,
      `SELECT coalesce(sum(2 * length(t.value) + ${bytesPerRow.texts}), 0) AS n FROM json_each(?) j JOIN ${table} t ON t.run_id = j.value`,
      ids,
    ),
  );
  const rows =
    points * bytesPerRow.metrics + keys * bytesPerRow.latest_metrics + runs.length * bytesPerRow.runs;
  return texts.reduce((total, bytes) => total + bytes, rows + datasetBytes(db, ids));
}

/** The texts of the datasets that none but these runs used. */
function datasetBytes(db: ReadableDb, ids: string): number {
  return sum(
    db,
    `WITH purged (id) AS (SELECT value FROM json_each(?))
     SELECT coalesce(sum(length(d.source) + coalesce(length(d.schema), 0) + coalesce(length(d.profile), 0)), 0) AS n
     FROM datasets d WHERE d.id IN (SELECT i.dataset_id FROM purged p JOIN run_inputs i ON i.run_id = p.id)
     AND NOT EXISTS (SELECT 1 FROM run_inputs o WHERE o.dataset_id = d.id AND o.run_id NOT IN (SELECT id FROM purged))`,
    ids,
  );
}

function sum(db: ReadableDb, sql: string, ids: string): number {
  return db.get<{ n: number }>(sql, ids)?.n ?? 0;
}

async function measureFolders(
  ctx: EngineContext,
  runs: readonly RunRow[],
): Promise<{ files: number; bytes: number }> {
  let files = 0;
  let bytes = 0;
  for (const run of runs) {
    const found = await measureFolder(runArtifactRoot(ctx.paths, run));
    files += found.files;
    bytes += found.bytes;
  }
  return { files, bytes };
}

async function measureFolder(folder: string): Promise<{ files: number; bytes: number }> {
  let files = 0;
  let bytes = 0;
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    if (entry.isDirectory()) continue;
    files++;
    bytes += (await lstat(join(entry.parentPath, entry.name))).size;
  }
  return { files, bytes };
}
