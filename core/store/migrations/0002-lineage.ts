import type { Migration } from './migration.ts';

export const lineage: Migration = {
  id: 2,
  name: 'lineage',
  sql: ``,
};
