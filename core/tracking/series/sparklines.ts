import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Inputs, Outputs } from '#contract/procedures.ts';
import { parseJson } from '#core/kernel/json.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { ReadableDb } from '#core/store/database.ts';
import { findKeyId } from '../keys.ts';

/** After so many ms other work gets its turn. */
const turnMs = 8;

/** Histories up to here are read point by point, about 0.2 ms. */
const plainCount = 1000;

/** Beyond this only values at even distances are looked up: reading it all for one cell would take over 10 ms. */
const wholeCount = 100_000;

const withinFinite = 'is_nan = 0 AND abs(value) <= 1.7976931348623157e308';

interface Line {
  run_id: number;
  uuid: string;
  count: number;
}

/** See the contract. A few ms for a page of runs, however long their histories are. */
export async function readSparklines(
  { db }: Pick<EngineContext, 'db'>,
  { runIds, key, points = 60 }: Inputs['runs']['sparklines'],
): Promise<Outputs['runs']['sparklines']> {
  const keyId = findKeyId(db, key) ?? -1;
  const known = new Map(findLines(db, runIds, keyId).map((line) => [line.uuid, line]));
  const lines: Outputs['runs']['sparklines']['lines'] = [];
  let turnEnd = performance.now() + turnMs;
  for (const runId of runIds) {
    const line = known.get(runId);
    lines.push({ runId, values: line === undefined ? [] : readValues(db, line, keyId, points) });
    if (performance.now() < turnEnd) continue;
    await nextTurn();
    turnEnd = performance.now() + turnMs;
  }
  return { lines };
}

function findLines(db: ReadableDb, runIds: readonly string[], keyId: number): Line[] {
  return db.all<Line>(
    `SELECT l.run_id, r.uuid, l.count FROM json_each(?) j JOIN runs r ON r.uuid = j.value
     JOIN latest_metrics l ON l.run_id = r.id AND l.key_id = ?`,
    JSON.stringify(runIds),
    keyId,
  );
}

function readValues(db: ReadableDb, line: Line, keyId: number, points: number): number[] {
  if (line.count <= plainCount) return keepExtremes(readAll(db, line, keyId), points);
  const [from, to] = readEnds(db, line, keyId);
  // Logged without a step, all points are at step 0: there is no way along which to look.
  if (to - from < points) return keepExtremes(readAll(db, line, keyId), points);
  const read = line.count <= wholeCount ? readExtremes : readSome;
  return read(db, line, keyId, { from, to, points });
}

/** As one text: half the time of many rows. */
function readAll(db: ReadableDb, { run_id }: Line, keyId: number): number[] {
  const row = db.get<{ list: string }>(
    `SELECT json_group_array(value) AS list FROM
       (SELECT value FROM metrics WHERE run_id = ? AND key_id = ? AND ${withinFinite}
        ORDER BY step, timestamp, value)`,
    run_id,
    keyId,
  );
  return (parseJson(row?.list ?? '[]') ?? []) as number[];
}

function readEnds(db: ReadableDb, { run_id }: Line, keyId: number): [number, number] {
  const end = (direction: 'ASC' | 'DESC'): number =>
    db.get<{ step: number }>(
      `SELECT CAST(step AS REAL) AS step FROM metrics WHERE run_id = ? AND key_id = ?
       ORDER BY step ${direction} LIMIT 1`,
      run_id,
      keyId,
    )?.step ?? 0;
  return [end('ASC'), end('DESC')];
}

interface Way {
  from: number;
  to: number;
  points: number;
}

/** Two values of each part. Which of the two comes first is told by what came before. */
function readExtremes(db: ReadableDb, line: Line, keyId: number, { from, to, points }: Way): number[] {
  const parts = Math.floor(points / 2);
  const values: number[] = [];
  for (let i = 0; i < parts; i++) {
    const start = from + ((to - from) * i) / parts;
    const end = i === parts - 1 ? Infinity : from + ((to - from) * (i + 1)) / parts;
    const ends = readEndsOfPart(db, line, keyId, [start, end]);
    if (ends === null) continue;
    const [low, high] = ends;
    const before = values.at(-1) ?? low;
    const isLowFirst = Math.abs(before - low) <= Math.abs(before - high);
    values.push(...(isLowFirst ? [low, high] : [high, low]));
  }
  return values;
}

/** The least and the greatest; what leaves out infinities takes four times as long and is asked where there are some. */
function readEndsOfPart(
  db: ReadableDb,
  { run_id }: Line,
  keyId: number,
  part: [start: number, end: number],
): [low: number, high: number] | null {
  const read = (test: string): { low: number | null; high: number | null } | undefined =>
    db.get(
      `SELECT min(value) AS low, max(value) AS high FROM metrics
       WHERE run_id = ? AND key_id = ? AND step >= ? AND step < ? AND ${test}`,
      run_id,
      keyId,
      ...part,
    );
  const all = read('is_nan = 0');
  const ends = Number.isFinite(all?.low) && Number.isFinite(all?.high) ? all : read(withinFinite);
  return ends?.low == null || ends.high === null ? null : [ends.low, ends.high];
}

/** The first value at or after each of some even distances. */
function readSome(db: ReadableDb, { run_id }: Line, keyId: number, { from, to, points }: Way): number[] {
  return Array.from({ length: points }, (_, i) =>
    db.get<{ value: number }>(
      `SELECT value FROM metrics WHERE run_id = ? AND key_id = ? AND step >= ? AND ${withinFinite}
       ORDER BY step LIMIT 1`,
      run_id,
      keyId,
      Math.floor(from + ((to - from) * i) / (points - 1)),
    ),
  ).flatMap((row) => (row === undefined ? [] : [row.value]));
}

/** At most `points` values: of each part its least and greatest, in their order. */
export function keepExtremes(values: readonly number[], points: number): number[] {
  if (values.length <= points) return [...values];
  const parts = Math.floor(points / 2);
  const size = values.length / parts;
  return Array.from({ length: parts }, (_, part) => {
    const [from, to] = [Math.floor(part * size), Math.floor((part + 1) * size)];
    let [low, high] = [from, from];
    for (let at = from + 1; at < to; at++) {
      if ((values[at] ?? 0) < (values[low] ?? 0)) low = at;
      if ((values[at] ?? 0) >= (values[high] ?? 0)) high = at;
    }
    return [Math.min(low, high), Math.max(low, high)].map((at) => values[at] ?? 0);
  }).flat();
}
