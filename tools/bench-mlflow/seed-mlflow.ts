import { randomUUID } from 'node:crypto';
import Database from 'better-sqlite3';
import type { BenchSize } from './options.ts';
import { makeHistoryRun, makeSeedRun, type SeedPoint, type SeedRun } from './seed-data.ts';

/**
 * Puts the seeded runs into the database that an MLflow server has made, in one transaction: over REST it would take
 * MLflow some minutes. The rows are what its store writes for the same calls; `checkSameAnswers` compares what both
 * servers say of them. The server must not run.
 */
export function seedMlflow(
  file: string,
  experiments: { runs: string; history: string },
  size: BenchSize,
  seed: number,
): void {
  const db = new Database(file, { fileMustExist: true });
  try {
    const insert = prepareInserts(db);
    db.transaction(() => {
      for (let n = 0; n < size.historyRuns; n++)
        insertRun(insert, experiments.history, makeHistoryRun(n, size.historySteps, seed));
      for (let n = 0; n < size.runs; n++) insertRun(insert, experiments.runs, makeSeedRun(n, seed));
    })();
  } finally {
    db.close();
  }
}

type Inserts = Record<'run' | 'metric' | 'latest' | 'param' | 'tag', Database.Statement>;

function prepareInserts(db: Database.Database): Inserts {
  return {
    run: db.prepare(
      `INSERT INTO runs (run_uuid, name, source_type, source_name, entry_point_name, user_id, status, start_time,
         end_time, source_version, lifecycle_stage, artifact_uri, experiment_id)
       VALUES (?, ?, 'UNKNOWN', '', '', '', 'FINISHED', ?, ?, '', 'active', ?, ?)`,
    ),
    metric: db.prepare(
      'INSERT INTO metrics (run_uuid, key, value, timestamp, step, is_nan) VALUES (?, ?, ?, ?, ?, 0)',
    ),
    latest: db.prepare(
      'INSERT INTO latest_metrics (run_uuid, key, value, timestamp, step, is_nan) VALUES (?, ?, ?, ?, ?, 0)',
    ),
    param: db.prepare('INSERT INTO params (run_uuid, key, value) VALUES (?, ?, ?)'),
    tag: db.prepare('INSERT INTO tags (run_uuid, key, value) VALUES (?, ?, ?)'),
  };
}

function insertRun(insert: Inserts, experimentId: string, run: SeedRun): void {
  const id = randomUUID().replaceAll('-', '');
  const { name, startTime, endTime, tags, params, metrics } = run;
  const uri = `mlflow-artifacts:/${experimentId}/${id}/artifacts`;
  insert.run.run(id, name, startTime, endTime, uri, Number(experimentId));
  for (const { key, value } of tags) insert.tag.run(id, key, value);
  for (const { key, value } of params) insert.param.run(id, key, value);
  const latest = new Map<string, SeedPoint>();
  for (const point of metrics) {
    insert.metric.run(id, point.key, point.value, point.timestamp, point.step);
    latest.set(point.key, point);
  }
  for (const { key, value, timestamp, step } of latest.values())
    insert.latest.run(id, key, value, timestamp, step);
}
