import type { Migration } from './migration.ts';

/**
 * What a run made with `log_model`: MLflow 3 keeps it beside the run, with params, tags and metrics of its own. As in
 * `metrics`, the tables that grow carry integers and no foreign keys; a purge deletes from them by itself. A model
 * version remembers which logged model it was registered from.
 */
export const loggedModels: Migration = {
  id: 8,
  name: 'logged-models',
  sql: `
CREATE TABLE logged_models (
  id INTEGER PRIMARY KEY,
  model_id TEXT NOT NULL UNIQUE, -- m-<32 hex>
  experiment_id INTEGER NOT NULL REFERENCES experiments (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  model_type TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('PENDING', 'READY', 'UPLOAD_FAILED')),
  source_run_id TEXT, -- of a run that may be gone, or of another server
  artifact_uri TEXT NOT NULL,
  lifecycle INTEGER NOT NULL DEFAULT 0 CHECK (lifecycle IN (0, 1)), -- 1 = deleted
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX logged_models_by_creation ON logged_models (experiment_id, lifecycle, created_at DESC, model_id);
CREATE INDEX logged_models_by_run ON logged_models (source_run_id) WHERE source_run_id IS NOT NULL;

CREATE TABLE logged_model_params (
  logged_model_id INTEGER NOT NULL REFERENCES logged_models (id) ON DELETE CASCADE,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (logged_model_id, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE logged_model_tags (
  logged_model_id INTEGER NOT NULL REFERENCES logged_models (id) ON DELETE CASCADE,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (logged_model_id, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE logged_model_metrics (
  logged_model_id INTEGER NOT NULL,
  key_id INTEGER NOT NULL,
  timestamp INTEGER NOT NULL,
  step INTEGER NOT NULL,
  run_id INTEGER NOT NULL,
  value REAL NOT NULL, -- 0 where is_nan
  is_nan INTEGER NOT NULL,
  dataset_name TEXT NOT NULL, -- empty where none was named
  dataset_digest TEXT NOT NULL,
  PRIMARY KEY (logged_model_id, key_id, timestamp, step, run_id, value, is_nan, dataset_name, dataset_digest)
) STRICT, WITHOUT ROWID;
CREATE INDEX logged_model_metrics_by_run ON logged_model_metrics (run_id);

CREATE TABLE run_model_inputs (
  run_id INTEGER NOT NULL,
  logged_model_id INTEGER NOT NULL,
  PRIMARY KEY (run_id, logged_model_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX run_model_inputs_by_model ON run_model_inputs (logged_model_id);

CREATE TABLE run_model_outputs (
  run_id INTEGER NOT NULL,
  logged_model_id INTEGER NOT NULL,
  step INTEGER NOT NULL,
  PRIMARY KEY (run_id, logged_model_id, step)
) STRICT, WITHOUT ROWID;
CREATE INDEX run_model_outputs_by_model ON run_model_outputs (logged_model_id);

ALTER TABLE model_versions ADD COLUMN logged_model TEXT; -- m-<32 hex>, also when it is gone
CREATE INDEX model_versions_by_logged_model ON model_versions (logged_model) WHERE logged_model IS NOT NULL;
`,
};
