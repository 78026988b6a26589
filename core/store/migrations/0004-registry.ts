import type { Migration } from './migration.ts';

export const registry: Migration = {
  id: 4,
  name: 'registry',
  sql: ``,
};
