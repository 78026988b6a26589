import type { MetricValue } from '#contract/entities.ts';
import type { Inputs, Outputs } from '#contract/procedures.ts';
import { seriesLimits, type SeriesLine } from '#contract/series.ts';
import type { ColumnReader } from '#core/store/column-reader.ts';
import { storedToMetricValue } from '../checks.ts';
import { layAlong, type Along, type Line } from './along.ts';
import { overviewCount, readOverview } from './overview.ts';
import type { PointCache } from './point-cache.ts';
import type { HistoryRef } from './points.ts';
import { smooth } from './smooth.ts';
import { placesWithin, thin, type Window } from './thin.ts';

export type SeriesOrder = Required<Inputs['runs']['metricSeries']>;
type Answer = Outputs['runs']['metricSeries'];

/** One line to draw, before it is read. */
interface Wanted extends HistoryRef {
  key: string;
  startedAt: number;
  /** The metric along x, where it is one. */
  other: HistoryRef | null;
}

/** Points that one call may read one by one; beyond, steps are answered by overviews also when it is not quick. */
const mostPoints = 20_000_000;

/**
 * See the contract. For a thread of its own: a million points take about half a second the first time. One history after
 * the other, so that memory stays small.
 * @param requireWanted called now and then; throws when nobody waits for the answer any more
 */
export function readSeries(
  reader: ColumnReader,
  cache: PointCache,
  order: SeriesOrder,
  requireWanted: () => void,
): Answer {
  return reader.atOnce(() => {
    const wanted = findWanted(reader, order);
    const guess = guessExtent(reader, wanted, order);
    if (guess === null) return { lines: [], extent: null };
    const window = windowOf(order, guess, wanted.length);
    const isQuick = quickRule(order, wanted);
    const extent = { from: Infinity, to: -Infinity };
    const lines = wanted.map((line) => {
      requireWanted();
      if (isQuick(line) && !cache.has(line)) {
        widen(extent, guess);
        return drawQuickly(reader, line, { ...window, ...(order.range ?? guess) });
      }
      const points = readLine(cache, order, line);
      widen(extent, endsOf(points));
      return drawLine(line, points, window, smooth(points, order.smoothing, guess.to - guess.from));
    });
    return { lines, extent: extent.from <= extent.to ? extent : null };
  });
}

function quickRule(
  { quick, x, xScale, smoothing }: SeriesOrder,
  all: readonly Wanted[],
): (line: Wanted) => boolean {
  if (x !== 'step' || xScale !== 'linear') return () => false;
  const isTooMuch =
    all.reduce((points, { count }) => points + count, 0) > mostPoints && smoothing.kind === 'none';
  return ({ count }) => (quick || isTooMuch) && count >= overviewCount;
}

interface Extent {
  from: number;
  to: number;
}

function widen(extent: Extent, { from, to }: Extent): void {
  extent.from = Math.min(extent.from, from);
  extent.to = Math.max(extent.to, to);
}

function endsOf({ xs }: Line): Extent {
  return { from: xs[0] ?? Infinity, to: xs[xs.length - 1] ?? -Infinity };
}

/** Along a metric that a run does not have there is nothing to draw. */
function findWanted(reader: ColumnReader, { runIds, keys, x }: SeriesOrder): Wanted[] {
  const other = typeof x === 'object' ? x.metric : null;
  const rows = reader.rows<[number, string, number, number, string, number, number | null, number | null]>(
    `SELECT r.id, r.uuid, l.key_id, l.count, k.name, r.started_at, o.key_id, o.count
     FROM json_each(?) run JOIN runs r ON r.uuid = run.value
     JOIN json_each(?) key JOIN keys k ON k.name = key.value
     JOIN latest_metrics l ON l.run_id = r.id AND l.key_id = k.id
     LEFT JOIN latest_metrics o ON o.run_id = r.id AND o.key_id = (SELECT id FROM keys WHERE name = ?)
     ORDER BY run.key, key.key`,
    JSON.stringify([...new Set(runIds)]),
    JSON.stringify([...new Set(keys)]),
    other,
  );
  return rows.flatMap(([runId, uuid, keyId, count, key, startedAt, otherId, otherCount]) => {
    if (other !== null && (otherId === null || otherCount === null)) return [];
    const reference =
      otherId === null || otherCount === null ? null : { runId, uuid, keyId: otherId, count: otherCount };
    return [{ runId, uuid, keyId, count, key, startedAt, other: reference }];
  });
}

function readLine(cache: PointCache, { x, xScale }: SeriesOrder, line: Wanted): Line {
  const points = cache.read(line, x === 'time' || x === 'relative');
  const laid = layAlong(points, alongOf(cache, x, line));
  if (xScale === 'linear') return laid;
  const [from] = placesWithin(laid, { from: Number.MIN_VALUE, to: Infinity });
  return { xs: laid.xs.subarray(from), ys: laid.ys.subarray(from) };
}

function alongOf(cache: PointCache, x: SeriesOrder['x'], { startedAt, other }: Wanted): Along {
  if (x === 'step' || x === 'time') return { kind: x };
  if (other === null) return { kind: 'relative', startedAt };
  return { kind: 'metric', ...cache.read(other, false) };
}

/** Without reading the histories: right by steps, close by times, where clocks may have been set back. */
function guessExtent(reader: ColumnReader, wanted: readonly Wanted[], { x }: SeriesOrder): Extent | null {
  const ends = wanted.flatMap((line) => {
    if (line.other !== null)
      return reader.rows<[number, number]>(otherEnds, line.runId, line.other.keyId).flat();
    const [first, last] = (['ASC', 'DESC'] as const).map(
      (direction) => reader.rows<[number, number]>(endOf(direction), line.runId, line.keyId)[0] ?? [0, 0],
    );
    const at = x === 'step' ? 0 : 1;
    const start = x === 'relative' ? line.startedAt : 0;
    return [(first?.[at] ?? 0) - start, (last?.[at] ?? 0) - start];
  });
  if (ends.length === 0) return null;
  return ends.reduce<Extent>(
    (extent, x) => ({ from: Math.min(extent.from, x), to: Math.max(extent.to, x) }),
    {
      from: Infinity,
      to: -Infinity,
    },
  );
}

/** A metric that also was infinite has no end to guess: its finite values are looked at. */
const otherEnds = `SELECT ifnull(low, 0), ifnull(high, 0) FROM (
  SELECT CASE WHEN abs(min) <= 1.7976931348623157e308 AND abs(max) <= 1.7976931348623157e308 THEN min ELSE
      (SELECT min(value) FROM metrics m WHERE m.run_id = l.run_id AND m.key_id = l.key_id AND is_nan = 0
        AND abs(value) <= 1.7976931348623157e308) END AS low,
    CASE WHEN abs(min) <= 1.7976931348623157e308 AND abs(max) <= 1.7976931348623157e308 THEN max ELSE
      (SELECT max(value) FROM metrics m WHERE m.run_id = l.run_id AND m.key_id = l.key_id AND is_nan = 0
        AND abs(value) <= 1.7976931348623157e308) END AS high
  FROM latest_metrics l WHERE run_id = ? AND key_id = ?)`;

function endOf(direction: 'ASC' | 'DESC'): string {
  return `SELECT step, timestamp FROM metrics WHERE run_id = ? AND key_id = ?
    ORDER BY step ${direction}, timestamp ${direction} LIMIT 1`;
}

/** Many lines get fewer buckets each, so that the answer stays small. */
function windowOf({ range, buckets, xScale }: SeriesOrder, guess: Extent, lines: number): Window {
  const most = Math.max(10, Math.floor(seriesLimits.points / 4 / lines));
  const isLog = xScale === 'log';
  const { from, to } = range ?? guess;
  return {
    from: range?.from ?? -Infinity,
    to: range?.to ?? Infinity,
    scale: { from: isLog && from <= 0 ? Math.min(1, to / 1e6) : from, to },
    buckets: Math.min(buckets, most),
    isLog,
  };
}

function drawQuickly(reader: ColumnReader, line: Wanted, window: Window): SeriesLine {
  const { xs, ys, total, nan, up, down } = readOverview(reader, line, window);
  const [least, greatest] = [min(ys), max(ys)];
  return {
    runId: line.uuid,
    key: line.key,
    total,
    shown: xs.length,
    isRounded: true,
    isSmoothed: false,
    points: encode([Float64Array.from(xs), Float64Array.from(ys)]),
    min: least,
    max: greatest,
    last: readLast(reader, line, window),
    nonFinite: { nan, up, down },
  };
}

function readLast(reader: ColumnReader, { runId, keyId }: Wanted, { to }: Window): MetricValue | null {
  const [row] = reader.rows<[number, number]>(
    `SELECT value, is_nan FROM metrics WHERE run_id = ? AND key_id = ? AND step <= ?
     ORDER BY step DESC, timestamp DESC, value DESC LIMIT 1`,
    runId,
    keyId,
    to,
  );
  return row === undefined ? null : storedToMetricValue(...row);
}

function drawLine(wanted: Wanted, line: Line, window: Window, smoothed: Float64Array | null): SeriesLine {
  const places = thin(line, window);
  const [from, to] = placesWithin(line, window);
  const columns = [line.xs, line.ys, ...(smoothed === null ? [] : [smoothed])];
  return {
    runId: wanted.uuid,
    key: wanted.key,
    total: to - from,
    shown: places.reduce((count, place) => count + (place >= from && place < to ? 1 : 0), 0),
    isRounded: false,
    isSmoothed: smoothed !== null,
    points: encode(columns.map((column) => Float64Array.from(places, (place) => column[place] ?? NaN))),
    ...sumUp(line.ys.subarray(from, to)),
  };
}

function sumUp(ys: Float64Array): Pick<SeriesLine, 'min' | 'max' | 'last' | 'nonFinite'> {
  const nonFinite = { nan: 0, up: 0, down: 0 };
  let [least, greatest] = [Infinity, -Infinity];
  for (const y of ys) {
    if (y - y !== 0) nonFinite[Number.isNaN(y) ? 'nan' : y > 0 ? 'up' : 'down']++;
    else {
      if (y < least) least = y;
      if (y > greatest) greatest = y;
    }
  }
  const last = ys.at(-1);
  return {
    min: least === Infinity ? null : least,
    max: greatest === -Infinity ? null : greatest,
    last: last === undefined ? null : storedToMetricValue(last, Number.isNaN(last) ? 1 : 0),
    nonFinite,
  };
}

function min(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((a, b) => Math.min(a, b));
}

function max(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((a, b) => Math.max(a, b));
}

/** Every system that Stile runs on keeps the low byte first. */
function encode(columns: readonly Float64Array[]): string {
  const parts = columns.map(({ buffer, byteOffset, byteLength }) =>
    Buffer.from(buffer, byteOffset, byteLength),
  );
  return Buffer.concat(parts).toString('base64');
}
