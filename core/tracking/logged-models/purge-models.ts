import { basename, dirname } from 'node:path';
import { resolveInside } from '#core/kernel/safe-paths.ts';
import type { WorkspacePaths } from '#core/kernel/workspace-paths.ts';
import type { ReadableDb } from '#core/store/database.ts';
import type { WriteTx } from '#core/store/write-queue.ts';
import { artifactUriToPath } from '../artifact-uri.ts';
import type { RunRow } from '../find.ts';
import type { LoggedModelRow } from './find-model.ts';

type ModelPlace = Pick<LoggedModelRow, 'id' | 'model_id' | 'artifact_uri'>;

/** The logged models that go when a run is purged: those that it made, by their own word or by its. */
export function modelsOfRun(db: ReadableDb, run: Pick<RunRow, 'id' | 'uuid'>): ModelPlace[] {
  return db.all<LoggedModelRow>(
    `SELECT * FROM logged_models WHERE source_run_id = ?
     UNION SELECT m.* FROM run_model_outputs o JOIN logged_models m ON m.id = o.logged_model_id
     WHERE o.run_id = ? AND m.source_run_id IS NULL`,
    run.uuid,
    run.id,
  );
}

/** Those that go when an experiment is purged. */
export function modelsOfExperiment(db: ReadableDb, experimentId: number): ModelPlace[] {
  return db.all<LoggedModelRow>('SELECT * FROM logged_models WHERE experiment_id = ?', experimentId);
}

/** The folder that goes with a logged model; null when its files are kept outside of this workspace. */
export function modelFolder(paths: WorkspacePaths, model: ModelPlace): string | null {
  const path = artifactUriToPath(model.artifact_uri);
  if (path === null) return null;
  const folder = dirname(resolveInside(paths.artifacts, path));
  return basename(folder) === model.model_id ? folder : null;
}

/** What a purged run has said of logged models that stay. */
export function purgeModelLinks(tx: WriteTx, run: Pick<RunRow, 'id'>): void {
  for (const table of tables) tx.db.run(`DELETE FROM ${table} WHERE run_id = ?`, run.id);
}

/** Deletes the rows of logged models for good. @returns the folders to remove after the commit */
export function purgeModelRows(paths: WorkspacePaths, tx: WriteTx, models: readonly ModelPlace[]): string[] {
  for (const { id, model_id } of models) {
    for (const table of tables) tx.db.run(`DELETE FROM ${table} WHERE logged_model_id = ?`, id);
    tx.db.run('DELETE FROM logged_models WHERE id = ?', id);
    tx.db.run("DELETE FROM activity WHERE entity_kind = 'logged_model' AND entity_id = ?", model_id);
  }
  return models.map((model) => modelFolder(paths, model)).filter((folder) => folder !== null);
}

const tables = ['run_model_inputs', 'run_model_outputs', 'logged_model_metrics'] as const;
