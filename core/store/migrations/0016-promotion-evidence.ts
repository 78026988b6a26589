import type { Migration } from './migration.ts';

/** What the gates found is kept with a promotion. */
export const promotionEvidence: Migration = {
  id: 16,
  name: 'promotion-evidence',
  sql: `
ALTER TABLE alias_moves ADD COLUMN gates TEXT; -- JSON: what each gate found when the version was promoted
`,
};
