import type { Migration } from './migration.ts';

/** What an import has brought from where, so that it can go on and be done again. */
export const transfer: Migration = {
  id: 11,
  name: 'transfer',
  sql: `
SELECT 1;
`,
};
