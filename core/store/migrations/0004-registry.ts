import type { Migration } from './migration.ts';

/**
 * Registered models, their versions and who holds which alias. Numbers of versions belong to a name for good, so
 * that `models:/churn/3` in a batch, an alert or a log never comes to mean something else. The history of aliases is
 * written once and refuses to be changed; it has no foreign key, because it outlives the model.
 */
export const registry: Migration = {
  id: 4,
  name: 'registry',
  sql: `
CREATE TABLE registered_models (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE,
  description TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE registered_model_tags (
  model_id INTEGER NOT NULL REFERENCES registered_models (id) ON DELETE CASCADE,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (model_id, key)
) STRICT, WITHOUT ROWID;

-- The greatest number that a version of this name ever had; stays when versions or the model are deleted.
CREATE TABLE model_version_numbers (
  name TEXT PRIMARY KEY,
  last INTEGER NOT NULL
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
  bytes INTEGER,
  PRIMARY KEY (model_id, version)
) STRICT, WITHOUT ROWID;
CREATE INDEX model_versions_by_run ON model_versions (run_id) WHERE run_id IS NOT NULL;

CREATE TABLE model_version_tags (
  model_id INTEGER NOT NULL,
  version INTEGER NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (model_id, version, key),
  FOREIGN KEY (model_id, version) REFERENCES model_versions (model_id, version) ON DELETE CASCADE
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
) STRICT;
CREATE INDEX alias_moves_by_model ON alias_moves (model_id, alias, id);
CREATE TRIGGER alias_moves_keep_their_words BEFORE UPDATE ON alias_moves
BEGIN SELECT RAISE(ABORT, 'the history of aliases is written once'); END;
CREATE TRIGGER alias_moves_stay BEFORE DELETE ON alias_moves
BEGIN SELECT RAISE(ABORT, 'the history of aliases is written once'); END;
`,
};
