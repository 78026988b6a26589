import type { BatchCheck } from '#contract/monitoring.ts';
import type { ReadableDb } from '#core/store/database.ts';
import type { BatchTableRow } from './find.ts';

/** Earlier batches of the model that say what is usual: the newest so many, and at least so many. */
const usualBatches = 20;
const minBatches = 8;

/**
 * Rows of the batch against earlier batches of the same model, whatever its version: the reference says nothing about
 * how many rows come. The lower limit is half the median, or the median less three times its scaled median absolute
 * deviation (1.4826 MAD estimates σ) where that is lower. More rows than usual are no reason for an alert.
 */
export function checkVolume(db: ReadableDb, batch: BatchTableRow): BatchCheck {
  const earlier = db.all<{ rows: number }>(
    'SELECT rows FROM batches WHERE is_ready = 1 AND model_name = ? AND id < ? ORDER BY id DESC LIMIT ?',
    batch.model_name,
    batch.id,
    usualBatches,
  );
  const check = {
    signal: 'volume',
    value: batch.rows,
    upper: null,
    n: batch.rows,
    resamples: 0,
    histogram: null,
  } as const;
  if (earlier.length < minBatches) {
    return { ...check, lower: null, expected: null, verdict: 'not_evaluated', method: 'too_few_batches' };
  }
  const counts = earlier.map(({ rows }) => rows);
  const usual = median(counts);
  const spread = 1.4826 * median(counts.map((rows) => Math.abs(rows - usual)));
  const lower = Math.max(0, Math.min(usual / 2, usual - 3 * spread));
  const verdict = batch.rows < lower ? 'alert' : 'ok';
  return { ...check, lower, expected: usual, verdict, method: 'recent_batches' };
}

/** @param values at least one */
function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const high = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? high : (high + (sorted[middle - 1] ?? 0)) / 2;
}
