import type { Migration } from './migration.ts';

export const datasets: Migration = {
  id: 3,
  name: 'datasets',
  sql: ``,
};
