import type { Migration } from './migration.ts';

export const pipelines: Migration = {
  id: 5,
  name: 'pipelines',
  sql: ``,
};
