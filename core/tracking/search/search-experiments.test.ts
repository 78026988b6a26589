import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Connection } from '#core/store/database.ts';
import { searchExperimentIds, type ExperimentPageQuery } from './search-experiments.ts';
import { inRollback, insertTestExperiment, openTestDatabase } from './testing/search-fixture.ts';

let folder: string;
let db: Connection;

/** Experiments 1 to 6; 5 and 6 began together, 4 is deleted, 1 and 2 are tagged. Experiment 0 is always there. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stile-search-'));
  db = openTestDatabase(folder);
  for (const [id, at] of [
    [1, 30],
    [2, 10],
    [3, 20],
    [4, 40],
    [5, 50],
    [6, 50],
  ] as const)
    insertTestExperiment(db, id, at);
  db.run('UPDATE experiments SET lifecycle = 1 WHERE id = 4');
  db.run(
    "INSERT INTO experiment_tags (experiment_id, key, value) VALUES (1, 'team', 'Örn'), (2, 'team', 'lo')",
  );
});
afterAll(() => {
  db.close();
  rmSync(folder, { recursive: true, force: true });
});

const find = (overrides: Partial<ExperimentPageQuery>) =>
  searchExperimentIds(db, { filter: '', orderBy: [], view: 'active', maxResults: 100, ...overrides });

test.each<[Partial<ExperimentPageQuery>, number[]]>([
  [{}, [5, 6, 1, 3, 2, 0]],
  [{ view: 'deleted' }, [4]],
  [{ view: 'all' }, [5, 6, 4, 1, 3, 2, 0]],
  [{ orderBy: ['creation_time DESC'] }, [6, 5, 1, 3, 2, 0]],
  [{ orderBy: ['name'] }, [0, 1, 2, 3, 5, 6]],
  [{ orderBy: ['experiment_id'] }, [0, 1, 2, 3, 5, 6]],
  [{ orderBy: ['last_update_time ASC', 'name DESC'] }, [0, 2, 3, 1, 6, 5]],
  [{ filter: "name LIKE 'experiment%' AND creation_time >= 30" }, [5, 6, 1]],
  [{ filter: "name ILIKE 'EXPERIMENT 2'" }, [2]],
  [{ filter: "tags.team != 'lo'" }, [1]],
  [{ filter: "NOT tags.team = 'lo'" }, [5, 6, 1, 3, 0]],
  [{ filter: "tag.team ILIKE 'ör_'" }, [1]],
  [{ filter: 'tags.team IS NULL AND last_update_time < 50' }, [3, 0]],
  [{ filter: "attribute.name IN ('Default', 'experiment 3') OR creation_time = 10" }, [3, 2, 0]],
  [{ filter: 'creation_time > 100' }, []],
])('%j', (query, ids) => {
  expect(find(query)).toEqual({ ids, nextPageToken: null });
});

test.each([[[]], [['name']], [['creation_time']], [['last_update_time DESC']]])(
  'the pages of %j are the whole, also while experiments arrive',
  (orderBy) => {
    const whole = find({ orderBy }).ids;
    inRollback(db, () => {
      const found: number[] = [];
      let pageToken: string | undefined;
      for (let id = 100; ; id++) {
        const page = find({ orderBy, maxResults: 1, pageToken });
        found.push(...page.ids);
        if (page.nextPageToken === null) break;
        pageToken = page.nextPageToken;
        if (id < 104) insertTestExperiment(db, id, id % 2 === 0 ? 1000 : -5);
      }
      expect(found.filter((id) => id < 100)).toEqual(whole);
      expect(new Set(found).size).toBe(found.length);
    });
  },
);

test('a token of another search is refused', () => {
  const { nextPageToken } = find({ maxResults: 1 });
  expect(find({ pageToken: nextPageToken ?? '' }).ids).toEqual([6, 1, 3, 2, 0]);
  expect(() => find({ pageToken: nextPageToken ?? '', view: 'all' })).toThrow(/does not belong/);
  expect(() => find({ pageToken: 'x' })).toThrow(/does not belong/);
});
