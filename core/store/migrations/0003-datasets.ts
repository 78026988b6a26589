import type { Migration } from './migration.ts';

/**
 * Versioned datasets (the table `datasets` of the first step is what MLflow's clients log as inputs). A version never
 * changes; its content lies in blobs named by their SHA-256, of which `files` lists path, bytes and hash.
 */
export const datasets: Migration = {
  id: 3,
  name: 'datasets',
  sql: `
CREATE TABLE stored_datasets (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  description TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

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
`,
};
