import type { SqlValue } from '#core/store/database.ts';
import { readIds } from './matching-runs.ts';
import type { Members } from './members.ts';
import type { RunSearch } from './run-query.ts';
import { concatIds } from './run-set.ts';
import type { SortKey } from './sort-keys.ts';
import { indexedTable, type ValueSource } from './value-source.ts';

/** The members of one stretch of an index in the order of their values, read in growing pieces. */
export interface ValueStream {
  /** Members that were read and not taken. */
  ready: Int32Array;
  /** The last member that was taken; -1 before the first. */
  lastTaken: number;
  isEnded: boolean;
  /** The next ids of the index, members or not: a piece, or all the rest. */
  read(isRest: boolean): Int32Array;
}

export type KnownKey = SortKey & { source: ValueSource };

/**
 * One stream per stretch in which the index is in order of value: per experiment, and per lifecycle for attributes.
 * With `bound`, only values strictly after it. `count`: how many members will be taken from each at first.
 */
export function openStreams(search: RunSearch, key: KnownKey, bound: SqlValue, count: number): ValueStream[] {
  const { column, isMetric, idColumn } = key.source;
  const isValue = `${isMetric ? 'AND is_nan = 0' : ''} AND ${column} IS NOT NULL`;
  const isAfter = bound === null ? '' : `AND ${column} ${key.descending ? '<' : '>'} ?`;
  const bounds = bound === null ? [] : [bound];
  return findStretches(search, key.source).map(({ table, where, params }) => {
    const sql = `SELECT group_concat(id) AS ids FROM (
      SELECT ${idColumn} AS id FROM ${table} WHERE ${where} ${isValue} ${isAfter}
      ORDER BY ${column} ${key.descending ? 'DESC' : 'ASC'}`;
    return openStream(search, sql, [...params, ...bounds], Math.min(search.tuning.firstPiece, 2 * count));
  });
}

/** Into how many streams the index of a key falls. */
export function countStreams(search: RunSearch, key: KnownKey): number {
  return findStretches(search, key.source).length;
}

/** Takes up to `count` members from each stream; fewer only at a stream's end. */
export function takeMembers(streams: readonly ValueStream[], members: Members, count: number): Int32Array {
  for (;;) {
    const hungry = streams.filter(({ ready, isEnded }) => ready.length < count && !isEnded);
    if (hungry.length === 0) break;
    readPieces(hungry, members);
  }
  return concatIds(streams.map((stream) => takeReady(stream, count)));
}

/** One check for the pieces of all streams. It keeps the order, so its answer can be dealt out again. */
function readPieces(streams: readonly ValueStream[], members: Members): void {
  // Checking runs one by one goes in small steps; many short indexes against a known set are best read at once.
  const isRest = members.known() !== null && streams.length > 1;
  const pieces = streams.map((stream) => stream.read(isRest));
  const picked = members.pick(concatIds(pieces));
  let start = 0;
  for (const [index, stream] of streams.entries()) {
    let end = start;
    for (const id of pieces[index] ?? []) if (picked[end] === id) end++;
    stream.ready = concatIds([stream.ready, picked.subarray(start, end)]);
    start = end;
  }
}

function takeReady(stream: ValueStream, count: number): Int32Array {
  const taken = stream.ready.subarray(0, count);
  stream.ready = stream.ready.subarray(taken.length);
  stream.lastTaken = taken.at(-1) ?? stream.lastTaken;
  return taken;
}

function openStream(search: RunSearch, sql: string, params: readonly SqlValue[], size: number): ValueStream {
  let offset = 0;
  let wanted = size;
  const stream: ValueStream = {
    ready: new Int32Array(0),
    lastTaken: -1,
    isEnded: false,
    read(isRest) {
      if (isRest) {
        stream.isEnded = true;
        return readIds(search, `${sql})`, params).subarray(offset);
      }
      const ids = readIds(search, `${sql} LIMIT ? OFFSET ?)`, [...params, wanted, offset]);
      offset += ids.length;
      stream.isEnded = ids.length < wanted;
      wanted *= 8;
      return ids;
    },
  };
  return stream;
}

interface Stretch {
  table: string;
  where: string;
  params: number[];
}

function findStretches(search: RunSearch, source: ValueSource): Stretch[] {
  const table = indexedTable(source);
  if (source.index === null) return [{ table, where: '1', params: [] }];
  if (source.table !== 'runs') {
    const where = `experiment_id = ? AND ${source.keyTest}`;
    return search.experimentIds.map((id) => ({ table, where, params: [id] }));
  }
  const lifecycles = search.lifecycles.split(', ').map(Number);
  if (search.isEverywhere && source.index === 'runs_by_start') {
    const anywhere = 'runs INDEXED BY runs_by_start_anywhere';
    return lifecycles.map((lifecycle) => ({ table: anywhere, where: 'lifecycle = ?', params: [lifecycle] }));
  }
  const where = 'experiment_id = ? AND lifecycle = ?';
  return search.experimentIds.flatMap((id) =>
    lifecycles.map((lifecycle) => ({ table, where, params: [id, lifecycle] })),
  );
}
