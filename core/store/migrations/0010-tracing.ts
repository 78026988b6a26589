import type { Migration } from './migration.ts';

/**
 * Traces and their spans, as OpenTelemetry and MLflow have them. Times of spans are nanoseconds, beyond what a number of
 * JavaScript holds: they are read as texts. Attributes are JSON in which an integer has no point and a double has one,
 * so that both come back as what they were.
 */
export const tracing: Migration = {
  id: 10,
  name: 'tracing',
  sql: `
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
CREATE INDEX traces_by_time ON traces (experiment_id, started_at DESC, trace_id);
CREATE INDEX traces_by_run ON traces (source_run_id) WHERE source_run_id IS NOT NULL;

CREATE TABLE trace_tags (
  trace_id INTEGER NOT NULL REFERENCES traces (id) ON DELETE CASCADE,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (trace_id, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE trace_metadata (
  trace_id INTEGER NOT NULL REFERENCES traces (id) ON DELETE CASCADE,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (trace_id, key)
) STRICT, WITHOUT ROWID;

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

-- Traces that a run has said to be its own, beside those that were made in it.
CREATE TABLE trace_runs (
  trace_id INTEGER NOT NULL REFERENCES traces (id) ON DELETE CASCADE,
  run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  PRIMARY KEY (trace_id, run_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX trace_runs_by_run ON trace_runs (run_id);

CREATE TABLE trace_prompts (
  trace_id INTEGER NOT NULL REFERENCES traces (id) ON DELETE CASCADE,
  prompt TEXT NOT NULL, -- name/version
  PRIMARY KEY (trace_id, prompt)
) STRICT, WITHOUT ROWID;

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

-- Tracking knows nothing of traces: those that were made in a run go with it when it is deleted for good.
CREATE TRIGGER traces_go_with_run AFTER DELETE ON runs
BEGIN
  DELETE FROM traces WHERE source_run_id = OLD.uuid;
END;
CREATE TRIGGER traces_leave_no_words AFTER DELETE ON traces
BEGIN
  DELETE FROM activity WHERE entity_kind = 'trace' AND entity_id = OLD.trace_id;
END;
`,
};
