import type { Migration } from './migration.ts';

/**
 * What was made of what, in the shape of ML Metadata (google/ml-metadata, metadata_store.proto): artifacts are things,
 * executions made or used them, events tie the two, contexts gather both. Rows name things by address, not by key:
 * lineage outlives what it speaks of.
 */
export const lineage: Migration = {
  id: 2,
  name: 'lineage',
  sql: `
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

-- Which context an artifact was made in.
CREATE TABLE lineage_attributions (
  context_id INTEGER NOT NULL REFERENCES lineage_contexts (id) ON DELETE CASCADE,
  artifact_id INTEGER NOT NULL REFERENCES lineage_artifacts (id) ON DELETE CASCADE,
  PRIMARY KEY (context_id, artifact_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX lineage_attributions_by_artifact ON lineage_attributions (artifact_id);

-- Which context an execution belongs to.
CREATE TABLE lineage_associations (
  context_id INTEGER NOT NULL REFERENCES lineage_contexts (id) ON DELETE CASCADE,
  execution_id INTEGER NOT NULL REFERENCES lineage_executions (id) ON DELETE CASCADE,
  PRIMARY KEY (context_id, execution_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX lineage_associations_by_execution ON lineage_associations (execution_id);
`,
};
