import fc from 'fast-check';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { limits } from '#contract/inputs.ts';
import { isStileError } from '#core/kernel/errors.ts';
import type { Connection } from '#core/store/database.ts';
import { maxConditions, parseFilter, parseOrder, printFilter, printOrderTerm } from '#core/search/index.ts';
import { runDialect } from './dialects.ts';
import { searchRunIds, type RunPageQuery } from './search-runs.ts';
import { defaultTuning } from './tuning.ts';
import { naiveSearch, type PlainRun } from './testing/naive-search.ts';
import { plainRuns, runFilter, runOrder, smallTuning, wildFilter } from './testing/search-arbitraries.ts';
import {
  inRollback,
  insertTestExperiment,
  insertTestRun,
  openTestDatabase,
} from './testing/search-fixture.ts';
import { readAllPages, searchProperty } from './testing/search-property.ts';

const seed = 20261121;
const numRuns = 300;

let folder: string;
let db: Connection;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stile-search-'));
  db = openTestDatabase(folder);
  for (const id of [1, 2, 3]) insertTestExperiment(db, id);
});
afterAll(() => {
  db.close();
  rmSync(folder, { recursive: true, force: true });
});

const uuidsOf = (ids: readonly number[]): string[] =>
  ids.map((id) => db.get<{ uuid: string }>('SELECT uuid FROM runs WHERE id = ?', id)?.uuid ?? '?');

describe(`properties (seed ${seed}, ${numRuns} runs each)`, () => {
  test('parsing what was printed gives the same filter', () => {
    fc.assert(
      fc.property(fc.oneof(wildFilter, runFilter), (filter) => {
        const text = printFilter(filter, runDialect);
        expect(parseFilter(text, runDialect)).toEqual(filter);
        expect(printFilter(parseFilter(text, runDialect), runDialect)).toBe(text);
      }),
      { seed, numRuns: numRuns * 3 },
    );
  });

  test('parsing a printed order gives the same order', () => {
    fc.assert(
      fc.property(runOrder, (order) => {
        const printed = order.map((term) => printOrderTerm(term, runDialect));
        expect(parseOrder(printed, runDialect)).toEqual(order);
      }),
      { seed, numRuns },
    );
  });

  test('SQL finds what a naive evaluator finds: ids, order, all pages, count', () => {
    fc.assert(searchProperty(db), { seed, numRuns: numRuns * 3 });
  });

  test('runs that arrive while pages are read neither repeat nor hide the others', () => {
    fc.assert(
      fc.property(
        plainRuns,
        plainRuns,
        fc.option(runFilter),
        runOrder,
        fc.integer({ min: 1, max: 4 }),
        smallTuning,
        (runs, laterRuns, filter, order, maxResults, tuning) =>
          inRollback(db, () => {
            for (const run of runs) insertTestRun(db, run);
            const later = laterRuns.map(asLater);
            const query: RunPageQuery = {
              experimentIds: [],
              view: 'active',
              nesting: 'all',
              filter: printFilter(filter, runDialect),
              orderBy: order.map((term) => printOrderTerm(term, runDialect)),
              maxResults,
            };
            const found = readAllPages(db, query, tuning, () => {
              const run = later.shift();
              if (run !== undefined) insertTestRun(db, run);
            });
            const before = new Set(runs.map(({ uuid }) => uuid));
            const expected = naiveSearch(runs, { ...query, filter, order });
            expect(found.filter((uuid) => before.has(uuid))).toEqual(expected);
            expect(new Set(found).size).toBe(found.length);
          }),
      ),
      { seed, numRuns },
    );
  });

  test('any text either parses or is refused in words', () => {
    const pieces = fc.constantFrom(
      ...[
        'metrics.',
        'params',
        '.',
        '`',
        '"',
        "'",
        '(',
        ')',
        ' ',
        'AND',
        'NOT ',
        'IN',
        'IS NULL',
        '=',
        '<',
        'a',
        '1e5',
        '-',
        ';',
        '\0',
        'å',
        '\ud800',
      ],
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(pieces, { maxLength: 30 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, (candidate) => {
        const refuse = (action: () => unknown): void => {
          try {
            action();
          } catch (error) {
            expect(isStileError(error) && ['FILTER_SYNTAX', 'LIMIT_EXCEEDED'].includes(error.code)).toBe(
              true,
            );
          }
        };
        refuse(() => parseFilter(candidate, runDialect));
        refuse(() => parseOrder([candidate], runDialect));
        refuse(() => searchRunIds(db, { ...everything, filter: candidate }));
      }),
      { seed, numRuns: numRuns * 5 },
    );
  });
});

const everything: RunPageQuery = {
  experimentIds: [],
  filter: '',
  orderBy: [],
  view: 'active',
  nesting: 'all',
  maxResults: 100,
};

/** Another run than those before: ids and uuids of its own, no parent. */
function asLater(run: PlainRun): PlainRun {
  return {
    ...run,
    id: run.id + 100,
    uuid: run.uuid.split('').reverse().join('') + run.id.toString(16),
    parentId: null,
  };
}

function plainRun(overrides: Partial<PlainRun> & { id: number }): PlainRun {
  return {
    uuid: overrides.id.toString(16).padStart(32, '0'),
    experimentId: 1,
    parentId: null,
    name: 'quiet-heron',
    userId: 'kim',
    status: 'FINISHED',
    startedAt: 1000 + overrides.id,
    endedAt: null,
    deleted: false,
    artifactUri: 'mlflow-artifacts:/1',
    metrics: {},
    params: {},
    tags: {},
    datasets: [],
    ...overrides,
  };
}

describe('page tokens', () => {
  const withRuns = (action: () => void): void =>
    inRollback(db, () => {
      for (const id of [1, 2, 3]) insertTestRun(db, plainRun({ id, params: { a: 'x' } }));
      action();
    });
  const codeOf = (query: Partial<RunPageQuery>): string => {
    try {
      searchRunIds(db, { ...everything, ...query });
    } catch (error) {
      return isStileError(error) ? error.code : 'another error';
    }
    return 'none';
  };

  test('a token fits its own search with any page size and any spelling', () =>
    withRuns(() => {
      const { nextPageToken } = searchRunIds(db, { ...everything, filter: "params.a = 'x'", maxResults: 1 });
      const query = { ...everything, filter: 'param."a"  =  "x"', pageToken: nextPageToken ?? '' };
      expect(searchRunIds(db, query)).toEqual({ ids: [2, 1], nextPageToken: null });
    }));

  test.each([
    { filter: "params.a = 'y'" },
    { orderBy: ['params.a'] },
    { orderBy: ['start_time'] },
    { view: 'all' as const },
    { nesting: 'roots' as const },
    { experimentIds: [1] },
  ])('a token of another search is refused: %j', (change) =>
    withRuns(() => {
      const { nextPageToken } = searchRunIds(db, { ...everything, maxResults: 1 });
      expect(codeOf({ ...change, pageToken: nextPageToken ?? '' })).toBe('INVALID_PAGE_TOKEN');
    }),
  );

  test.each(['', 'garbage', 'eyJvZmZzZXQiOiAxfQ==', 'bnVsbA', 'W10', '\0', 'x'.repeat(2_000_000)])(
    'garbage is refused (%#)',
    (pageToken) => expect(codeOf({ pageToken })).toBe('INVALID_PAGE_TOKEN'),
  );

  test('a token whose places were changed is refused', () =>
    withRuns(() => {
      const token = searchRunIds(db, { ...everything, maxResults: 1 }).nextPageToken ?? '';
      const content = Buffer.from(token, 'base64url').toString();
      for (const p of [
        '[]',
        '[[0,"1"]]',
        '[[0,"x"],[0,"y"]]',
        '[[3],[0,"y"]]',
        '[[0],[0,"y"]]',
        '[1,2]',
        '{}',
      ]) {
        const forged = content.replace(/"p":.*/, `"p":${p}}`);
        expect(codeOf({ pageToken: Buffer.from(forged).toString('base64url') })).toBe('INVALID_PAGE_TOKEN');
      }
    }));

  test('places of NaN, infinity, missing values and ties are kept', () =>
    inRollback(db, () => {
      const values = [1, NaN, Infinity, 1, -Infinity, NaN, undefined, undefined];
      values.forEach((value, index) =>
        insertTestRun(db, plainRun({ id: index + 1, metrics: value === undefined ? {} : { m: value } })),
      );
      const query = { ...everything, orderBy: ['metrics.m DESC'], maxResults: 1 };
      const expected = [3, 4, 1, 5, 6, 2, 8, 7];
      expect(readAllPages(db, query, defaultTuning)).toEqual(uuidsOf(expected));
    }));
});

describe('searches at the limits', () => {
  const matched = (filter: string, tuning = defaultTuning): number[] =>
    inRollback(db, () => {
      insertTestRun(db, plainRun({ id: 1, params: { a: 'x' } }));
      insertTestRun(db, plainRun({ id: 2, params: { a: 'y' } }));
      return searchRunIds(db, { ...everything, filter }, tuning).ids;
    });
  const nest = (levels: number, level: (inner: string, index: number) => string): string =>
    Array.from({ length: levels }).reduce<string>((inner, _, index) => level(inner, index), "params.a = 'x'");
  const scanning = { ...defaultTuning, probes: 0, fewToCheck: 0 };

  test.each([
    ['NOT', nest(limits.filterDepth, (inner) => `NOT ${inner}`), [1]],
    ['parentheses', nest(limits.filterDepth, (inner) => `(${inner})`), [1]],
    [
      'AND and OR in turn',
      nest(
        limits.filterDepth,
        (inner, index) => `params.a = 'x' ${index % 2 === 0 ? 'AND' : 'OR'} (${inner})`,
      ),
      [1],
    ],
    ['NOT and OR in turn', nest(limits.filterDepth / 2, (inner) => `NOT (params.a = 'y' OR ${inner})`), [1]],
    [
      'OR',
      Array.from({ length: maxConditions }, (_, i) => `params.a = '${i === 0 ? 'x' : i}'`).join(' OR '),
      [1],
    ],
    [
      'AND',
      Array.from({ length: maxConditions }, (_, i) => `params.a != '${i === 0 ? 'x' : i}'`).join(' AND '),
      [2],
    ],
    ['IN', `params.a IN (${Array.from({ length: 50_000 }, (_, i) => `'${i}'`).join(', ')}, 'x')`, [1]],
    ['LIKE', `params.a LIKE '${'%'.repeat(16_000)}'`, [2, 1]],
    [
      'ILIKE',
      `params.a ILIKE '%${Array.from({ length: 500 }, (_, i) => String.fromCharCode(0x430 + (i % 32))).join('')}'`,
      [],
    ],
  ])('%s', (_, filter, ids) => {
    expect(matched(filter)).toEqual(ids);
    expect(matched(filter, scanning)).toEqual(ids);
  });

  test('an ILIKE pattern with too many letters beyond A to Z names the limit', () => {
    const letters = Array.from({ length: 0xd800 }, (_, index) => String.fromCharCode(index))
      .filter((letter) => letter > '\u007f' && letter !== letter.toLowerCase())
      .join('');
    expect(() => matched(`params.a ILIKE '${letters}'`)).toThrow(/where 200 are allowed/);
  });
});

describe('semantics', () => {
  const find = (filter: string, runs: Omit<PlainRun, never>[]): number[] =>
    inRollback(db, () => {
      for (const run of runs) insertTestRun(db, run);
      return searchRunIds(db, { ...everything, filter, orderBy: ['start_time'] }).ids;
    });

  test('a missing key never matches a comparison, and NOT is the plain opposite', () => {
    const runs = [
      plainRun({ id: 1, params: { a: 'x' } }),
      plainRun({ id: 2, params: { a: 'y' } }),
      plainRun({ id: 3 }),
    ];
    expect(find("params.a != 'x'", runs)).toEqual([2]);
    expect(find("params.a NOT IN ('x')", runs)).toEqual([2]);
    expect(find("NOT params.a = 'x'", runs)).toEqual([2, 3]);
    expect(find('params.a IS NULL', runs)).toEqual([3]);
    expect(find("NOT params.b = 'x'", runs)).toEqual([1, 2, 3]);
  });

  test('NaN matches no comparison but is there', () => {
    const runs = [plainRun({ id: 1, metrics: { m: NaN } }), plainRun({ id: 2, metrics: { m: 0 } })];
    expect(find('metrics.m = 0', runs)).toEqual([2]);
    expect(find('metrics.m >= 0', runs)).toEqual([2]);
    expect(find('metrics.m != 1', runs)).toEqual([2]);
    expect(find('metrics.m IS NOT NULL', runs)).toEqual([1, 2]);
  });

  test('LIKE looks at case, ILIKE does not, beyond ASCII too', () => {
    const runs = ['Örebro Åre', 'örebro åre', 'orebro are'].map((name, index) =>
      plainRun({ id: index + 1, name }),
    );
    expect(find("run_name LIKE 'Ö%'", runs)).toEqual([1]);
    expect(find("run_name ILIKE '%ÅRE'", runs)).toEqual([1, 2]);
    expect(find("run_name ILIKE 'O%'", runs)).toEqual([3]);
  });

  test('runs of a deleted experiment are not among those of all active ones', () =>
    inRollback(db, () => {
      insertTestRun(db, plainRun({ id: 1, experimentId: 1 }));
      insertTestRun(db, plainRun({ id: 2, experimentId: 2 }));
      db.run('UPDATE experiments SET lifecycle = 1 WHERE id = 2');
      expect(searchRunIds(db, everything).ids).toEqual([1]);
      expect(searchRunIds(db, { ...everything, view: 'all' }).ids).toEqual([2, 1]);
      expect(searchRunIds(db, { ...everything, experimentIds: [2] }).ids).toEqual([2]);
    }));
});
