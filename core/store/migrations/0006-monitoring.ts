import type { Migration } from './migration.ts';

/**
 * Batches of predictions, what was found in them, and alerts. A batch counts once `is_ready` is 1: large ones are
 * written in pieces before that, and what a kill leaves of them is dropped. Signals, classic verdicts and evidence are
 * JSON, because they are read whole and never change once written.
 */
export const monitoring: Migration = {
  id: 6,
  name: 'monitoring',
  sql: `
CREATE TABLE batches (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  is_ready INTEGER NOT NULL CHECK (is_ready IN (0, 1)),
  model_name TEXT NOT NULL,
  model_version INTEGER NOT NULL,
  dataset TEXT NOT NULL,
  source TEXT NOT NULL,
  created_at INTEGER NOT NULL, -- while not ready: when the last piece came
  rows INTEGER NOT NULL,
  classes TEXT NOT NULL, -- JSON: [{label, count}], the commonest first
  mean_confidence REAL NOT NULL,
  low_confidence INTEGER NOT NULL, -- rows below 0.6
  high_confidence INTEGER NOT NULL, -- rows above 0.8
  oov_share REAL NOT NULL,
  mean_length REAL NOT NULL,
  labelled INTEGER NOT NULL,
  correct INTEGER NOT NULL,
  run_id TEXT,
  pipeline_run_id TEXT,
  monitored_at INTEGER,
  checks TEXT, -- JSON; NULL until monitored, as classic
  classic TEXT
) STRICT;
CREATE INDEX batches_by_model ON batches (model_name, id) WHERE is_ready = 1;
CREATE INDEX batches_not_ready ON batches (created_at) WHERE is_ready = 0;
CREATE INDEX batches_by_run ON batches (run_id) WHERE run_id IS NOT NULL;

-- One row for each prediction; the row number is that of the dataset version, from 0.
CREATE TABLE batch_rows (
  batch_id INTEGER NOT NULL,
  row INTEGER NOT NULL,
  text TEXT NOT NULL,
  prediction TEXT NOT NULL,
  confidence REAL NOT NULL,
  oov_share REAL NOT NULL,
  length INTEGER NOT NULL, -- tokens
  label TEXT,
  labelled_at INTEGER,
  PRIMARY KEY (batch_id, row)
) STRICT, WITHOUT ROWID;

-- What the resampled reference of a model version allows at a batch size: made once, the same for ever.
CREATE TABLE monitor_limits (
  id INTEGER PRIMARY KEY,
  reference TEXT NOT NULL, -- SHA-256 of the reference and the version of the rules
  n INTEGER NOT NULL,
  limits TEXT NOT NULL, -- JSON
  UNIQUE (reference, n)
) STRICT;

CREATE TABLE alerts (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  model_name TEXT NOT NULL,
  model_version INTEGER NOT NULL,
  batch_id INTEGER NOT NULL,
  signal TEXT NOT NULL,
  severity TEXT NOT NULL CHECK (severity IN ('info', 'warning', 'critical')),
  state TEXT NOT NULL CHECK (state IN ('firing', 'acknowledged', 'resolved')),
  value REAL NOT NULL,
  lower REAL,
  upper REAL,
  n INTEGER NOT NULL,
  fired_at INTEGER NOT NULL,
  last_batch_id INTEGER NOT NULL,
  breaches INTEGER NOT NULL,
  clean_batches INTEGER NOT NULL, -- in a row, since the last breach
  acknowledged TEXT, -- JSON: {at, by, note}
  resolved TEXT, -- JSON: {at, by, reason, kind}
  evidence TEXT NOT NULL -- JSON; never updated
) STRICT;
-- At most one alert of a model and a signal is open.
CREATE UNIQUE INDEX alerts_open ON alerts (model_name, signal) WHERE state <> 'resolved';
CREATE INDEX alerts_by_model ON alerts (model_name, id);

-- Every batch that breached an alert, the first included.
CREATE TABLE alert_batches (
  batch_id INTEGER NOT NULL,
  alert_id INTEGER NOT NULL REFERENCES alerts (id) ON DELETE CASCADE,
  PRIMARY KEY (batch_id, alert_id)
) STRICT, WITHOUT ROWID;

-- The registry knows nothing of batches, and a model that is renamed or deleted must not leave alerts that nobody sees.
CREATE TRIGGER batches_follow_model AFTER UPDATE OF name ON registered_models WHEN OLD.name <> NEW.name
BEGIN
  UPDATE batches SET model_name = NEW.name WHERE model_name = OLD.name;
  UPDATE alerts SET model_name = NEW.name WHERE model_name = OLD.name;
END;
CREATE TRIGGER alerts_end_with_model AFTER DELETE ON registered_models
BEGIN
  UPDATE alerts SET state = 'resolved', resolved = json_object(
    'at', CAST(unixepoch('subsec') * 1000 AS INTEGER),
    'by', json_object('kind', 'engine', 'name', 'monitoring'),
    'reason', 'The model was deleted',
    'kind', 'superseded'
  ) WHERE model_name = OLD.name AND state <> 'resolved';
END;
`,
};
