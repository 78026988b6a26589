import { datasetRows } from '../search/row-predicate.ts';
import type { RunSearch } from '../search/run-query.ts';
import { parseIds } from '../search/run-set.ts';
import { findSource, indexedTable } from '../search/value-source.ts';
import { parentRunTag } from '../run-texts.ts';
import type { GroupKey } from './group-keys.ts';

/** Runs that have the same values of some keys; null where they have none. */
export interface RunPart {
  values: readonly (string | null)[];
  ids: Int32Array;
}

/** Divides each part by the values of one more key. A run with several datasets stands in the part of each. */
export function divideRuns(search: RunSearch, parts: readonly RunPart[], key: GroupKey): RunPart[] {
  const division = readDivision(search, key);
  return parts.flatMap((part) => divide(part, division));
}

interface Division {
  values: readonly (string | null)[];
  /** By row id, the place of the run's value among the values; 0 for runs without one. */
  placeOf: Int32Array;
  /** Further places of runs that have several. */
  more: ReadonlyMap<number, number[]>;
}

function readDivision(search: RunSearch, key: GroupKey): Division {
  const values: (string | null)[] = [null];
  const placeOf = new Int32Array(search.size);
  const more = new Map<number, number[]>();
  for (const { value, ids } of readValues(search, key)) {
    const place = values.push(value) - 1;
    for (const id of parseIds(ids)) {
      if ((placeOf[id] ?? 0) === 0) placeOf[id] = place;
      else more.set(id, [...(more.get(id) ?? []), place]);
    }
  }
  return { values, placeOf, more };
}

function readValues(search: RunSearch, key: GroupKey): { value: string; ids: string }[] {
  if (key.kind === 'dataset') {
    const { from, column } = datasetRows('name');
    return search.db.all(
      `SELECT value, group_concat(run_id) AS ids
       FROM (SELECT DISTINCT ${column} AS value, i.run_id AS run_id FROM ${from}) GROUP BY value`,
    );
  }
  const source =
    key.kind === 'parent'
      ? findSource(search.db, 'tag', parentRunTag)
      : findSource(search.db, key.kind, key.key);
  if (source === null) return [];
  const within = source.table === 'runs' ? `lifecycle IN (${search.lifecycles})` : source.keyTest;
  return search.db.all(
    `SELECT ${source.column} AS value, group_concat(${source.idColumn}) AS ids FROM ${indexedTable(source)}
     WHERE experiment_id = ? AND ${within} AND ${source.column} IS NOT NULL GROUP BY ${source.column}`,
    search.experimentIds[0] ?? -1,
  );
}

/** Counts, then fills: one list for all parts, which every part is a window of. */
function divide(part: RunPart, division: Division): RunPart[] {
  const counts = new Map<number, number>();
  let total = 0;
  eachPlace(part.ids, division, (place) => {
    counts.set(place, (counts.get(place) ?? 0) + 1);
    total++;
  });
  const all = new Int32Array(total);
  const ends = new Map<number, number>();
  const parts: RunPart[] = [];
  let start = 0;
  for (const [place, size] of counts) {
    ends.set(place, start);
    const values = [...part.values, division.values[place] ?? null];
    parts.push({ values, ids: all.subarray(start, start + size) });
    start += size;
  }
  eachPlace(part.ids, division, (place, id) => {
    const end = ends.get(place) ?? 0;
    all[end] = id;
    ends.set(place, end + 1);
  });
  return parts;
}

function eachPlace(
  ids: Int32Array,
  { placeOf, more }: Division,
  act: (place: number, id: number) => void,
): void {
  const hasMore = more.size > 0;
  for (let i = 0; i < ids.length; i++) {
    const id = ids[i] ?? 0;
    act(placeOf[id] ?? 0, id);
    if (hasMore) for (const place of more.get(id) ?? []) act(place, id);
  }
}
