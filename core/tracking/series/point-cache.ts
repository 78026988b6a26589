import type { ColumnReader } from '#core/store/column-reader.ts';
import {
  joinPoints,
  readLaterPoints,
  readPoints,
  readTimes,
  type HistoryRef,
  type Points,
} from './points.ts';

/** Bytes of histories that are remembered: about three million points with their steps. */
const defaultBytes = 48 * 1024 * 1024;

/** Histories as they were read last: zooming and smoothing ask for the same ones again and again. */
export interface PointCache {
  has(ref: HistoryRef): boolean;
  /** Call it within `atOnce`. */
  read(ref: HistoryRef, withTimes: boolean): Points;
}

/**
 * Least recently used out first. Histories only grow: when the known part and what came at later steps make up the
 * count, nothing is read twice; otherwise everything is read anew.
 */
export function createPointCache(reader: ColumnReader, maxBytes = defaultBytes): PointCache {
  const known = new Map<string, Points>();
  let bytes = 0;

  function forget(key: string): void {
    const points = known.get(key);
    if (points === undefined) return;
    bytes -= sizeOf(points);
    known.delete(key);
  }
  function remember(key: string, points: Points): void {
    forget(key);
    const size = sizeOf(points);
    if (size > maxBytes) return;
    known.set(key, points);
    bytes += size;
    for (const oldest of known.keys()) {
      if (bytes <= maxBytes) break;
      forget(oldest);
    }
  }
  return {
    has: (ref) => known.get(keyOf(ref))?.values.length === ref.count,
    read: (ref, withTimes) => {
      const key = keyOf(ref);
      const points = refresh(reader, ref, known.get(key), withTimes);
      remember(key, points);
      return points;
    },
  };
}

function refresh(
  reader: ColumnReader,
  ref: HistoryRef,
  known: Points | undefined,
  withTimes: boolean,
): Points {
  if (known === undefined || known.values.length > ref.count) return readPoints(reader, ref, withTimes);
  if (known.values.length === ref.count) {
    if (!withTimes || known.times !== null) return known;
    return { ...known, times: readTimes(reader, ref) };
  }
  const joined = joinPoints(known, readLaterPoints(reader, ref, known));
  if (joined.values.length !== ref.count) return readPoints(reader, ref, withTimes);
  return withTimes && joined.times === null ? { ...joined, times: readTimes(reader, ref) } : joined;
}

/** By the run's own id: the number of a run that was deleted for good may be given again. */
function keyOf({ uuid, keyId }: HistoryRef): string {
  return `${uuid}:${keyId}`;
}

function sizeOf({ steps, values, times }: Points): number {
  return steps.byteLength + values.byteLength + (times?.byteLength ?? 0);
}
