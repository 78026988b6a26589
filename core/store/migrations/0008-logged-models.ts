import type { Migration } from './migration.ts';

/** What a run made with `log_model`: MLflow 3 keeps it beside the run, with params, tags and metrics of its own. */
export const loggedModels: Migration = {
  id: 8,
  name: 'logged-models',
  sql: `
SELECT 1;
`,
};
