import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasCode } from '#core/kernel/errors.ts';
import type { Connection } from '#core/store/database.ts';
import { inRollback, openTestDatabase } from '#core/tracking/search/testing/search-fixture.ts';
import type { RegistryQuery } from './find-page.ts';
import { searchModelVersions, searchRegisteredModels } from './search-registry.ts';

let folder: string;
let db: Connection;

/** Models a, B, c and the prompt p; a has three versions, c one, p one. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stile-registry-search-'));
  db = openTestDatabase(folder);
  insertModel(1, 'a', 10, { team: 'Örn', tier: '1' });
  insertModel(2, 'B', 30, { team: 'lo' });
  insertModel(3, 'c', 20, {});
  insertModel(4, 'p', 40, { 'mlflow.prompt.is_prompt': 'true' });
  insertVersion(1, 1, { at: 1, changed: 9, run: 'r1', source: 'runs:/r1/model' });
  insertVersion(1, 2, { at: 2, changed: 2, run: null, source: 's3://b/x', tags: { stage: 'gold' } });
  insertVersion(1, 10, { at: 3, changed: 5, run: 'r2', source: 'runs:/r2/model', tags: { stage: 'tin' } });
  insertVersion(3, 1, { at: 4, changed: 9, run: 'r1', source: 'runs:/r1/other' });
  insertVersion(4, 1, {
    at: 5,
    changed: 50,
    run: null,
    source: 'x',
    tags: { 'mlflow.prompt.is_prompt': 'true' },
  });
  db.run("INSERT INTO model_aliases (model_id, alias, version, since) VALUES (1, 'champion', 10, 1)");
});
afterAll(() => {
  db.close();
  rmSync(folder, { recursive: true, force: true });
});

function insertModel(id: number, name: string, at: number, tags: Record<string, string>): void {
  const sql =
    "INSERT INTO registered_models (id, name, description, created_at, updated_at) VALUES (?, ?, '', 0, ?)";
  db.run(sql, id, name, at);
  for (const [key, value] of Object.entries(tags)) {
    db.run('INSERT INTO registered_model_tags (model_id, key, value) VALUES (?, ?, ?)', id, key, value);
  }
}

interface VersionFacts {
  at: number;
  changed: number;
  run: string | null;
  source: string;
  tags?: Record<string, string>;
}

function insertVersion(model: number, version: number, facts: VersionFacts): void {
  const { at, changed, run, source, tags = {} } = facts;
  db.run(
    `INSERT INTO model_versions (model_id, version, created_at, updated_at, user_id, description, source, location,
       run_id, run_link, flavors, environment, datasets, metrics)
     VALUES (?, ?, ?, ?, '', '', ?, ?, ?, '', '[]', '[]', '[]', '[]')`,
    model,
    version,
    at,
    changed,
    source,
    source,
    run,
  );
  for (const [key, value] of Object.entries(tags)) {
    db.run('INSERT INTO model_version_tags VALUES (?, ?, ?, ?)', model, version, key, value);
  }
}

type Query = Partial<RegistryQuery>;
const whole = { filter: '', orderBy: [], maxResults: 100 };

function namesOf(query: Query): string {
  return searchRegisteredModels({ db }, { ...whole, ...query })
    .models.map(({ name }) => name)
    .join(' ');
}

function versionsOf(query: Query): string {
  return searchModelVersions({ db }, { ...whole, ...query })
    .versions.map(({ name, version }) => `${name}${version}`)
    .join(' ');
}

function problemOf(search: () => unknown): string {
  try {
    search();
  } catch (error) {
    if (hasCode(error, 'FILTER_SYNTAX')) return error.data.problem;
    throw error;
  }
  return 'none';
}

describe('registered models', () => {
  it.each<[Query, string]>([
    [{}, 'B a c'],
    [{ orderBy: ['name DESC'] }, 'c a B'],
    [{ orderBy: ['timestamp'] }, 'a c B'],
    [{ orderBy: ['last_updated_timestamp DESC'] }, 'B c a'],
    [{ filter: "name = 'a'" }, 'a'],
    [{ filter: "name != 'a'" }, 'B c'],
    [{ filter: "name LIKE 'b%'" }, ''],
    [{ filter: "name ILIKE 'b%' OR name = 'c'" }, 'B c'],
    [{ filter: "name IN ('a', 'c')" }, 'a c'],
    [{ filter: "attribute.name = 'a'" }, 'a'],
    [{ filter: "tags.team = 'lo'" }, 'B'],
    [{ filter: "tag.team != 'lo'" }, 'a'],
    [{ filter: "NOT tag.team = 'lo'" }, 'a c'],
    [{ filter: "tag.team ILIKE 'ör_'" }, 'a'],
    [{ filter: "tags.team = 'Örn' AND tags.tier = '1'" }, 'a'],
    [{ filter: "tags.team LIKE '%r%' AND tags.team LIKE 'Ö%'" }, 'a'],
    [{ filter: 'tags.tier IS NULL' }, 'B c'],
    [{ filter: "tag.`mlflow.prompt.is_prompt` != 'true'" }, 'B a c'],
    [{ filter: "name LIKE '%' AND tag.`mlflow.prompt.is_prompt` = 'false'" }, 'B a c'],
    [{ filter: "tag.`mlflow.prompt.is_prompt` = 'true'" }, 'p'],
    [{ filter: "name = 'p' OR tag.`mlflow.prompt.is_prompt` = 'true' OR name = 'a'" }, 'a p'],
    [{ filter: "name = 'p'" }, ''],
  ])('%j', (query, names) => {
    expect(namesOf(query)).toBe(names);
  });

  it.each([
    ["run_id = 'x'", 'unknown_attribute'],
    ['name = a', 'value_type'],
    ['name > 1', 'operator_not_allowed'],
    ["params.x = '1'", 'unknown_entity'],
    ["name = 'a' ;", 'unknown_character'],
    ["name == 'a'", 'unexpected_token'],
    ["name BETWEEN 'a' AND 'b'", 'unexpected_token'],
  ])('are not searched by %s', (filter, problem) => {
    expect(problemOf(() => namesOf({ filter }))).toBe(problem);
  });

  it.each([
    ['creation_timestamp', 'unknown_attribute'],
    ['tags.team', 'operator_not_allowed'],
    ['name UP', 'order_direction'],
  ])('are not ordered by %s', (item, problem) => {
    expect(problemOf(() => namesOf({ orderBy: [item] }))).toBe(problem);
  });
});

describe('model versions', () => {
  it.each<[Query, string]>([
    [{}, 'a1 c1 a10 a2'],
    [{ orderBy: ['version_number ASC'] }, 'a1 c1 a2 a10'],
    [{ orderBy: ['name DESC', 'version_number'] }, 'c1 a1 a2 a10'],
    [{ orderBy: ['creation_timestamp'] }, 'a1 a2 a10 c1'],
    [{ orderBy: ['last_updated_timestamp'] }, 'a2 a10 a1 c1'],
    [{ filter: "name='a'" }, 'a1 a10 a2'],
    [{ filter: "name ILIKE 'A'" }, 'a1 a10 a2'],
    [{ filter: "run_id = 'r1'" }, 'a1 c1'],
    [{ filter: "run_id != 'r1'" }, 'a10'],
    [{ filter: "run_id IN ('r1', 'r2')" }, 'a1 c1 a10'],
    [{ filter: 'run_id IS NULL' }, 'a2'],
    [{ filter: "source_path = 's3://b/x'" }, 'a2'],
    [{ filter: "source_path LIKE 'runs:/%'" }, 'a1 c1 a10'],
    [{ filter: 'version_number = 10' }, 'a10'],
    [{ filter: "version_number = '10'" }, 'a10'],
    [{ filter: "version_number > '1' AND name = 'a'" }, 'a10 a2'],
    [{ filter: 'version_number <= 2' }, 'a1 c1 a2'],
    [{ filter: "tags.stage = 'gold'" }, 'a2'],
    [{ filter: "tag.stage != 'gold'" }, 'a10'],
    [{ filter: "tag.`mlflow.prompt.is_prompt` != 'true' AND name = 'c'" }, 'c1'],
    [{ filter: "tag.`mlflow.prompt.is_prompt` = 'true'" }, 'p1'],
    [{ filter: "(name = 'c' OR version_number = 2) AND NOT run_id = 'r2'" }, 'c1 a2'],
  ])('%j', (query, versions) => {
    expect(versionsOf(query)).toBe(versions);
  });

  it('come with their tags and aliases', () => {
    const { versions } = searchModelVersions({ db }, { ...whole, filter: 'version_number = 10' });
    expect(versions).toMatchObject([
      { name: 'a', version: 10, runId: 'r2', tags: [{ key: 'stage', value: 'tin' }], aliases: ['champion'] },
    ]);
  });

  it.each([
    ["version_number = 'ten'", 'value_type'],
    ["version_number LIKE '1%'", 'operator_not_allowed'],
    ["current_stage = 'None'", 'unknown_attribute'],
    ['run_id IN ()', 'empty_list'],
  ])('are not searched by %s', (filter, problem) => {
    expect(problemOf(() => versionsOf({ filter }))).toBe(problem);
  });

  it('are not ordered by their run', () => {
    expect(problemOf(() => versionsOf({ orderBy: ['run_id'] }))).toBe('operator_not_allowed');
  });

  it.each([[[]], [['name DESC']], [['version_number']], [['creation_timestamp DESC']]])(
    'are the same page by page in the order %j, also while versions arrive',
    (orderBy) => {
      const all = versionsOf({ orderBy });
      inRollback(db, () => {
        const found: string[] = [];
        let pageToken: string | undefined;
        for (let n = 0; ; n++) {
          const page = searchModelVersions({ db }, { filter: '', orderBy, maxResults: 1, pageToken });
          found.push(...page.versions.map(({ name, version }) => `${name}${version}`));
          if (page.nextPageToken === null) break;
          pageToken = page.nextPageToken;
          const [at, changed] = n % 2 === 0 ? [100, 100] : [-1, -1];
          if (n < 4) insertVersion(2, 100 + n, { at, changed, run: null, source: 'x' });
        }
        expect(found.filter((name) => !name.startsWith('B')).join(' ')).toBe(all);
        expect(new Set(found).size).toBe(found.length);
      });
    },
  );
});
