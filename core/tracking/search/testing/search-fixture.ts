import { join } from 'node:path';
import { systemClock } from '#core/kernel/clock.ts';
import { silentLogger } from '#core/kernel/logger.ts';
import { openConnection, type Connection } from '#core/store/database.ts';
import { migrate } from '#core/store/migrate.ts';
import { migrations } from '#core/store/migrations/index.ts';
import type { PlainRun } from './naive-search.ts';

/** A new workspace database in a folder. */
export function openTestDatabase(folder: string): Connection {
  const file = join(folder, 'search.db');
  const connection = openConnection({ file, readOnly: false, logger: silentLogger, clock: systemClock });
  migrate(connection, migrations, systemClock);
  return connection;
}

/** Does something and undoes all it wrote. */
export function inRollback<T>(connection: Connection, action: () => T): T {
  connection.exec('BEGIN');
  try {
    return action();
  } finally {
    connection.exec('ROLLBACK');
  }
}

export function insertTestExperiment(connection: Connection, id: number, at = id): void {
  const sql =
    'INSERT INTO experiments (id, name, artifact_location, created_at, updated_at) VALUES (?, ?, ?, ?, ?)';
  connection.run(sql, id, `experiment ${id}`, `mlflow-artifacts:/${id}`, at, at);
}

export function insertTestRun(connection: Connection, run: PlainRun): void {
  connection.run(
    `INSERT INTO runs (id, uuid, experiment_id, parent_id, name, user_id, status, started_at, ended_at, lifecycle, artifact_uri)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    run.id,
    run.uuid,
    run.experimentId,
    run.parentId,
    run.name,
    run.userId,
    run.status,
    run.startedAt,
    run.endedAt,
    run.deleted ? 1 : 0,
    run.artifactUri,
  );
  for (const [key, value] of Object.entries(run.metrics)) insertMetric(connection, run, key, value);
  for (const [key, value] of Object.entries(run.params)) insertText(connection, 'params', run, key, value);
  for (const [key, value] of Object.entries(run.tags)) insertText(connection, 'run_tags', run, key, value);
  for (const dataset of run.datasets) insertDataset(connection, run, dataset);
}

function insertMetric(connection: Connection, run: PlainRun, key: string, value: number): void {
  const isNan = Number.isNaN(value);
  connection.run(
    `INSERT INTO latest_metrics (run_id, key_id, experiment_id, value, is_nan, step, timestamp, min, max, count)
     VALUES (?, ?, ?, ?, ?, 0, 0, ?, ?, 1)`,
    run.id,
    keyId(connection, key),
    run.experimentId,
    isNan ? 0 : value,
    isNan ? 1 : 0,
    isNan ? null : value,
    isNan ? null : value,
  );
}

function insertText(connection: Connection, table: string, run: PlainRun, key: string, value: string): void {
  const sql = `INSERT INTO ${table} (run_id, key_id, experiment_id, value) VALUES (?, ?, ?, ?)`;
  connection.run(sql, run.id, keyId(connection, key), run.experimentId, value);
}

function insertDataset(connection: Connection, run: PlainRun, dataset: PlainRun['datasets'][number]): void {
  const { name, digest, context } = dataset;
  connection.run(
    `INSERT INTO datasets (experiment_id, name, digest, source_type, source) VALUES (?, ?, ?, 'local', 'x')
     ON CONFLICT DO NOTHING`,
    run.experimentId,
    name,
    digest,
  );
  const id = connection.get<{ id: number }>(
    'SELECT id FROM datasets WHERE experiment_id = ? AND name = ? AND digest = ?',
    run.experimentId,
    name,
    digest,
  )?.id;
  connection.run('INSERT INTO run_inputs (run_id, dataset_id) VALUES (?, ?)', run.id, id ?? 0);
  if (context === null) return;
  const sql = `INSERT INTO run_input_tags (run_id, dataset_id, key, value) VALUES (?, ?, 'mlflow.data.context', ?)`;
  connection.run(sql, run.id, id ?? 0, context);
}

function keyId(connection: Connection, name: string): number {
  connection.run('INSERT INTO keys (name) VALUES (?) ON CONFLICT DO NOTHING', name);
  return Number(connection.get<{ id: number }>('SELECT id FROM keys WHERE name = ?', name)?.id);
}
