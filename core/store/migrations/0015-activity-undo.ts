import type { Migration } from './migration.ts';

/** Which change a change takes back, so that undoing can be undone. */
export const activityUndo: Migration = {
  id: 15,
  name: 'activity-undo',
  sql: `
ALTER TABLE activity ADD COLUMN undoes INTEGER; -- the row that this one takes back; that may be gone by now
ALTER TABLE activity ADD COLUMN undo_depth INTEGER NOT NULL DEFAULT 0; -- odd: an undo; even: a change or a redo
CREATE INDEX activity_by_undoes ON activity (undoes) WHERE undoes IS NOT NULL;
CREATE INDEX activity_by_screen ON activity (id) WHERE actor_kind = 'screen';
`,
};
