import type { ColumnReader } from '#core/store/column-reader.ts';
import type { HistoryRef } from './points.ts';

/** Histories from here on are worth an overview: below, reading the points takes no longer. */
export const overviewCount = 50_000;

/** A long history by steps as SQLite sums it up, without a point leaving it. */
export interface Overview {
  /** In the order of drawing; x lies in the middle of its bucket, but for the very first and last point. */
  xs: number[];
  ys: number[];
  /** Points within the range. */
  total: number;
  nan: number;
  up: number;
  down: number;
}

type BucketRow = [count: number, nan: number, low: number | null, high: number | null];

const bucketSql = `SELECT count(*), sum(is_nan), min(value), max(value) FROM metrics
  WHERE run_id = ? AND key_id = ? AND step >= ? AND step < ?`;
const finite = 'is_nan = 0 AND abs(value) <= 1.7976931348623157e308';

/**
 * The least and the greatest of each bucket, about three times as fast as reading every point. Where exactly in its
 * bucket a point lies stays unknown.
 */
export function readOverview(
  reader: ColumnReader,
  ref: HistoryRef,
  { from, to, buckets }: { from: number; to: number; buckets: number },
): Overview {
  const overview: Overview = { xs: [], ys: [], total: 0, nan: 0, up: 0, down: 0 };
  // Steps are whole: a bucket narrower than one would be read for nothing.
  const width = Math.max(1, Math.ceil((Math.floor(to) - Math.ceil(from) + 1) / buckets));
  const first = Math.ceil(from);
  const behind = afterStep(Math.floor(to));
  // Counted, not added up: beyond 2^53 a width of 1 leaves a number as it is.
  const count = Math.min(buckets, Math.ceil((behind - first) / width));
  for (let i = 0; i < count; i++) {
    const start = first + i * width;
    const end = i === count - 1 ? behind : first + (i + 1) * width;
    const row = start < end ? readBucket(reader, ref, start, end, overview) : null;
    if (row !== null) addPair(overview, (start + end - 1) / 2, row);
  }
  return overview;
}

/** The next whole number that a double can write. */
function afterStep(step: number): number {
  return Number.isSafeInteger(step + 1) ? step + 1 : step + Math.abs(step) * Number.EPSILON;
}

function readBucket(
  reader: ColumnReader,
  { runId, keyId }: HistoryRef,
  start: number,
  end: number,
  overview: Overview,
): [low: number, high: number] | null {
  const place = [runId, keyId, start, end] as const;
  const [row] = reader.rows<BucketRow>(bucketSql, ...place);
  if (row === undefined || row[0] === 0) return null;
  overview.total += row[0];
  const [, nan, low, high] = row;
  if (nan === 0 && Number.isFinite(low) && Number.isFinite(high)) return [low ?? 0, high ?? 0];
  overview.nan += nan;
  overview.up += countOf(reader, place, '9e999');
  overview.down += countOf(reader, place, '-9e999');
  const [ends] = reader.rows<[number | null, number | null]>(
    `SELECT min(value), max(value) FROM metrics
     WHERE run_id = ? AND key_id = ? AND step >= ? AND step < ? AND ${finite}`,
    ...place,
  );
  return ends?.[0] == null || ends[1] === null ? null : [ends[0], ends[1]];
}

function countOf(
  reader: ColumnReader,
  place: readonly [number, number, number, number],
  value: string,
): number {
  return (
    reader.column(
      `SELECT count(*) FROM metrics
       WHERE run_id = ? AND key_id = ? AND step >= ? AND step < ? AND is_nan = 0 AND value = ${value}`,
      ...place,
    )[0] ?? 0
  );
}

/** The one that is nearer to what came before is drawn first. */
function addPair({ xs, ys }: Overview, x: number, [low, high]: [number, number]): void {
  const before = ys.at(-1) ?? low;
  const pair = Math.abs(before - low) <= Math.abs(before - high) ? [low, high] : [high, low];
  for (const y of low === high ? [low] : pair) {
    xs.push(x);
    ys.push(y);
  }
}
