import type { Migration } from './migration.ts';

/**
 * Runs of pipelines. A run keeps the text that it runs by its hash, so that an edit of the file changes no run. There
 * is one row per task of a run (and per item, where a task is mapped over a list), one per attempt of it, and one per
 * change of state in `pipeline_events`, which is only ever added to. Attempts are never overwritten: a retry or a
 * re-run adds a row.
 */
export const pipelines: Migration = {
  id: 5,
  name: 'pipelines',
  sql: `
CREATE TABLE pipeline_definitions (
  hash TEXT PRIMARY KEY, -- SHA-256 of the text in UTF-8, hex
  text TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE pipeline_runs (
  id INTEGER PRIMARY KEY AUTOINCREMENT, -- also the order of starting
  uuid TEXT NOT NULL UNIQUE,
  pipeline TEXT NOT NULL,
  definition_hash TEXT NOT NULL REFERENCES pipeline_definitions (hash),
  state TEXT NOT NULL CHECK (state IN (
    'scheduled', 'queued', 'running', 'paused', 'success', 'failed', 'canceled'
  )),
  params TEXT NOT NULL, -- JSON object, defaults filled in
  trigger_kind TEXT NOT NULL CHECK (trigger_kind IN ('manual', 'schedule', 'alert', 'pipeline', 'dataset', 'file', 'call')),
  trigger_detail TEXT NOT NULL DEFAULT '',
  alert_id INTEGER,
  backfill_id INTEGER,
  actor_kind TEXT NOT NULL,
  actor_name TEXT NOT NULL,
  logical_at INTEGER NOT NULL,
  interval_start INTEGER NOT NULL,
  interval_end INTEGER NOT NULL,
  due_at INTEGER, -- when a scheduled run is to begin
  queued_at INTEGER NOT NULL,
  started_at INTEGER,
  ended_at INTEGER,
  reason_code TEXT, -- task_failed, deadlock, canceled, interrupted, ...
  reason TEXT,
  has_failed_tasks INTEGER NOT NULL DEFAULT 0 CHECK (has_failed_tasks IN (0, 1)),
  recovered INTEGER NOT NULL DEFAULT 0 CHECK (recovered IN (0, 1)),
  late INTEGER NOT NULL DEFAULT 0 CHECK (late IN (0, 1)),
  from_catchup INTEGER NOT NULL DEFAULT 0 CHECK (from_catchup IN (0, 1))
) STRICT;
CREATE INDEX pipeline_runs_by_pipeline ON pipeline_runs (pipeline, id);
CREATE INDEX pipeline_runs_unfinished ON pipeline_runs (state, id)
  WHERE state IN ('scheduled', 'queued', 'running', 'paused');
-- A schedule that is read twice starts nothing twice.
CREATE UNIQUE INDEX pipeline_runs_by_schedule ON pipeline_runs (pipeline, logical_at) WHERE trigger_kind = 'schedule';

CREATE TABLE task_runs (
  id INTEGER PRIMARY KEY,
  run_id INTEGER NOT NULL REFERENCES pipeline_runs (id) ON DELETE CASCADE,
  task_id TEXT NOT NULL,
  map_index INTEGER NOT NULL DEFAULT -1, -- -1: not mapped
  map_label TEXT,
  position INTEGER NOT NULL, -- in the file
  type TEXT NOT NULL,
  needs TEXT NOT NULL, -- JSON list of task ids
  state TEXT NOT NULL CHECK (state IN (
    'none', 'scheduled', 'queued', 'running', 'success', 'failed', 'up_for_retry', 'up_for_reschedule', 'canceled',
    'interrupted', 'skipped', 'upstream_failed', 'removed', 'restarting', 'awaiting_input'
  )),
  waits_for TEXT,
  next_at INTEGER, -- when a retry or a sensor is due
  last_try INTEGER NOT NULL DEFAULT 0,
  interruptions INTEGER NOT NULL DEFAULT 0, -- do not count as tries
  UNIQUE (run_id, task_id, map_index)
) STRICT;
CREATE INDEX task_runs_due ON task_runs (next_at) WHERE next_at IS NOT NULL;

CREATE TABLE task_attempts (
  id INTEGER PRIMARY KEY,
  task_run_id INTEGER NOT NULL REFERENCES task_runs (id) ON DELETE CASCADE,
  try INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN (
    'queued', 'running', 'success', 'failed', 'up_for_reschedule', 'canceled', 'interrupted', 'skipped', 'awaiting_input'
  )),
  queued_at INTEGER NOT NULL,
  started_at INTEGER,
  ended_at INTEGER,
  pid INTEGER, -- of a process of its own, with what tells it from a later one of the same number
  start_token TEXT,
  boot_id TEXT,
  exit_code INTEGER,
  signal TEXT,
  reason TEXT,
  error_code TEXT,
  error_data TEXT, -- JSON
  log_path TEXT NOT NULL, -- relative to the workspace, like folder
  folder TEXT NOT NULL,
  input TEXT, -- JSON: \`with\`, its templates filled in
  outputs TEXT, -- JSON object
  environment_hash TEXT,
  code_hash TEXT,
  inputs_hash TEXT,
  cached_from INTEGER REFERENCES task_attempts (id) ON DELETE SET NULL,
  UNIQUE (task_run_id, try)
) STRICT;
CREATE INDEX task_attempts_by_cache ON task_attempts (cached_from) WHERE cached_from IS NOT NULL;
CREATE INDEX task_attempts_unfinished ON task_attempts (state)
  WHERE state IN ('queued', 'running', 'up_for_reschedule', 'awaiting_input');

CREATE TABLE pipeline_events (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  run_id INTEGER NOT NULL REFERENCES pipeline_runs (id) ON DELETE CASCADE,
  task_run_id INTEGER REFERENCES task_runs (id) ON DELETE CASCADE,
  try INTEGER,
  at INTEGER NOT NULL,
  from_state TEXT NOT NULL, -- empty for what was just made
  to_state TEXT NOT NULL,
  detail TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX pipeline_events_by_run ON pipeline_events (run_id, id);
CREATE INDEX pipeline_events_by_task ON pipeline_events (task_run_id) WHERE task_run_id IS NOT NULL;
`,
};
