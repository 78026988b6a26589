import type { Migration } from './migration.ts';

/**
 * What was edited in a window and is not saved. Steps are only ever added; the id of the newest one is the revision of
 * the draft, so that a window which missed the end of a draft cannot take the next one for it.
 */
export const pipelineDrafts: Migration = {
  id: 19,
  name: 'pipeline-drafts',
  sql: `
CREATE TABLE pipeline_drafts (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  pipeline TEXT NOT NULL UNIQUE,
  base_hash TEXT, -- SHA-256 of the file that it was begun on; null: there was none
  base_text TEXT NOT NULL,
  text TEXT NOT NULL, -- base and steps together
  revision INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE pipeline_draft_entries (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  draft_id INTEGER NOT NULL REFERENCES pipeline_drafts (id) ON DELETE CASCADE,
  entry TEXT NOT NULL -- JSON
) STRICT;

CREATE INDEX pipeline_draft_entries_by_draft ON pipeline_draft_entries (draft_id, id);
`,
};
