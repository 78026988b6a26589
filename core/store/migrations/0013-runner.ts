import type { Migration } from './migration.ts';

/** What starts runs by itself: schedules, backfills, and the facts that pipelines wait for. */
export const runner: Migration = {
  id: 13,
  name: 'runner',
  sql: `
-- One row per pipeline whose file has a schedule or triggers.
CREATE TABLE pipeline_schedules (
  pipeline TEXT PRIMARY KEY,
  definition_hash TEXT NOT NULL, -- of the file as it was planned last
  spec TEXT, -- JSON: the schedule that next_due_at was planned by; null when there are triggers alone
  file_state TEXT NOT NULL DEFAULT 'ready' CHECK (file_state IN ('ready', 'broken', 'gone')),
  is_paused INTEGER NOT NULL DEFAULT 0 CHECK (is_paused IN (0, 1)),
  last_fired_at INTEGER NOT NULL, -- times up to here are dealt with
  last_logical_at INTEGER, -- of the last run that the schedule started
  next_due_at INTEGER, -- null: nothing to wait for now
  once_hash TEXT, -- the definition that @once has run
  updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX pipeline_schedules_due ON pipeline_schedules (next_due_at)
  WHERE next_due_at IS NOT NULL AND is_paused = 0 AND file_state = 'ready';

CREATE TABLE backfills (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  pipeline TEXT NOT NULL,
  from_at INTEGER NOT NULL,
  until_at INTEGER NOT NULL,
  reprocess TEXT NOT NULL CHECK (reprocess IN ('missing', 'missing_and_failed', 'all')),
  max_active INTEGER NOT NULL,
  newest_first INTEGER NOT NULL CHECK (newest_first IN (0, 1)),
  params TEXT NOT NULL, -- JSON object
  state TEXT NOT NULL CHECK (state IN ('running', 'done', 'canceled')),
  actor_kind TEXT NOT NULL,
  actor_name TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  ended_at INTEGER,
  reason TEXT
) STRICT;
CREATE INDEX backfills_by_pipeline ON backfills (pipeline, id);
CREATE INDEX backfills_running ON backfills (id) WHERE state = 'running';

CREATE TABLE backfill_dates (
  backfill_id INTEGER NOT NULL REFERENCES backfills (id) ON DELETE CASCADE,
  position INTEGER NOT NULL, -- the order of starting
  logical_at INTEGER NOT NULL,
  interval_start INTEGER NOT NULL,
  interval_end INTEGER NOT NULL,
  pipeline_run_id TEXT, -- null until its run is made
  PRIMARY KEY (backfill_id, position),
  UNIQUE (backfill_id, logical_at)
) STRICT, WITHOUT ROWID;
-- A backfill that goes on after a crash makes no run twice.
CREATE UNIQUE INDEX pipeline_runs_by_backfill ON pipeline_runs (backfill_id, logical_at) WHERE backfill_id IS NOT NULL;

-- Whether a date has its run is asked at each start.
CREATE INDEX pipeline_runs_by_date ON pipeline_runs (pipeline, logical_at)
  WHERE trigger_kind = 'schedule' OR backfill_id IS NOT NULL;

-- Who waits for which facts, as the files say. A fact that nobody waits for leaves no row.
CREATE TABLE trigger_subscriptions (
  pipeline TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('dataset', 'file', 'pipeline', 'alert', 'call')),
  key TEXT NOT NULL,
  PRIMARY KEY (kind, key, pipeline)
) STRICT, WITHOUT ROWID;
CREATE INDEX trigger_subscriptions_by_pipeline ON trigger_subscriptions (pipeline);

-- The outbox: a row per fact and waiting pipeline, written with the fact, consumed with the run that it starts.
CREATE TABLE trigger_events (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  pipeline TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('dataset', 'file', 'pipeline', 'alert', 'call')),
  key TEXT NOT NULL,
  at INTEGER NOT NULL,
  payload TEXT NOT NULL, -- JSON object
  consumed_by TEXT, -- uuid of the run; empty: dropped without one
  consumed_at INTEGER
) STRICT;
CREATE INDEX trigger_events_waiting ON trigger_events (pipeline, id) WHERE consumed_by IS NULL;
CREATE INDEX trigger_events_by_run ON trigger_events (consumed_by) WHERE consumed_by IS NOT NULL;

-- What was there when file triggers looked last; a file '' stands for the look itself.
CREATE TABLE watched_files (
  path TEXT NOT NULL, -- as triggers name it
  file TEXT NOT NULL, -- the name inside of a folder; '.' for the path itself
  modified_at REAL NOT NULL, -- ms since 1970 UTC, with fractions
  size INTEGER NOT NULL,
  hash TEXT NOT NULL, -- SHA-256, hex
  PRIMARY KEY (path, file)
) STRICT, WITHOUT ROWID;
`,
};
