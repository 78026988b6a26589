import type { Int64, MetricPoint } from '#contract/entities.ts';
import type { Inputs, Outputs } from '#contract/procedures.ts';
import { int64Column, int64ToSql, toInt64 } from '#core/kernel/int64.ts';
import { parseJson } from '#core/kernel/json.ts';
import { showValue, StileError } from '#core/kernel/errors.ts';
import type { EngineContext } from '#core/store/context.ts';
import { storedToMetricValue } from './checks.ts';
import { findRun } from './find.ts';
import { findKeyId } from './keys.ts';

interface PointRow {
  step: Int64;
  timestamp: number;
  value: number;
  is_nan: number;
}

/**
 * All points of one metric in the order of (step, timestamp, value), a page at a time. A key that was never logged has
 * no points.
 * @throws NOT_FOUND when there is no such run, INVALID_PAGE_TOKEN
 */
export function readMetricHistory(
  ctx: EngineContext,
  input: Inputs['runs']['metricHistory'],
): Outputs['runs']['metricHistory'] {
  const run = findRun(ctx.db, input.runId);
  const keyId = findKeyId(ctx.db, input.key) ?? -1;
  const maxResults = input.maxResults ?? 1000;
  const after = input.pageToken === undefined ? beforeAll : parseToken(input.pageToken);
  const rows = ctx.db.all<PointRow>(
    `SELECT ${int64Column('m.step')} AS step, m.timestamp, m.value, m.is_nan FROM metrics m
     WHERE m.run_id = ? AND m.key_id = ? AND (m.step, m.timestamp, m.value, m.is_nan) > (?, ?, ?, ?)
     ORDER BY m.step, m.timestamp, m.value, m.is_nan LIMIT ?`,
    run.id,
    keyId,
    ...after,
    maxResults + 1,
  );
  const page = rows.slice(0, maxResults);
  const last = page.at(-1);
  return {
    points: page.map(rowToPoint),
    nextPageToken: rows.length > maxResults && last !== undefined ? rowToToken(last) : null,
  };
}

type Position = [step: number | bigint, timestamp: number, value: number, isNan: number];

const beforeAll: Position = [-(2n ** 63n), -1, -Infinity, -1];

function rowToPoint(row: PointRow): MetricPoint {
  return { value: storedToMetricValue(row.value, row.is_nan), step: row.step, timestamp: row.timestamp };
}

/** Values travel as text: JSON has no infinities. */
function rowToToken(row: PointRow): string {
  const position = [row.step, row.timestamp, String(row.value), row.is_nan];
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

function parseToken(token: string): Position {
  const parsed = parseJson(Buffer.from(token, 'base64url').toString('utf8'));
  if (Array.isArray(parsed) && parsed.length === 4) {
    const [, timestamp, value, isNan] = parsed.map(Number) as [number, number, number, number];
    const step = toInt64(parsed[0]);
    if (step !== null && ![timestamp, value, isNan].some(Number.isNaN))
      return [int64ToSql(step), timestamp, value, isNan];
  }
  throw new StileError(
    'INVALID_PAGE_TOKEN',
    `The page token "${showValue(token)}" is not from this search. Start again without a token.`,
    { token: showValue(token) },
  );
}
