import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Connection } from '#core/store/database.ts';
import { printFilter, printOrderTerm } from '#core/search/index.ts';
import { runDialect } from '../dialects.ts';
import { countRuns, searchRunIds, type RunPageQuery } from '../search-runs.ts';
import { defaultTuning, type SearchTuning } from '../tuning.ts';
import { naiveSearch } from './naive-search.ts';
import { plainRuns, runFilter, runOrder, runScope, smallTuning } from './search-arbitraries.ts';
import { inRollback, insertTestRun } from './search-fixture.ts';

/** Reads all pages of a search, one after the other; `between` runs after each page. Answers uuids. */
export function readAllPages(
  db: Connection,
  query: RunPageQuery,
  tuning: SearchTuning,
  between: () => void = () => undefined,
): string[] {
  const found: number[] = [];
  let pageToken: string | undefined;
  do {
    const page = searchRunIds(db, { ...query, pageToken }, tuning);
    const isFull = page.ids.length === query.maxResults;
    assert.ok(
      isFull || (page.nextPageToken === null && page.ids.length < query.maxResults),
      'a page of the wrong size',
    );
    found.push(...page.ids);
    pageToken = page.nextPageToken ?? undefined;
    between();
  } while (pageToken !== undefined);
  return found.map(
    (id) => db.get<{ uuid: string }>('SELECT uuid FROM runs WHERE id = ?', id)?.uuid ?? 'no such run',
  );
}

/**
 * For any runs and any search, SQL finds what the naive evaluator finds: the same runs in the same order over all
 * pages, and their number. The database has the experiments 1 to 3 and no runs.
 */
export function searchProperty(db: Connection) {
  return fc.property(
    plainRuns,
    fc.option(runFilter, { freq: 8 }),
    runOrder,
    runScope,
    fc.integer({ min: 1, max: 5 }),
    fc.oneof(smallTuning, fc.constant(defaultTuning)),
    (runs, filter, order, scope, maxResults, tuning) =>
      inRollback(db, () => {
        for (const run of runs) insertTestRun(db, run);
        const expected = naiveSearch(runs, { ...scope, filter, order });
        const query = {
          ...scope,
          filter: printFilter(filter, runDialect),
          orderBy: order.map((term) => printOrderTerm(term, runDialect)),
          maxResults,
        };
        assert.deepEqual(readAllPages(db, query, tuning), expected);
        assert.equal(countRuns(db, query, tuning), expected.length);
      }),
  );
}
