import type { Migration } from './migration.ts';

/**
 * What people do about alerts. A snooze lies over the state and ends by the clock alone, so nothing has to be written
 * for an alert to come back; comments have ids of their own, never given twice.
 */
export const alertHandling: Migration = {
  id: 18,
  name: 'alert-handling',
  sql: `
ALTER TABLE alerts ADD COLUMN snoozed TEXT; -- JSON: {at, by, until, note}; one that is over may still stand here
ALTER TABLE alerts ADD COLUMN snoozed_until INTEGER; -- ms; the same as in snoozed
ALTER TABLE alerts ADD COLUMN assignee TEXT;
CREATE INDEX alerts_snoozed ON alerts (snoozed_until) WHERE snoozed_until IS NOT NULL;

CREATE TABLE alert_comments (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  alert_id INTEGER NOT NULL REFERENCES alerts (id) ON DELETE CASCADE,
  at INTEGER NOT NULL,
  by TEXT NOT NULL, -- JSON: an actor
  text TEXT NOT NULL
) STRICT;
CREATE INDEX alert_comments_by_alert ON alert_comments (alert_id, id);
`,
};
