import { describe, expect, it } from 'vitest';
import { createTestRun } from '#core/testing/factories.ts';
import { withEngine, type TestEngine } from '#core/testing/with-engine.ts';

type Made = { experimentId: string; ids: string[] };

async function makeRuns({ client }: TestEngine): Promise<Made> {
  const { experimentId } = await client.experiments.create({ name: 'birds' });
  const ids: string[] = [];
  for (const [index, depth] of ['10', '2', '10', null].entries()) {
    const { runId } = await client.runs.create({ experimentId, name: `r${String(index)}` });
    await client.runs.logBatch({
      runId,
      params: [{ key: 'model', value: 'lr' }, ...(depth === null ? [] : [{ key: 'depth', value: depth }])],
      metrics: [{ key: 'f1', value: index === 2 ? 'NaN' : index / 4 }],
      tags: [{ key: 'o wner', value: index < 2 ? 'kj' : 'bo' }],
    });
    ids.push(runId);
  }
  await createTestRun(client);
  return { experimentId, ids };
}

describe('the columns of an experiment', () => {
  it('tell of every key how often it is there, whether it differs, and what it looks like', () =>
    withEngine(async (test) => {
      const { experimentId } = await makeRuns(test);
      const { columns } = await test.client.runs.columns({ experimentId });
      const plain = { direction: 'none', isShare: false };
      const own = columns.filter(({ key }) => !key.startsWith('mlflow.'));
      expect(own).toEqual([
        {
          kind: 'metric',
          key: 'f1',
          count: 4,
          varies: true,
          numeric: true,
          samples: ['0', '0.75'],
          direction: 'higher',
          isShare: true,
        },
        { kind: 'param', key: 'model', count: 4, varies: false, numeric: false, samples: ['lr'], ...plain },
        {
          kind: 'param',
          key: 'depth',
          count: 3,
          varies: true,
          numeric: true,
          samples: ['10', '2'],
          ...plain,
        },
        {
          kind: 'tag',
          key: 'o wner',
          count: 4,
          varies: true,
          numeric: false,
          samples: ['bo', 'kj'],
          ...plain,
        },
      ]);
    }));

  it('have values, the most common first, that can be looked for', () =>
    withEngine(async (test) => {
      const { experimentId } = await makeRuns(test);
      const read = (key: string, containing = '') =>
        test.client.runs.values({ experimentId, kind: 'param', key, containing });
      expect((await read('depth')).values).toEqual([
        { value: '10', count: 2 },
        { value: '2', count: 1 },
      ]);
      expect((await read('model', 'LR')).values).toEqual([{ value: 'lr', count: 4 }]);
      expect((await read('model', 'x')).values).toEqual([]);
      expect((await read('never')).values).toEqual([]);
    }));
});

describe('groups', () => {
  it('hold each run once, with mean, least and greatest; the missing have a group', () =>
    withEngine(async (test) => {
      const { experimentId, ids } = await makeRuns(test);
      const by = { kind: 'param', key: 'depth' } as const;
      expect(await test.client.runs.groups({ experimentId, by, metrics: ['f1', 'no'] })).toEqual({
        total: 3,
        groups: [
          group('10', 2, { count: 1, mean: 0, min: 0, max: 0 }),
          group('2', 1, { count: 1, mean: 0.25, min: 0.25, max: 0.25 }),
          group(null, 1, { count: 1, mean: 0.75, min: 0.75, max: 0.75 }),
        ],
      });
      await test.client.runs.delete({ runId: ids[0] ?? '' });
      const { groups } = await test.client.runs.groups({ experimentId, by, filter: 'metrics.f1 < 0.5' });
      expect(groups).toEqual([{ value: '2', runs: 1, metrics: [] }]);
      const byStatus = { kind: 'attribute', key: 'status' } as const;
      expect((await test.client.runs.groups({ experimentId, by: byStatus })).groups).toEqual([
        { value: 'RUNNING', runs: 3, metrics: [] },
      ]);
    }));

  function group(value: string | null, runs: number, f1: object) {
    const none = { key: 'no', count: 0, mean: null, min: null, max: null };
    return { value, runs, metrics: [{ key: 'f1', ...f1 }, none] };
  }
});

describe('a filter, explained', () => {
  it.each([
    ["metrics.f1 > 0.1 and params.depth = '10'", true, [2, 0]],
    ["metrics.f1 > 0.1 and (params.depth = '10' or params.model = 'x')", false, [2, 0]],
    ["tags.`o wner` = 'kj' AND NOT status = 'RUNNING'", false, [2, 0]],
    ["status IN ('RUNNING') AND params.nothing IS NULL", false, [4, 4]],
    ["status = 'RUNNING' AND params.nothing IS NULL", true, [4, 4]],
    ["run_id IN ('a', 'b')", true, [0]],
    ["run_name NOT IN ('a')", false, [4]],
    ["params.depth IN ('10')", false, [2]],
    ['', true, []],
  ])('%s', (filter, isMlflow, left) =>
    withEngine(async (test) => {
      const { experimentId } = await makeRuns(test);
      const { client } = test;
      const told = await client.runs.explainFilter({ experimentId, filter, counts: true });
      expect(told.isMlflow).toBe(isMlflow);
      expect(told.clauses.map((clause) => clause.left)).toEqual(left);
      const text = told.clauses.map((clause) => clause.text).join(' AND ');
      const again = await client.runs.explainFilter({ experimentId, filter: text, counts: true });
      expect(again).toEqual(told);
      const search = { experimentId, filter };
      expect((await client.runs.ids(search)).runIds.length).toBe(left.at(-1) ?? 4);
    }),
  );
});
