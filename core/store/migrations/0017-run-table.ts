import type { Migration } from './migration.ts';

/** Saved views of the runs of an experiment, and changes to many runs at once with what was there before. */
export const runTable: Migration = {
  id: 17,
  name: 'run-table',
  sql: `
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

CREATE TABLE run_changes (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  experiment_id INTEGER NOT NULL REFERENCES experiments (id) ON DELETE CASCADE
) STRICT;

CREATE TABLE run_change_members (
  change_id INTEGER NOT NULL REFERENCES run_changes (id) ON DELETE CASCADE,
  run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  before TEXT, -- the value of the tag before; NULL when there was none, or where no tag was changed
  PRIMARY KEY (change_id, run_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX run_change_members_by_run ON run_change_members (run_id);
`,
};
