import type { Migration } from './migration.ts';

/** Runs of a part of a pipeline, and how each task stands over all runs. */
export const partialRuns: Migration = {
  id: 20,
  name: 'partial-runs',
  sql: `
ALTER TABLE pipeline_runs ADD COLUMN selection TEXT; -- JSON: which tasks were asked for; NULL: all
-- completed: some of its tasks took what an earlier run had made; part: some were left out
ALTER TABLE pipeline_runs ADD COLUMN coverage TEXT NOT NULL DEFAULT 'whole'
  CHECK (coverage IN ('whole', 'completed', 'part'));
ALTER TABLE task_runs ADD COLUMN part TEXT NOT NULL DEFAULT 'run' CHECK (part IN ('run', 'reuse', 'leaveOut'));
ALTER TABLE task_runs ADD COLUMN task_hash TEXT; -- of what the file said of it, SHA-256 hex; NULL: not known

-- The newest runs in which a task was to run itself, and in which it ended well: marks and clears may have changed
-- since how it ended there.
CREATE TABLE pipeline_tasks (
  pipeline TEXT NOT NULL,
  task_id TEXT NOT NULL,
  run_id INTEGER NOT NULL,
  success_run_id INTEGER,
  PRIMARY KEY (pipeline, task_id)
) STRICT, WITHOUT ROWID;

INSERT INTO pipeline_tasks (pipeline, task_id, run_id, success_run_id)
SELECT pipeline, task_id, max(run_id), max(CASE WHEN task_runs.state = 'success' THEN run_id END)
FROM task_runs JOIN pipeline_runs ON pipeline_runs.id = run_id GROUP BY pipeline, task_id;
`,
};
