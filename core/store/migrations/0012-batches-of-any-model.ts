import type { Migration } from './migration.ts';

/** Batches of models that do not tell what a text model does: the figures and columns that they lack hold 0. */
export const batchesOfAnyModel: Migration = {
  id: 12,
  name: 'batches-of-any-model',
  sql: `
ALTER TABLE batches ADD COLUMN has_confidence INTEGER NOT NULL DEFAULT 1 CHECK (has_confidence IN (0, 1));
-- Whether it tells the share of words that it does not know, and the lengths of texts.
ALTER TABLE batches ADD COLUMN has_words INTEGER NOT NULL DEFAULT 1 CHECK (has_words IN (0, 1));
`,
};
