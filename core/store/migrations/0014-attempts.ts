import type { Migration } from './migration.ts';

/** What tasks need that map, wait, ask, decide on others, or take what an earlier attempt made. */
export const attempts: Migration = {
  id: 14,
  name: 'attempts',
  sql: `
ALTER TABLE task_runs ADD COLUMN map_item TEXT; -- JSON: what an instance of a map works on
ALTER TABLE task_runs ADD COLUMN question TEXT; -- what a task that awaits a decision asks
ALTER TABLE task_runs ADD COLUMN tries_before INTEGER NOT NULL DEFAULT 0; -- those that a clear has put behind it
ALTER TABLE task_attempts ADD COLUMN flow TEXT; -- JSON: what it decided on the tasks after it
ALTER TABLE task_attempts ADD COLUMN decision TEXT; -- JSON: what a person decided for it
ALTER TABLE task_attempts ADD COLUMN cache_key TEXT; -- SHA-256 of its work and inputs, hex; NULL: not kept
CREATE INDEX task_attempts_by_key ON task_attempts (cache_key, id) WHERE cache_key IS NOT NULL;
`,
};
