import type { ReadableDb } from '#core/store/database.ts';
import { printFilter, printOrderTerm, readPageToken, writePageToken } from '#core/search/index.ts';
import { runDialect } from './dialects.ts';
import { openMembers } from './members.ts';
import { openSearch, type RunQuery, type RunSearch } from './run-query.ts';
import { findSortKeys, readPlaces } from './sort-keys.ts';
import { findTop } from './top-runs.ts';
import { defaultTuning } from './tuning.ts';

export type { RunQuery } from './run-query.ts';

export interface RunPageQuery extends RunQuery {
  /** 1 to `limits.searchPage`. */
  maxResults: number;
  pageToken?: string | undefined;
}

/** Row ids in order; the token is null on the last page. */
export interface IdPage {
  ids: number[];
  nextPageToken: string | null;
}

/**
 * One page of the runs that a search finds, in order: missing values last, NaN before them, then newest first, then
 * run id. Runs that are added between two pages neither repeat nor hide others.
 * @throws FILTER_SYNTAX, LIMIT_EXCEEDED, INVALID_PAGE_TOKEN
 */
export function searchRunIds(db: ReadableDb, query: RunPageQuery, tuning = defaultTuning): IdPage {
  const search = openSearch(db, query, tuning);
  const keys = findSortKeys(search);
  const identity = identify(query, search);
  const numbers = keys.map(({ isNumber }) => isNumber);
  const after = query.pageToken === undefined ? null : readPageToken(query.pageToken, identity, numbers);
  const found = findTop({ search, members: openMembers(search), keys, after, limit: query.maxResults + 1 });
  const ids = found.slice(0, query.maxResults);
  const last = ids.at(-1);
  const hasMore = found.length > ids.length && last !== undefined;
  return { ids, nextPageToken: hasMore ? writePageToken(identity, readPlaces(search, last, keys)) : null };
}

/**
 * How many runs a search finds.
 * @throws FILTER_SYNTAX, LIMIT_EXCEEDED
 */
export function countRuns(db: ReadableDb, query: Omit<RunQuery, 'orderBy'>, tuning = defaultTuning): number {
  return openMembers(openSearch(db, { ...query, orderBy: [] }, tuning)).all().count;
}

/** What makes two searches the same, so that a token of one fits the other. The page's size does not. */
function identify(query: RunQuery, search: RunSearch): unknown[] {
  return [
    'runs',
    query.experimentIds.toSorted((a, b) => a - b),
    printFilter(search.filter, runDialect),
    search.order.map((term) => printOrderTerm(term, runDialect)),
    query.view,
    query.nesting,
    search.parentId,
  ];
}
