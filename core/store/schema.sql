CREATE TABLE activity (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  actor_kind TEXT NOT NULL,
  actor_name TEXT NOT NULL,
  action TEXT NOT NULL,
  entity_kind TEXT NOT NULL,
  entity_id TEXT NOT NULL,
  before TEXT,
  after TEXT
) STRICT;

CREATE INDEX activity_by_entity ON activity (entity_kind, entity_id, id);

CREATE TABLE datasets (
  id INTEGER PRIMARY KEY,
  experiment_id INTEGER NOT NULL REFERENCES experiments (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  digest TEXT NOT NULL,
  source_type TEXT NOT NULL,
  source TEXT NOT NULL,
  schema TEXT,
  profile TEXT,
  UNIQUE (experiment_id, name, digest)
) STRICT;

CREATE TABLE experiment_tags (
  experiment_id INTEGER NOT NULL REFERENCES experiments (id) ON DELETE CASCADE,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (experiment_id, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE experiments (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE,
  artifact_location TEXT NOT NULL,
  lifecycle INTEGER NOT NULL DEFAULT 0 CHECK (lifecycle IN (0, 1)), -- 1 = deleted
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE INDEX experiments_by_creation ON experiments (lifecycle, created_at DESC, id);

CREATE TABLE file_deletions (
  path TEXT PRIMARY KEY -- relative to the workspace
) STRICT, WITHOUT ROWID;

CREATE TABLE keys (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE latest_metrics (
  run_id INTEGER NOT NULL,
  key_id INTEGER NOT NULL,
  experiment_id INTEGER NOT NULL,
  value REAL NOT NULL, -- of the greatest (step, timestamp, value); 0 where is_nan
  is_nan INTEGER NOT NULL,
  step INTEGER NOT NULL,
  timestamp INTEGER NOT NULL,
  min REAL, -- over the whole history without NaN; NULL when all are NaN
  max REAL,
  count INTEGER NOT NULL,
  PRIMARY KEY (run_id, key_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX latest_metrics_by_value ON latest_metrics (experiment_id, key_id, is_nan, value, run_id);

CREATE TABLE meta (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE metrics (
  run_id INTEGER NOT NULL,
  key_id INTEGER NOT NULL,
  step INTEGER NOT NULL,
  timestamp INTEGER NOT NULL,
  value REAL NOT NULL, -- 0 where is_nan
  is_nan INTEGER NOT NULL,
  PRIMARY KEY (run_id, key_id, step, timestamp, value, is_nan)
) STRICT, WITHOUT ROWID;

CREATE TABLE params (
  run_id INTEGER NOT NULL,
  key_id INTEGER NOT NULL,
  experiment_id INTEGER NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (run_id, key_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX params_by_value ON params (experiment_id, key_id, value, run_id);

CREATE TABLE run_input_tags (
  run_id INTEGER NOT NULL,
  dataset_id INTEGER NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (run_id, dataset_id, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE run_inputs (
  run_id INTEGER NOT NULL,
  dataset_id INTEGER NOT NULL REFERENCES datasets (id) ON DELETE CASCADE,
  PRIMARY KEY (run_id, dataset_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX run_inputs_by_dataset ON run_inputs (dataset_id, run_id);

CREATE TABLE run_tags (
  run_id INTEGER NOT NULL,
  key_id INTEGER NOT NULL,
  experiment_id INTEGER NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (run_id, key_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX run_tags_by_value ON run_tags (experiment_id, key_id, value, run_id);

CREATE TABLE runs (
  id INTEGER PRIMARY KEY,
  uuid TEXT NOT NULL UNIQUE,
  experiment_id INTEGER NOT NULL REFERENCES experiments (id) ON DELETE CASCADE,
  parent_id INTEGER REFERENCES runs (id) ON DELETE SET NULL,
  name TEXT NOT NULL,
  user_id TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('RUNNING', 'SCHEDULED', 'FINISHED', 'FAILED', 'KILLED')),
  started_at INTEGER NOT NULL,
  ended_at INTEGER,
  lifecycle INTEGER NOT NULL DEFAULT 0 CHECK (lifecycle IN (0, 1)),
  artifact_uri TEXT NOT NULL
) STRICT;

CREATE INDEX runs_by_artifact_uri ON runs (experiment_id, lifecycle, artifact_uri);

CREATE INDEX runs_by_end ON runs (experiment_id, lifecycle, ended_at);

CREATE INDEX runs_by_name ON runs (experiment_id, lifecycle, name);

CREATE INDEX runs_by_parent ON runs (parent_id, experiment_id, lifecycle) WHERE parent_id IS NOT NULL;

CREATE INDEX runs_by_start ON runs (experiment_id, lifecycle, started_at DESC, uuid);

CREATE INDEX runs_by_start_anywhere ON runs (lifecycle, started_at DESC, uuid);

CREATE INDEX runs_by_status ON runs (experiment_id, lifecycle, status);

CREATE INDEX runs_by_user ON runs (experiment_id, lifecycle, user_id);

CREATE TABLE schema_migrations (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  applied_at INTEGER NOT NULL
) STRICT;
