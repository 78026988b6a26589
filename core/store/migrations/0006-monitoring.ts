import type { Migration } from './migration.ts';

export const monitoring: Migration = {
  id: 6,
  name: 'monitoring',
  sql: ``,
};
