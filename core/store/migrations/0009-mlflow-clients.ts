import type { Migration } from './migration.ts';

/** Which client made a run, and the creates whose answers may not have arrived. */
export const mlflowClients: Migration = {
  id: 9,
  name: 'mlflow-clients',
  sql: `
SELECT 1;
`,
};
