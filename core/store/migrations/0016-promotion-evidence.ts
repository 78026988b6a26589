import type { Migration } from './migration.ts';

/** What the gates found is kept with a promotion; alerts can sleep for a while, and people talk about them. */
export const promotionEvidence: Migration = {
  id: 16,
  name: 'promotion-evidence',
  sql: `
ALTER TABLE alias_moves ADD COLUMN gates TEXT; -- JSON: what each gate found when the version was promoted
ALTER TABLE alerts ADD COLUMN snoozed TEXT; -- JSON: {at, by, until}; until NULL: until the next batch breaches
CREATE TABLE alert_comments (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  alert_id INTEGER NOT NULL REFERENCES alerts (id) ON DELETE CASCADE,
  at INTEGER NOT NULL,
  actor_kind TEXT NOT NULL,
  actor_name TEXT NOT NULL,
  text TEXT NOT NULL
) STRICT;
CREATE INDEX alert_comments_by_alert ON alert_comments (alert_id, id);
`,
};
