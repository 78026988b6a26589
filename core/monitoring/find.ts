import { StileError } from '#core/kernel/errors.ts';
import type { ReadableDb } from '#core/store/database.ts';

export interface BatchTableRow {
  id: number;
  is_ready: 0 | 1;
  model_name: string;
  model_version: number;
  dataset: string;
  source: string;
  created_at: number;
  rows: number;
  classes: string;
  mean_confidence: number;
  low_confidence: number;
  high_confidence: number;
  oov_share: number;
  mean_length: number;
  labelled: number;
  correct: number;
  run_id: string | null;
  pipeline_run_id: string | null;
  /** 0: the model tells no confidence, or neither words that it does not know nor lengths; the figures are 0 then. */
  has_confidence: 0 | 1;
  has_words: 0 | 1;
  monitored_at: number | null;
  checks: string | null;
  classic: string | null;
}

export interface AlertTableRow {
  id: number;
  model_name: string;
  model_version: number;
  batch_id: number;
  signal: string;
  severity: string;
  state: 'firing' | 'acknowledged' | 'resolved';
  value: number;
  lower: number | null;
  upper: number | null;
  n: number;
  fired_at: number;
  last_batch_id: number;
  breaches: number;
  clean_batches: number;
  acknowledged: string | null;
  snoozed: string | null;
  snoozed_until: number | null;
  assignee: string | null;
  resolved: string | null;
  evidence: string;
}

/** @throws NOT_FOUND, also for a batch that is not written whole yet */
export function findBatch(db: ReadableDb, batchId: number): BatchTableRow {
  const row = db.get<BatchTableRow>('SELECT * FROM batches WHERE id = ? AND is_ready = 1', batchId);
  if (row !== undefined) return row;
  throw new StileError(
    'NOT_FOUND',
    `There is no batch ${batchId}. \`stile batch list\` shows those that exist.`,
    { kind: 'batch', id: String(batchId) },
  );
}

/** @throws NOT_FOUND */
export function findAlert(db: ReadableDb, alertId: number): AlertTableRow {
  const row = db.get<AlertTableRow>('SELECT * FROM alerts WHERE id = ?', alertId);
  if (row !== undefined) return row;
  throw new StileError(
    'NOT_FOUND',
    `There is no alert ${alertId}. \`stile alert list --state all\` shows those that exist.`,
    { kind: 'alert', id: String(alertId) },
  );
}

export function batchUri(batchId: number): string {
  return `batches:/${batchId}`;
}

export function alertUri(alertId: number): string {
  return `alerts:/${alertId}`;
}

export function modelUri({
  model_name,
  model_version,
}: Pick<BatchTableRow, 'model_name' | 'model_version'>): string {
  return `models:/${model_name}/${model_version}`;
}
