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
, undoes INTEGER, undo_depth INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE INDEX activity_by_entity ON activity (entity_kind, entity_id, id);

CREATE INDEX activity_by_screen ON activity (id) WHERE actor_kind = 'screen';

CREATE INDEX activity_by_undoes ON activity (undoes) WHERE undoes IS NOT NULL;

CREATE TABLE alert_batches (
  batch_id INTEGER NOT NULL,
  alert_id INTEGER NOT NULL REFERENCES alerts (id) ON DELETE CASCADE,
  PRIMARY KEY (batch_id, alert_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE alert_comments (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  alert_id INTEGER NOT NULL REFERENCES alerts (id) ON DELETE CASCADE,
  at INTEGER NOT NULL,
  by TEXT NOT NULL, -- JSON: an actor
  text TEXT NOT NULL
) STRICT;

CREATE INDEX alert_comments_by_alert ON alert_comments (alert_id, id);

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
, snoozed TEXT, snoozed_until INTEGER, assignee TEXT) STRICT;

CREATE INDEX alerts_by_model ON alerts (model_name, id);

CREATE UNIQUE INDEX alerts_open ON alerts (model_name, signal) WHERE state <> 'resolved';

CREATE INDEX alerts_snoozed ON alerts (snoozed_until) WHERE snoozed_until IS NOT NULL;

CREATE TRIGGER alias_moves_keep_their_words BEFORE UPDATE ON alias_moves
BEGIN SELECT RAISE(ABORT, 'the history of aliases is written once'); END;

CREATE TRIGGER alias_moves_stay BEFORE DELETE ON alias_moves
BEGIN SELECT RAISE(ABORT, 'the history of aliases is written once'); END;

CREATE TABLE alias_moves (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  model_id INTEGER NOT NULL,
  at INTEGER NOT NULL,
  alias TEXT NOT NULL,
  from_version INTEGER,
  version INTEGER, -- NULL: the alias was taken off
  kind TEXT NOT NULL CHECK (kind IN ('set', 'promote', 'rollback', 'remove')),
  actor_kind TEXT NOT NULL,
  actor_name TEXT NOT NULL,
  reason TEXT NOT NULL
, gates TEXT) STRICT;

CREATE INDEX alias_moves_by_model ON alias_moves (model_id, alias, id);

CREATE TABLE assessments (
  id INTEGER PRIMARY KEY,
  assessment_id TEXT NOT NULL, -- a-<32 hex>
  trace_id INTEGER NOT NULL REFERENCES traces (id) ON DELETE CASCADE,
  span_id TEXT,
  name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('feedback', 'expectation', 'issue')),
  value TEXT NOT NULL, -- JSON
  error TEXT, -- JSON: {code, message, stackTrace}
  rationale TEXT,
  metadata TEXT NOT NULL, -- JSON object of texts
  source_type TEXT NOT NULL,
  source_id TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  overrides TEXT, -- the assessment that this one replaces
  is_valid INTEGER NOT NULL CHECK (is_valid IN (0, 1)),
  UNIQUE (trace_id, assessment_id)
) STRICT;

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
, has_confidence INTEGER NOT NULL DEFAULT 1 CHECK (has_confidence IN (0, 1)), has_words INTEGER NOT NULL DEFAULT 1 CHECK (has_words IN (0, 1))) STRICT;

CREATE INDEX batches_by_model ON batches (model_name, id) WHERE is_ready = 1;

CREATE INDEX batches_by_run ON batches (run_id) WHERE run_id IS NOT NULL;

CREATE INDEX batches_not_ready ON batches (created_at) WHERE is_ready = 0;

CREATE TABLE create_requests (
  id TEXT PRIMARY KEY,
  hash TEXT NOT NULL, -- of all that makes two requests the same
  answer TEXT NOT NULL, -- JSON
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX create_requests_by_hash ON create_requests (hash, at);

CREATE TABLE dataset_versions (
  dataset_id INTEGER NOT NULL REFERENCES stored_datasets (id) ON DELETE CASCADE,
  version INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  format TEXT NOT NULL CHECK (format IN ('csv', 'jsonl', 'parquet', 'binary')),
  dialect TEXT, -- JSON {delimiter, encoding, hasHeader} of a CSV
  row_count INTEGER,
  bytes INTEGER NOT NULL,
  source_kind TEXT NOT NULL CHECK (source_kind IN ('file', 'folder', 'url', 'sqlite', 'table')),
  source_location TEXT NOT NULL,
  message TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  warnings TEXT NOT NULL, -- JSON
  columns TEXT NOT NULL, -- JSON: the profile
  files TEXT NOT NULL, -- JSON
  PRIMARY KEY (dataset_id, version)
) STRICT, WITHOUT ROWID;

CREATE INDEX dataset_versions_by_content ON dataset_versions (dataset_id, sha256);

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

CREATE TABLE lineage_artifacts (
  id INTEGER PRIMARY KEY,
  type TEXT NOT NULL,
  uri TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  digest TEXT,
  properties TEXT NOT NULL DEFAULT '{}', -- JSON object
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE lineage_associations (
  context_id INTEGER NOT NULL REFERENCES lineage_contexts (id) ON DELETE CASCADE,
  execution_id INTEGER NOT NULL REFERENCES lineage_executions (id) ON DELETE CASCADE,
  PRIMARY KEY (context_id, execution_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX lineage_associations_by_execution ON lineage_associations (execution_id);

CREATE TABLE lineage_attributions (
  context_id INTEGER NOT NULL REFERENCES lineage_contexts (id) ON DELETE CASCADE,
  artifact_id INTEGER NOT NULL REFERENCES lineage_artifacts (id) ON DELETE CASCADE,
  PRIMARY KEY (context_id, artifact_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX lineage_attributions_by_artifact ON lineage_attributions (artifact_id);

CREATE TABLE lineage_contexts (
  id INTEGER PRIMARY KEY,
  type TEXT NOT NULL,
  name TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  UNIQUE (type, name)
) STRICT;

CREATE TABLE lineage_events (
  execution_id INTEGER NOT NULL REFERENCES lineage_executions (id) ON DELETE CASCADE,
  direction TEXT NOT NULL CHECK (direction IN ('INPUT', 'OUTPUT')),
  artifact_id INTEGER NOT NULL REFERENCES lineage_artifacts (id) ON DELETE CASCADE,
  at INTEGER NOT NULL,
  PRIMARY KEY (execution_id, direction, artifact_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX lineage_events_by_artifact ON lineage_events (artifact_id, direction, execution_id);

CREATE TABLE lineage_executions (
  id INTEGER PRIMARY KEY,
  type TEXT NOT NULL,
  uri TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('RUNNING', 'COMPLETE', 'FAILED', 'CANCELED')),
  properties TEXT NOT NULL DEFAULT '{}', -- JSON object
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

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

CREATE TABLE model_aliases (
  model_id INTEGER NOT NULL,
  alias TEXT NOT NULL,
  version INTEGER NOT NULL,
  since INTEGER NOT NULL,
  PRIMARY KEY (model_id, alias),
  FOREIGN KEY (model_id, version) REFERENCES model_versions (model_id, version) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE INDEX model_aliases_by_version ON model_aliases (model_id, version);

CREATE TABLE model_version_numbers (
  name TEXT PRIMARY KEY,
  last INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE model_version_tags (
  model_id INTEGER NOT NULL,
  version INTEGER NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (model_id, version, key),
  FOREIGN KEY (model_id, version) REFERENCES model_versions (model_id, version) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE model_versions (
  model_id INTEGER NOT NULL REFERENCES registered_models (id) ON DELETE CASCADE,
  version INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  user_id TEXT NOT NULL,
  stage TEXT NOT NULL DEFAULT 'None' CHECK (stage IN ('None', 'Staging', 'Production', 'Archived')),
  description TEXT NOT NULL,
  source TEXT NOT NULL, -- as it was given
  location TEXT NOT NULL, -- where the files are: the source with models:/name/version followed
  run_id TEXT, -- of the tracker, or of whoever registered it
  run_link TEXT NOT NULL,
  signature TEXT, -- these four are JSON, read from the model's folder
  flavors TEXT NOT NULL,
  environment TEXT NOT NULL,
  datasets TEXT NOT NULL,
  metrics TEXT NOT NULL, -- JSON
  bytes INTEGER, logged_model TEXT,
  PRIMARY KEY (model_id, version)
) STRICT, WITHOUT ROWID;

CREATE INDEX model_versions_by_logged_model ON model_versions (logged_model) WHERE logged_model IS NOT NULL;

CREATE INDEX model_versions_by_run ON model_versions (run_id) WHERE run_id IS NOT NULL;

CREATE TABLE monitor_limits (
  id INTEGER PRIMARY KEY,
  reference TEXT NOT NULL, -- SHA-256 of the reference and the version of the rules
  n INTEGER NOT NULL,
  limits TEXT NOT NULL, -- JSON
  UNIQUE (reference, n)
) STRICT;

CREATE TABLE params (
  run_id INTEGER NOT NULL,
  key_id INTEGER NOT NULL,
  experiment_id INTEGER NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (run_id, key_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX params_by_value ON params (experiment_id, key_id, value, run_id);

CREATE TABLE pipeline_definitions (
  hash TEXT PRIMARY KEY, -- SHA-256 of the text in UTF-8, hex
  text TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE pipeline_draft_entries (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  draft_id INTEGER NOT NULL REFERENCES pipeline_drafts (id) ON DELETE CASCADE,
  entry TEXT NOT NULL -- JSON
) STRICT;

CREATE INDEX pipeline_draft_entries_by_draft ON pipeline_draft_entries (draft_id, id);

CREATE TABLE pipeline_drafts (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  pipeline TEXT NOT NULL UNIQUE,
  base_hash TEXT, -- SHA-256 of the file that it was begun on; null: there was none
  base_text TEXT NOT NULL,
  text TEXT NOT NULL, -- base and steps together
  revision INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

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
, selection TEXT, coverage TEXT NOT NULL DEFAULT 'whole'
  CHECK (coverage IN ('whole', 'completed', 'part'))) STRICT;

CREATE UNIQUE INDEX pipeline_runs_by_backfill ON pipeline_runs (backfill_id, logical_at) WHERE backfill_id IS NOT NULL;

CREATE INDEX pipeline_runs_by_date ON pipeline_runs (pipeline, logical_at)
  WHERE trigger_kind = 'schedule' OR backfill_id IS NOT NULL;

CREATE INDEX pipeline_runs_by_pipeline ON pipeline_runs (pipeline, id);

CREATE UNIQUE INDEX pipeline_runs_by_schedule ON pipeline_runs (pipeline, logical_at) WHERE trigger_kind = 'schedule';

CREATE INDEX pipeline_runs_unfinished ON pipeline_runs (state, id)
  WHERE state IN ('scheduled', 'queued', 'running', 'paused');

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

CREATE TABLE pipeline_tasks (
  pipeline TEXT NOT NULL,
  task_id TEXT NOT NULL,
  run_id INTEGER NOT NULL,
  success_run_id INTEGER,
  PRIMARY KEY (pipeline, task_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE registered_model_tags (
  model_id INTEGER NOT NULL REFERENCES registered_models (id) ON DELETE CASCADE,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (model_id, key)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER alerts_end_with_model AFTER DELETE ON registered_models
BEGIN
  UPDATE alerts SET state = 'resolved', resolved = json_object(
    'at', CAST(unixepoch('subsec') * 1000 AS INTEGER),
    'by', json_object('kind', 'engine', 'name', 'monitoring'),
    'reason', 'The model was deleted',
    'kind', 'superseded'
  ) WHERE model_name = OLD.name AND state <> 'resolved';
END;

CREATE TRIGGER batches_follow_model AFTER UPDATE OF name ON registered_models WHEN OLD.name <> NEW.name
BEGIN
  UPDATE batches SET model_name = NEW.name WHERE model_name = OLD.name;
  UPDATE alerts SET model_name = NEW.name WHERE model_name = OLD.name;
END;

CREATE TABLE registered_models (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE,
  description TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE run_change_members (
  change_id INTEGER NOT NULL REFERENCES run_changes (id) ON DELETE CASCADE,
  run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  before TEXT, -- the value of the tag before; NULL when there was none, or where no tag was changed
  PRIMARY KEY (change_id, run_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX run_change_members_by_run ON run_change_members (run_id);

CREATE TABLE run_changes (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  experiment_id INTEGER NOT NULL REFERENCES experiments (id) ON DELETE CASCADE
) STRICT;

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

CREATE TABLE run_tags (
  run_id INTEGER NOT NULL,
  key_id INTEGER NOT NULL,
  experiment_id INTEGER NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (run_id, key_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX run_tags_by_value ON run_tags (experiment_id, key_id, value, run_id);

CREATE TABLE run_views (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  experiment_id INTEGER NOT NULL REFERENCES experiments (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  settings TEXT NOT NULL, -- JSON: see core/contract/run-views.ts
  is_default INTEGER NOT NULL CHECK (is_default IN (0, 1)),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  UNIQUE (experiment_id, name)
) STRICT;

CREATE UNIQUE INDEX run_views_default ON run_views (experiment_id) WHERE is_default = 1;

CREATE TRIGGER traces_go_with_run AFTER DELETE ON runs
BEGIN
  DELETE FROM traces WHERE source_run_id = OLD.uuid;
END;

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
, client TEXT NOT NULL DEFAULT '') STRICT;

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

CREATE TABLE scoring_models (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE -- empty: no model was found for the request
) STRICT;

CREATE TABLE scoring_requests (
  id INTEGER PRIMARY KEY,
  request_id TEXT NOT NULL,
  at INTEGER NOT NULL,
  model_id INTEGER NOT NULL,
  version INTEGER, -- NULL when no model was found
  route TEXT NOT NULL,
  status INTEGER NOT NULL,
  rows INTEGER NOT NULL,
  micros INTEGER NOT NULL,
  inputs TEXT NOT NULL, -- JSON: a list of texts
  predictions TEXT NOT NULL, -- JSON: a list of [label, confidence]
  chars INTEGER NOT NULL, -- of inputs and predictions
  error TEXT
) STRICT;

CREATE INDEX scoring_requests_by_model ON scoring_requests (model_id);

CREATE TABLE serving_endpoint (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  model TEXT REFERENCES registered_models (name) ON UPDATE CASCADE ON DELETE SET NULL, -- NULL: the one promoted last
  requests INTEGER NOT NULL,
  predictions INTEGER NOT NULL,
  errors INTEGER NOT NULL,
  logged_requests INTEGER NOT NULL, -- rows of scoring_requests
  logged_chars INTEGER NOT NULL -- of their inputs and predictions
) STRICT;

CREATE TABLE spans (
  id INTEGER PRIMARY KEY,
  trace_id INTEGER NOT NULL REFERENCES traces (id) ON DELETE CASCADE,
  span_id TEXT NOT NULL, -- 16 hex
  parent_id TEXT, -- NULL: the root
  name TEXT NOT NULL,
  type TEXT,
  kind INTEGER NOT NULL, -- OpenTelemetry's SpanKind
  status TEXT NOT NULL CHECK (status IN ('UNSET', 'OK', 'ERROR')),
  status_message TEXT NOT NULL,
  start_ns INTEGER NOT NULL,
  end_ns INTEGER, -- NULL: it goes on
  trace_state TEXT NOT NULL,
  flags INTEGER NOT NULL,
  attributes TEXT NOT NULL, -- JSON object
  events TEXT NOT NULL, -- JSON: [{name, timeNs, attributes}]
  links TEXT NOT NULL, -- JSON: [{traceId, spanId, traceState, attributes}]
  UNIQUE (trace_id, span_id)
) STRICT;

CREATE TABLE stored_datasets (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  description TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

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
  input TEXT, -- JSON: `with`, its templates filled in
  outputs TEXT, -- JSON object
  environment_hash TEXT,
  code_hash TEXT,
  inputs_hash TEXT,
  cached_from INTEGER REFERENCES task_attempts (id) ON DELETE SET NULL, flow TEXT, decision TEXT, cache_key TEXT,
  UNIQUE (task_run_id, try)
) STRICT;

CREATE INDEX task_attempts_by_cache ON task_attempts (cached_from) WHERE cached_from IS NOT NULL;

CREATE INDEX task_attempts_by_key ON task_attempts (cache_key, id) WHERE cache_key IS NOT NULL;

CREATE INDEX task_attempts_unfinished ON task_attempts (state)
  WHERE state IN ('queued', 'running', 'up_for_reschedule', 'awaiting_input');

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
  interruptions INTEGER NOT NULL DEFAULT 0, map_item TEXT, question TEXT, tries_before INTEGER NOT NULL DEFAULT 0, part TEXT NOT NULL DEFAULT 'run' CHECK (part IN ('run', 'reuse', 'leaveOut')), task_hash TEXT, -- do not count as tries
  UNIQUE (run_id, task_id, map_index)
) STRICT;

CREATE INDEX task_runs_due ON task_runs (next_at) WHERE next_at IS NOT NULL;

CREATE TABLE trace_metadata (
  trace_id INTEGER NOT NULL REFERENCES traces (id) ON DELETE CASCADE,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (trace_id, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE trace_prompts (
  trace_id INTEGER NOT NULL REFERENCES traces (id) ON DELETE CASCADE,
  prompt TEXT NOT NULL, -- name/version
  PRIMARY KEY (trace_id, prompt)
) STRICT, WITHOUT ROWID;

CREATE TABLE trace_runs (
  trace_id INTEGER NOT NULL REFERENCES traces (id) ON DELETE CASCADE,
  run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  PRIMARY KEY (trace_id, run_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX trace_runs_by_run ON trace_runs (run_id);

CREATE TABLE trace_tags (
  trace_id INTEGER NOT NULL REFERENCES traces (id) ON DELETE CASCADE,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (trace_id, key)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER traces_leave_no_words AFTER DELETE ON traces
BEGIN
  DELETE FROM activity WHERE entity_kind = 'trace' AND entity_id = OLD.trace_id;
END;

CREATE TABLE traces (
  id INTEGER PRIMARY KEY,
  trace_id TEXT NOT NULL UNIQUE, -- tr-<32 hex of OpenTelemetry>, or what a client calls it
  experiment_id INTEGER NOT NULL REFERENCES experiments (id) ON DELETE CASCADE,
  started_at INTEGER NOT NULL, -- ms
  duration_ms INTEGER,
  state TEXT NOT NULL CHECK (state IN ('STATE_UNSPECIFIED', 'OK', 'ERROR', 'IN_PROGRESS')),
  name TEXT,
  client_request_id TEXT,
  request_preview TEXT,
  response_preview TEXT,
  source_run_id TEXT, -- of a run that may be gone, or of another server
  is_final INTEGER NOT NULL CHECK (is_final IN (0, 1)) -- 1: the client has said all of the above itself
) STRICT;

CREATE INDEX traces_by_run ON traces (source_run_id) WHERE source_run_id IS NOT NULL;

CREATE INDEX traces_by_time ON traces (experiment_id, started_at DESC, trace_id);

CREATE TABLE transfer_jobs (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  side_id INTEGER NOT NULL REFERENCES transfer_sides (id) ON DELETE CASCADE,
  state TEXT NOT NULL CHECK (state IN ('running', 'done', 'failed', 'canceled', 'interrupted')),
  actor_kind TEXT NOT NULL,
  actor_name TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  ended_at INTEGER,
  progress TEXT NOT NULL, -- these three are JSON
  report TEXT,
  error TEXT
) STRICT;

CREATE INDEX transfer_jobs_by_state ON transfer_jobs (state) WHERE state = 'running';

CREATE TABLE transfer_objects (
  side_id INTEGER NOT NULL REFERENCES transfer_sides (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('experiment', 'run', 'logged_model', 'model', 'version')),
  theirs TEXT NOT NULL,
  ours TEXT NOT NULL,
  fingerprint TEXT NOT NULL, -- of the sender's object as it was brought; empty while it is not brought whole
  PRIMARY KEY (side_id, kind, theirs)
) STRICT, WITHOUT ROWID;

CREATE INDEX transfer_objects_by_ours ON transfer_objects (kind, ours);

CREATE TABLE transfer_sides (
  id INTEGER PRIMARY KEY,
  direction TEXT NOT NULL CHECK (direction IN ('import', 'push')),
  address TEXT NOT NULL, -- a path or an http address without credentials
  UNIQUE (direction, address)
) STRICT;

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

CREATE INDEX trigger_events_by_run ON trigger_events (consumed_by) WHERE consumed_by IS NOT NULL;

CREATE INDEX trigger_events_waiting ON trigger_events (pipeline, id) WHERE consumed_by IS NULL;

CREATE TABLE trigger_subscriptions (
  pipeline TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('dataset', 'file', 'pipeline', 'alert', 'call')),
  key TEXT NOT NULL,
  PRIMARY KEY (kind, key, pipeline)
) STRICT, WITHOUT ROWID;

CREATE INDEX trigger_subscriptions_by_pipeline ON trigger_subscriptions (pipeline);

CREATE TABLE watched_files (
  path TEXT NOT NULL, -- as triggers name it
  file TEXT NOT NULL, -- the name inside of a folder; '.' for the path itself
  modified_at REAL NOT NULL, -- ms since 1970 UTC, with fractions
  size INTEGER NOT NULL,
  hash TEXT NOT NULL, -- SHA-256, hex
  PRIMARY KEY (path, file)
) STRICT, WITHOUT ROWID;
