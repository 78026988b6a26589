import type { Migration } from './migration.ts';

/**
 * What an import has brought from where and what a push has sent, so that it can go on and be done again. Times are ms
 * since 1970 UTC. `theirs` is an id on the other side, `ours` the one here.
 */
export const transfer: Migration = {
  id: 11,
  name: 'transfer',
  sql: `
CREATE TABLE transfer_sides (
  id INTEGER PRIMARY KEY,
  direction TEXT NOT NULL CHECK (direction IN ('import', 'push')),
  address TEXT NOT NULL, -- a path or an http address without credentials
  UNIQUE (direction, address)
) STRICT;

CREATE TABLE transfer_objects (
  side_id INTEGER NOT NULL REFERENCES transfer_sides (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('experiment', 'run', 'logged_model', 'model', 'version')),
  theirs TEXT NOT NULL,
  ours TEXT NOT NULL,
  fingerprint TEXT NOT NULL, -- of the sender's object as it was brought; empty while it is not brought whole
  PRIMARY KEY (side_id, kind, theirs)
) STRICT, WITHOUT ROWID;
CREATE INDEX transfer_objects_by_ours ON transfer_objects (kind, ours);

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
`,
};
