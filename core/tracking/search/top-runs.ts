import type { Place, SqlPart } from '#core/search/index.ts';
import { readIds, scanPresent, scanSource } from './matching-runs.ts';
import { exclude, fewOf, restrictTo, type Members } from './members.ts';
import type { RunSearch } from './run-query.ts';
import { concatIds, idsToJson } from './run-set.ts';
import { sortRuns, type SortKey } from './sort-keys.ts';
import type { ValueSource } from './value-source.ts';
import { countStreams, openStreams, takeMembers, type KnownKey } from './value-streams.ts';

/** A request for the first `limit` members in an order, after a place in it or from the start. */
interface Request {
  search: RunSearch;
  members: Members;
  keys: readonly SortKey[];
  after: readonly Place[] | null;
  limit: number;
}

/**
 * The first members in order. A few known members are simply sorted. Otherwise the order's first key decides: its
 * index is walked to find the value at which the page ends; runs before that value are sorted, and runs with just that
 * value are ordered by the next key in the same way. NaN and missing values are groups of equals at the end.
 */
export function findTop(request: Request): number[] {
  const { search, members, keys, after, limit } = request;
  if (limit <= 0) return [];
  const sortAll = (ids: Int32Array): number[] => [...sortRuns(search, ids, keys, after, limit)];
  const few = fewOf(members, search);
  if (few !== null) return sortAll(few);
  const found: number[] = [];
  for (const part of listParts(request)) {
    const next = part(limit - found.length);
    // Working on the part has shown that there are few members in all.
    if (next === null) return sortAll(fewOf(members, search) ?? new Int32Array(0));
    found.push(...next);
    if (found.length >= limit) break;
  }
  return found;
}

/** Answers the first ids of one part of the order; null when it turned out that all members are few. */
type Part = (limit: number) => readonly number[] | null;

/** The parts of an order by its first key: the rest of the equals at the place, values after it, NaN, missing. */
function listParts(request: Request): Part[] {
  const { keys, after } = request;
  const [key, ...rest] = keys;
  if (key === undefined) return [];
  const place = after?.[0] ?? null;
  const group = (at: Place, from: readonly Place[] | null): Part => {
    return (limit) =>
      findTop({ ...request, members: membersAt(request, key, at), keys: rest, after: from, limit });
  };
  const equals = place !== null && rest.length > 0 ? [group(place, after?.slice(1) ?? null)] : [];
  const groups = laterGroups(key, place?.rank ?? -1).map((rank) => group({ rank, value: null }, null));
  return [...equals, ...valueParts(request, key, place), ...groups];
}

function valueParts(request: Request, key: SortKey, place: Place | null): Part[] {
  if (!isKnownKey(key) || (place !== null && place.rank > 0)) return [];
  return [(limit) => findByValue({ ...request, limit }, key, place?.value ?? null)];
}

/** The groups without values that come after `rank`: 1 = NaN, 2 = missing. */
function laterGroups({ source }: SortKey, rank: number): number[] {
  const groups = source === null ? [2] : [...(source.isMetric ? [1] : []), ...(source.isNullable ? [2] : [])];
  return groups.filter((group) => group > rank);
}

function isKnownKey(key: SortKey): key is KnownKey {
  return key.source !== null;
}

/** The members that stand at one place of a key. */
function membersAt({ search, members }: Request, { source }: SortKey, { rank, value }: Place): Members {
  if (source === null) return members;
  if (rank === 2 && source.table !== 'runs') return exclude(members, scanPresent(search, source), search);
  return restrictTo(members, scanSource(search, source, placeTest(source, rank, value)), search);
}

function placeTest({ column, isMetric }: ValueSource, rank: number, value: Place['value']): SqlPart {
  if (rank === 2) return { sql: `${column} IS NULL`, params: [] };
  if (rank === 1) return { sql: 'is_nan = 1', params: [] };
  return { sql: `${isMetric ? 'is_nan = 0 AND ' : ''}${column} = ?`, params: [value] };
}

function findByValue(request: Request, key: KnownKey, bound: Place['value']): readonly number[] | null {
  const { search, keys, limit } = request;
  const found = findCandidates(request, key, bound);
  if (found === null) return null;
  const { candidates, last } = found;
  if (keys.length === 1) return [...candidates.subarray(0, limit)];
  if (last === null) return [...sortRuns(search, candidates, keys, null, limit)];
  const before = pickBefore(search, key, candidates, last);
  const sorted = sortRuns(search, before, keys, null, limit);
  const equals = membersAt(request, key, { rank: 0, value: last });
  return [
    ...sorted,
    ...findTop({
      ...request,
      members: equals,
      keys: keys.slice(1),
      after: null,
      limit: limit - sorted.length,
    }),
  ];
}

/** `last`: the value of the run that ends the page, null when there are fewer runs than that. */
interface Candidates {
  candidates: Int32Array;
  last: string | number | null;
}

/**
 * Takes members from all streams until every member that comes before the page's last value is among the candidates:
 * a stream whose last candidate stands before that value may have more of them. Null when the members turn out few.
 */
function findCandidates(
  { search, members, limit }: Request,
  key: KnownKey,
  bound: Place['value'],
): Candidates | null {
  const share = (search.tuning.shares * limit) / Math.max(countStreams(search, key), 1);
  let count = Math.min(limit, Math.ceil(share));
  let open = openStreams(search, key, bound, count);
  let candidates = new Int32Array(0);
  for (;;) {
    const wasKnown = members.known() !== null;
    candidates = concatIds([candidates, takeMembers(open, members, count)]);
    if (!wasKnown && fewOf(members, search) !== null) return null;
    const last = findLast(search, key, candidates, limit);
    open = open.filter(({ ready, isEnded }) => !isEnded || ready.length > 0);
    if (last !== null) {
      const ends = Int32Array.from(open, ({ lastTaken }) => lastTaken);
      const before = new Set(pickBefore(search, key, ends, last));
      open = open.filter(({ lastTaken }) => before.has(lastTaken));
    }
    if (open.length === 0) return { candidates, last };
    count *= 2;
  }
}

/** The value at which the page ends. */
function findLast(search: RunSearch, key: KnownKey, ids: Int32Array, limit: number): string | number | null {
  if (ids.length < limit) return null;
  const { column } = key.source;
  const row = search.db.get<{ value: string | number }>(
    `SELECT v.${column} AS value FROM ${valuesOf(key)} ORDER BY v.${column} ${key.descending ? 'DESC' : 'ASC'} LIMIT 1 OFFSET ?`,
    idsToJson(ids),
    limit - 1,
  );
  return row?.value ?? null;
}

/** Those of `ids` whose value comes strictly before `value`. */
function pickBefore(search: RunSearch, key: KnownKey, ids: Int32Array, value: string | number): Int32Array {
  if (ids.length === 0) return ids;
  const comparison = key.descending ? '>' : '<';
  const sql = `SELECT group_concat(j.value) AS ids FROM ${valuesOf(key)} WHERE v.${key.source.column} ${comparison} ?`;
  return readIds(search, sql, [idsToJson(ids), value]);
}

/** The values `v` of the ids in a JSON parameter. */
function valuesOf({ source }: KnownKey): string {
  const ofKey = source.keyTest === '' ? '' : `AND v.${source.keyTest}`;
  return `json_each(?) j CROSS JOIN ${source.table} v ON v.${source.idColumn} = j.value ${ofKey}`;
}
