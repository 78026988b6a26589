import type { Migration } from './migration.ts';

/** Traces and their spans, as OpenTelemetry and MLflow have them. */
export const tracing: Migration = {
  id: 10,
  name: 'tracing',
  sql: `
SELECT 1;
`,
};
