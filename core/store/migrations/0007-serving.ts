import type { Migration } from './migration.ts';

/**
 * Which model the endpoint means, and the log of what it answered. The log keeps the newest million requests, or half
 * a billion characters of them; the totals go on counting.
 */
export const serving: Migration = {
  id: 7,
  name: 'serving',
  sql: `
CREATE TABLE serving_endpoint (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  model TEXT REFERENCES registered_models (name) ON UPDATE CASCADE ON DELETE SET NULL, -- NULL: the one promoted last
  requests INTEGER NOT NULL,
  predictions INTEGER NOT NULL,
  errors INTEGER NOT NULL,
  logged_requests INTEGER NOT NULL, -- rows of scoring_requests
  logged_chars INTEGER NOT NULL -- of their inputs and predictions
) STRICT;
INSERT INTO serving_endpoint VALUES (1, NULL, 0, 0, 0, 0, 0);

CREATE TABLE scoring_models (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE -- empty: no model was found for the request
) STRICT;

CREATE TABLE scoring_requests (
  id INTEGER PRIMARY KEY,
  request_id TEXT NOT NULL,
  at INTEGER NOT NULL,
  model_id INTEGER NOT NULL,
  version INTEGER, -- NULL when no model was found
  route TEXT NOT NULL,
  status INTEGER NOT NULL,
  rows INTEGER NOT NULL,
  micros INTEGER NOT NULL,
  inputs TEXT NOT NULL, -- JSON: a list of texts
  predictions TEXT NOT NULL, -- JSON: a list of [label, confidence]
  chars INTEGER NOT NULL, -- of inputs and predictions
  error TEXT
) STRICT;
CREATE INDEX scoring_requests_by_model ON scoring_requests (model_id);
`,
};
