import type { ColumnReader } from '#core/store/column-reader.ts';

/** The history of one metric of one run, by (step, timestamp, value). NaN is NaN here. */
export interface Points {
  steps: Float64Array;
  values: Float64Array;
  /** ms since 1970 UTC; null when they were not asked for yet */
  times: Float64Array | null;
}

/** Which history: `count` is how many points it has now, and tells whether what is remembered is still all of it. */
export interface HistoryRef {
  runId: number;
  uuid: string;
  keyId: number;
  count: number;
}

const order = 'ORDER BY step, timestamp, value, is_nan';
const place = 'FROM metrics WHERE run_id = ? AND key_id = ?';

/** Reads all of it. Call it within `atOnce`: a column is a statement, and all must see the same rows. */
export function readPoints(reader: ColumnReader, ref: HistoryRef, withTimes: boolean): Points {
  const { runId, keyId } = ref;
  return {
    steps: new Float64Array(reader.column(`SELECT step ${place} ${order}`, runId, keyId)),
    values: readValues(reader, place, [runId, keyId]),
    times: withTimes ? readTimes(reader, ref) : null,
  };
}

export function readTimes(reader: ColumnReader, { runId, keyId }: HistoryRef): Float64Array {
  return new Float64Array(reader.column(`SELECT timestamp ${place} ${order}`, runId, keyId));
}

/** What was logged at later steps than all that is known. */
export function readLaterPoints(reader: ColumnReader, ref: HistoryRef, known: Points): Points {
  const later = `${place} AND step > ?`;
  const params: [number, number, number] = [ref.runId, ref.keyId, known.steps.at(-1) ?? -Infinity];
  return {
    steps: new Float64Array(reader.column(`SELECT step ${later} ${order}`, ...params)),
    values: readValues(reader, later, params),
    times:
      known.times === null
        ? null
        : new Float64Array(reader.column(`SELECT timestamp ${later} ${order}`, ...params)),
  };
}

/** NaN lies in the database as 0 with a flag: the flags are only read where there is a 0. */
function readValues(reader: ColumnReader, from: string, params: number[]): Float64Array {
  const values = new Float64Array(reader.column(`SELECT value ${from} ${order}`, ...params));
  if (!values.includes(0)) return values;
  const flags = reader.column(`SELECT is_nan ${from} ${order}`, ...params);
  for (let at = 0; at < values.length; at++) if (flags[at] === 1) values[at] = NaN;
  return values;
}

export function joinPoints(known: Points, later: Points): Points {
  return {
    steps: join(known.steps, later.steps),
    values: join(known.values, later.values),
    times: known.times === null || later.times === null ? null : join(known.times, later.times),
  };
}

function join(a: Float64Array, b: Float64Array): Float64Array {
  const all = new Float64Array(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  return all;
}
