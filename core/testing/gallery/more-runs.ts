import { existsSync } from 'node:fs';
import { systemClock } from '#core/kernel/clock.ts';
import { silentLogger } from '#core/kernel/logger.ts';
import { buildWorkspacePaths } from '#core/kernel/workspace-paths.ts';
import { openConnection, type Connection } from '#core/store/database.ts';

/** One run in so many keeps the whole history of its model; the others have their last points. */
const historyEvery = 100;

/**
 * Fills one experiment of a stopped workspace up to `count` runs by plain SQL: each is like one of those that are there,
 * with its parents, its params and tags, with values a little off, and older. 100,000 take well under a minute.
 */
export function addMoreRuns(workspace: string, experiment: string, count: number): void {
  const { database } = buildWorkspacePaths(workspace);
  if (!existsSync(database)) throw new Error(`${workspace} is no workspace`);
  const db = openConnection({ file: database, readOnly: false, logger: silentLogger, clock: systemClock });
  try {
    const cacheSize = Number(db.pragma('cache_size'));
    db.pragma('cache_size = -400000');
    db.exec('BEGIN');
    copyRuns(db, experiment, count);
    db.exec('COMMIT');
    db.pragma(`cache_size = ${cacheSize}`);
    db.exec('ANALYZE');
  } finally {
    db.close();
  }
}

function copyRuns(db: Connection, experiment: string, count: number): void {
  const row = db.get<{ id: number }>('SELECT id FROM experiments WHERE name = ?', experiment);
  if (row === undefined) throw new Error(`no experiment ${experiment}`);
  const there = db.all<{ id: number; parent_id: number | null }>(
    'SELECT id, parent_id FROM runs WHERE experiment_id = ? AND lifecycle = 0 AND ended_at IS NOT NULL ORDER BY id',
    row.id,
  );
  const known =
    db.get<{ n: number }>('SELECT count(*) AS n FROM runs WHERE experiment_id = ? AND lifecycle = 0', row.id)
      ?.n ?? 0;
  const first = (db.get<{ n: number }>('SELECT max(id) AS n FROM runs')?.n ?? 0) + 1;
  db.exec(
    'CREATE TEMP TABLE copies (copy INTEGER PRIMARY KEY, origin INTEGER NOT NULL, round INTEGER NOT NULL, h INTEGER NOT NULL)',
  );
  db.exec('CREATE TEMP TABLE places (origin INTEGER PRIMARY KEY, place INTEGER NOT NULL)');
  there.forEach(({ id }, place) => db.run('INSERT INTO temp.places VALUES (?, ?)', id, place));
  db.run(
    `INSERT INTO temp.copies
     WITH RECURSIVE numbers (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM numbers WHERE i + 1 < ?)
     SELECT CAST(? AS INTEGER) + i, origin, 1 + i / CAST(? AS INTEGER), (i * 48271 + 12345) % 2147483647
     FROM numbers JOIN temp.places ON place = i % CAST(? AS INTEGER)`,
    Math.max(0, count - known),
    first,
    there.length,
    there.length,
  );
  insertCopies(db, first, there.length);
  db.exec('DROP TABLE temp.copies');
  db.exec('DROP TABLE temp.places');
}

/** Between 0 and 1, other for each copy and key. */
const chance = '((h * 31 + key_id * 7919) % 10007) / 10007.0';
/** Shares stay below 1, and everything moves by at most 3 %. */
const moved = `CASE WHEN value BETWEEN 0 AND 1 THEN min(0.9999, value * (0.97 + 0.06 * ${chance})) ELSE value * (0.97 + 0.06 * ${chance}) END`;
/** A round of copies is older than the one before by half an hour. */
const older = 'round * 1800000 + h % 1500000';

function insertCopies(db: Connection, first: number, size: number): void {
  db.run(
    `INSERT INTO runs (id, uuid, experiment_id, parent_id, name, user_id, status, started_at, ended_at, lifecycle, artifact_uri)
     SELECT copy, printf('%08x%08x%016x', h, copy, origin), experiment_id,
       (SELECT CAST(? AS INTEGER) + (round - 1) * CAST(? AS INTEGER) + place FROM temp.places WHERE places.origin = runs.parent_id),
       name || '-' || round, user_id, status, started_at - (${older}), ended_at - (${older}), 0, artifact_uri || '/' || copy
     FROM temp.copies JOIN runs ON runs.id = origin`,
    first,
    size,
  );
  db.exec(
    `INSERT INTO latest_metrics (run_id, key_id, experiment_id, value, is_nan, step, timestamp, min, max, count)
     SELECT copy, key_id, experiment_id, v, is_nan, step, timestamp - (${older}), min(min, v), max(max, v), CASE WHEN copy % ${historyEvery} = 0 THEN count ELSE 1 END
     FROM (SELECT *, ${moved} AS v FROM temp.copies JOIN latest_metrics ON latest_metrics.run_id = origin)`,
  );
  db.exec(
    `INSERT INTO metrics (run_id, key_id, step, timestamp, value, is_nan)
     SELECT run_id, key_id, step, timestamp, value, is_nan FROM latest_metrics WHERE run_id IN (SELECT copy FROM temp.copies)`,
  );
  db.exec(
    `INSERT OR IGNORE INTO metrics (run_id, key_id, step, timestamp, value, is_nan)
     SELECT copy, metrics.key_id, metrics.step, metrics.timestamp - (${older}), metrics.value, metrics.is_nan
     FROM temp.copies JOIN metrics ON metrics.run_id = origin
     JOIN latest_metrics latest ON latest.run_id = origin AND latest.key_id = metrics.key_id AND latest.step > metrics.step
     WHERE copy % ${historyEvery} = 0`,
  );
  db.exec(
    `INSERT INTO params (run_id, key_id, experiment_id, value)
     SELECT copy, key_id, experiment_id, CASE WHEN value GLOB '[0-9]*' AND value NOT GLOB '*[^0-9]*' AND length(value) < 4 THEN CAST(1 + (value + round) % 1000 AS TEXT) ELSE value END
     FROM temp.copies JOIN params ON params.run_id = origin`,
  );
  db.exec(
    `INSERT INTO run_tags (run_id, key_id, experiment_id, value)
     SELECT copy, key_id, experiment_id, value FROM temp.copies JOIN run_tags ON run_tags.run_id = origin`,
  );
}
