import type { Migration } from './migration.ts';

/** Which client made a run, and the creates whose answers may not have arrived. */
export const mlflowClients: Migration = {
  id: 9,
  name: 'mlflow-clients',
  sql: `
ALTER TABLE runs ADD COLUMN client TEXT NOT NULL DEFAULT ''; -- e.g. mlflow-python-client/3.17.2

-- What a write gave back to a request that its client may send again; see create-requests.ts.
CREATE TABLE create_requests (
  id TEXT PRIMARY KEY,
  hash TEXT NOT NULL, -- of all that makes two requests the same
  answer TEXT NOT NULL, -- JSON
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX create_requests_by_hash ON create_requests (hash, at);
`,
};
