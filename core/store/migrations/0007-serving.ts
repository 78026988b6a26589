import type { Migration } from './migration.ts';

export const serving: Migration = {
  id: 7,
  name: 'serving',
  sql: ``,
};
