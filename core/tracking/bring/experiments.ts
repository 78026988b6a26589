import type { Lifecycle, Tag } from '#contract/entities.ts';
import type { WriteTx } from '#core/store/write-queue.ts';
import type { ExperimentRow } from '../find.ts';

/** An experiment of another store. Times are ms since 1970 UTC. */
export interface BroughtExperiment {
  name: string;
  lifecycle: Lifecycle;
  createdAt: number;
  updatedAt: number;
  tags: readonly Tag[];
}

/**
 * Makes an experiment as it was elsewhere, inside the write of an import, which makes the row of activity. One of the
 * same name gets the tags that it lacks; its own stay.
 * @returns its id, and whether it was made now
 */
export function bringExperiment(
  tx: WriteTx,
  from: BroughtExperiment,
): { experimentId: string; isNew: boolean } {
  const known = tx.db.get<ExperimentRow>('SELECT * FROM experiments WHERE name = ?', from.name);
  const id = known?.id ?? insertExperiment(tx, from);
  for (const { key, value } of from.tags) {
    tx.db.run(
      'INSERT OR IGNORE INTO experiment_tags (experiment_id, key, value) VALUES (?, ?, ?)',
      id,
      key,
      value,
    );
  }
  tx.emit({ type: 'experiment.changed', experimentId: String(id) });
  return { experimentId: String(id), isNew: known === undefined };
}

function insertExperiment(tx: WriteTx, from: BroughtExperiment): number {
  const { lastId } = tx.db.run(
    `INSERT INTO experiments (name, artifact_location, lifecycle, created_at, updated_at) VALUES (?, '', ?, ?, ?)`,
    from.name,
    from.lifecycle === 'deleted' ? 1 : 0,
    from.createdAt,
    from.updatedAt,
  );
  const location = `mlflow-artifacts:/${lastId}`;
  tx.db.run('UPDATE experiments SET artifact_location = ? WHERE id = ?', location, lastId);
  return lastId;
}
