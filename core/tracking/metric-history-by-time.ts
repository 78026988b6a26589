import type { Int64, MetricValue } from '#contract/entities.ts';
import { limits } from '#contract/inputs.ts';
import { int64Column, int64ToSql, toInt64 } from '#core/kernel/int64.ts';
import { parseJson } from '#core/kernel/json.ts';
import { invalidPageToken } from '#core/kernel/pages.ts';
import type { EngineContext } from '#core/store/context.ts';
import { storedToMetricValue } from './checks.ts';
import { findKeyId } from './keys.ts';

/** A point of the history of one metric, with the run that it is of. */
export interface HistoryPoint {
  key: string;
  value: MetricValue;
  /** ms since 1970 UTC */
  timestamp: number;
  step: Int64;
  runId: string;
}

interface PointRow {
  step: Int64;
  timestamp: number;
  value: number;
  is_nan: number;
}

/**
 * The history of one metric in MLflow's order: by timestamp, then step, then value. Without `maxResults` all of it. A
 * run or a key that is not there has no points. Points that are added between two pages move none of the others.
 * @throws INVALID_PAGE_TOKEN
 */
export function readHistoryByTime(
  ctx: EngineContext,
  input: { runId: string; key: string; maxResults?: number | undefined; pageToken?: string | undefined },
): { points: HistoryPoint[]; nextPageToken: string | null } {
  const { runId, key, maxResults = Number.MAX_SAFE_INTEGER - 1 } = input;
  const after = input.pageToken === undefined ? beforeAll : parseToken(input.pageToken);
  const rows = ctx.db.all<PointRow>(
    `SELECT ${int64Column('m.step')} AS step, m.timestamp, m.value, m.is_nan FROM runs r JOIN metrics m ON m.run_id = r.id AND m.key_id = ?
     WHERE r.uuid = ? AND (m.timestamp, m.step, m.value, m.is_nan) > (?, ?, ?, ?)
     ORDER BY m.timestamp, m.step, m.value, m.is_nan LIMIT ?`,
    findKeyId(ctx.db, key) ?? -1,
    runId,
    ...after,
    maxResults + 1,
  );
  const hasMore = rows.length > maxResults;
  if (hasMore) rows.pop();
  const last = rows.at(-1);
  return {
    points: rows.map((row) => rowToPoint(row, key, runId)),
    nextPageToken: hasMore && last !== undefined ? rowToToken(last) : null,
  };
}

/** The histories of several runs one after another by run id, at most `maxResults` points in all. */
export function readHistories(
  ctx: EngineContext,
  input: { runIds: readonly string[]; key: string; maxResults?: number | undefined },
): HistoryPoint[] {
  const { key, maxResults = limits.historyPage } = input;
  const points: HistoryPoint[] = [];
  for (const runId of [...new Set(input.runIds)].sort()) {
    const left = maxResults - points.length;
    if (left <= 0) break;
    points.push(...readHistoryByTime(ctx, { runId, key, maxResults: left }).points);
  }
  return points;
}

function rowToPoint(row: PointRow, key: string, runId: string): HistoryPoint {
  const { timestamp, step } = row;
  return { key, value: storedToMetricValue(row.value, row.is_nan), timestamp, step, runId };
}

type Position = [timestamp: number, step: number | bigint, value: number, isNan: number];

const beforeAll: Position = [-1, 0, -Infinity, -1];

/** Values travel as text: JSON has no infinities. */
function rowToToken({ timestamp, step, value, is_nan }: PointRow): string {
  return Buffer.from(JSON.stringify([timestamp, step, String(value), is_nan])).toString('base64url');
}

function parseToken(token: string): Position {
  const parsed = parseJson(Buffer.from(token, 'base64url').toString('utf8'));
  if (Array.isArray(parsed) && parsed.length === 4) {
    const [timestamp, , value, isNan] = parsed.map(Number) as [number, number, number, number];
    const step = toInt64(parsed[1]);
    if (step !== null && ![timestamp, value, isNan].some(Number.isNaN))
      return [timestamp, int64ToSql(step), value, isNan];
  }
  throw invalidPageToken(token);
}
