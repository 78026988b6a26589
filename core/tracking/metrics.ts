import type { Int64, MetricValue } from '#contract/entities.ts';
import { compareInt64, int64Column, int64ToSql } from '#core/kernel/int64.ts';
import type { WriteTx } from '#core/store/write-queue.ts';
import { metricValueToStored } from './checks.ts';
import type { RunRow } from './find.ts';
import { makeKeyId } from './keys.ts';

/** One point to log, complete: `timestamp` in ms since 1970 UTC. */
export interface Point {
  key: string;
  value: MetricValue;
  step: Int64;
  timestamp: number;
}

/** What the new points of one key say together. */
interface KeySummary {
  keyId: number;
  value: number;
  isNan: 0 | 1;
  step: Int64;
  timestamp: number;
  min: number | null;
  max: number | null;
  count: number;
}

/**
 * Appends points to a run's history and brings its latest values up to date. A point that is there already, exactly
 * the same, is left out, so that a retried call is harmless.
 * @returns how many points were new
 */
export function insertPoints(tx: WriteTx, run: RunRow, points: readonly Point[]): number {
  const summaries = new Map<string, KeySummary>();
  let added = 0;
  for (const point of points) {
    const { value, isNan } = metricValueToStored(point.value);
    const summary = summaries.get(point.key) ?? startSummary(tx, summaries, point.key);
    const { changes } = tx.db.run(
      'INSERT OR IGNORE INTO metrics (run_id, key_id, step, timestamp, value, is_nan) VALUES (?, ?, ?, ?, ?, ?)',
      run.id,
      summary.keyId,
      int64ToSql(point.step),
      point.timestamp,
      value,
      isNan,
    );
    if (changes === 0) continue;
    added++;
    addToSummary(summary, point, value, isNan);
  }
  for (const summary of summaries.values()) if (summary.count > 0) mergeLatest(tx, run, summary);
  return added;
}

function startSummary(tx: WriteTx, summaries: Map<string, KeySummary>, key: string): KeySummary {
  const summary: KeySummary = {
    keyId: makeKeyId(tx.db, key),
    value: 0,
    isNan: 0,
    step: 0,
    timestamp: 0,
    min: null,
    max: null,
    count: 0,
  };
  summaries.set(key, summary);
  return summary;
}

function addToSummary(summary: KeySummary, point: Point, value: number, isNan: 0 | 1): void {
  if (summary.count === 0 || isLater(point, value, summary)) {
    Object.assign(summary, { value, isNan, step: point.step, timestamp: point.timestamp });
  }
  summary.count++;
  if (isNan === 1) return;
  summary.min = summary.min === null ? value : Math.min(summary.min, value);
  summary.max = summary.max === null ? value : Math.max(summary.max, value);
}

/** MLflow's order of "latest": the greatest (step, timestamp, value), NaN counted as 0. */
function isLater(
  point: { step: Int64; timestamp: number },
  value: number,
  than: { step: Int64; timestamp: number; value: number },
): boolean {
  if (point.step !== than.step) return compareInt64(point.step, than.step) > 0;
  if (point.timestamp !== than.timestamp) return point.timestamp > than.timestamp;
  return value > than.value;
}

interface LatestRow {
  value: number;
  step: Int64;
  timestamp: number;
  min: number | null;
  max: number | null;
}

const selectLatest = `SELECT value, ${int64Column('step')} AS step, timestamp, min, max FROM latest_metrics
  WHERE run_id = ? AND key_id = ?`;

function mergeLatest(tx: WriteTx, run: RunRow, summary: KeySummary): void {
  const stored = tx.db.get<LatestRow>(selectLatest, run.id, summary.keyId);
  if (stored === undefined) insertLatest(tx, run, summary);
  else updateLatest(tx, run, summary, stored);
}

function insertLatest(tx: WriteTx, run: RunRow, summary: KeySummary): void {
  tx.db.run(
    `INSERT INTO latest_metrics (run_id, key_id, experiment_id, value, is_nan, step, timestamp, min, max, count)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    run.id,
    summary.keyId,
    run.experiment_id,
    summary.value,
    summary.isNan,
    int64ToSql(summary.step),
    summary.timestamp,
    summary.min,
    summary.max,
    summary.count,
  );
}

/** The index on the value is only touched when the latest value changes. */
function updateLatest(tx: WriteTx, run: RunRow, summary: KeySummary, stored: LatestRow): void {
  const { keyId, value, isNan, step, timestamp } = summary;
  tx.db.run(
    'UPDATE latest_metrics SET min = ?, max = ?, count = count + ? WHERE run_id = ? AND key_id = ?',
    pickExtreme(Math.min, stored.min, summary.min),
    pickExtreme(Math.max, stored.max, summary.max),
    summary.count,
    run.id,
    keyId,
  );
  if (!isLater(summary, value, stored)) return;
  tx.db.run(
    'UPDATE latest_metrics SET value = ?, is_nan = ?, step = ?, timestamp = ? WHERE run_id = ? AND key_id = ?',
    value,
    isNan,
    int64ToSql(step),
    timestamp,
    run.id,
    keyId,
  );
}

function pickExtreme(
  pick: (a: number, b: number) => number,
  a: number | null,
  b: number | null,
): number | null {
  if (a === null) return b;
  return b === null ? a : pick(a, b);
}
