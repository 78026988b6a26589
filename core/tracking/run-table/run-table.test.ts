import { describe, expect, it } from 'vitest';
import { createTestRun } from '#core/testing/factories.ts';
import { systemClock } from '#core/kernel/clock.ts';
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
      const { experimentId, ids } = await makeRuns(test);
      const read = (key: string, containing = '') =>
        test.client.runs.values({ experimentId, kind: 'param', key, containing });
      expect((await read('depth')).values).toEqual([
        { value: '10', count: 2 },
        { value: '2', count: 1 },
      ]);
      expect((await read('model', 'LR')).values).toEqual([{ value: 'lr', count: 4 }]);
      expect((await read('model', 'x')).values).toEqual([]);
      expect((await read('never')).values).toEqual([]);
      await test.client.runs.logParam({ runId: ids[0] ?? '', key: 'ort', value: 'Åmål_1' });
      expect((await read('ort', 'åMÅL_')).values).toEqual([{ value: 'Åmål_1', count: 1 }]);
    }));
});

describe('groups', () => {
  it('hold each run once, with figures; the missing have a group', () =>
    withEngine(async (test) => {
      const { experimentId, ids } = await makeRuns(test);
      const by = ['params.depth'];
      expect(await test.client.runs.groups({ experimentId, by, metrics: ['f1', 'no'] })).toEqual({
        total: 3,
        groups: [
          group('10', 2, { count: 1, mean: 0, min: 0, max: 0, std: null }),
          group('2', 1, { count: 1, mean: 0.25, min: 0.25, max: 0.25, std: null }),
          group(null, 1, { count: 1, mean: 0.75, min: 0.75, max: 0.75, std: null }),
        ],
      });
      const { groups } = await test.client.runs.groups({
        experimentId,
        by: ['params.model'],
        metrics: ['f1'],
      });
      const [mean, std] = [
        1 / 3,
        Math.sqrt((0.1111111111111111 + 0.006944444444444443 + 0.1736111111111111) / 2),
      ];
      expect(groups[0]?.metrics[0]).toEqual({
        ...{ key: 'f1', count: 3, min: 0, max: 0.75 },
        mean: expect.closeTo(mean, 12),
        std: expect.closeTo(std, 12),
      });
      await test.client.runs.delete({ runId: ids[0] ?? '' });
      const few = await test.client.runs.groups({ experimentId, by, filter: 'metrics.f1 < 0.5' });
      expect(few.groups.map(({ values, runs }) => [values[0]?.value, runs])).toEqual([['2', 1]]);
    }));

  it('go by several keys, in an order of their own, and say which search finds their runs', () =>
    withEngine(async (test) => {
      const { experimentId, ids } = await makeRuns(test);
      const { client } = test;
      await client.runs.create({ experimentId, name: 'child', parentRunId: ids[1] ?? '' });
      for (const name of ['a', 'b'])
        await client.runs.logInputs({
          runId: ids[0] ?? '',
          datasets: [{ name, digest: '1', sourceType: 'local', source: 'x' }],
        });
      const read = (by: string[], more: object = {}) => client.runs.groups({ experimentId, by, ...more });
      const table = async (by: string[], more: object = {}) =>
        (await read(by, more)).groups.map(({ values, runs }) => [
          ...values.map(({ value, label }) => label ?? value),
          runs,
        ]);
      expect(await table(['tags.o wner', 'params.depth'])).toEqual([
        ['bo', '10', 1],
        ['bo', null, 1],
        ['kj', '2', 1],
        ['kj', '10', 1],
        [null, null, 1],
      ]);
      expect(await table(['params.depth'], { orderBy: { by: 'value', descending: true } })).toEqual([
        ['10', 2],
        ['2', 1],
        [null, 2],
      ]);
      expect(
        await table(['params.depth'], { orderBy: { by: 'max', metric: 'f1', descending: true } }),
      ).toEqual([
        [null, 2],
        ['2', 1],
        ['10', 2],
      ]);
      expect(await table(['parent'])).toEqual([
        [null, 4],
        ['r1', 1],
      ]);
      expect(await table(['dataset'])).toEqual([
        [null, 4],
        ['a', 1],
        ['b', 1],
      ]);
      for (const by of [['tags.o wner', 'params.depth'], ['parent'], ['dataset'], ['status', 'user_id']]) {
        for (const { filter, runs } of (await read(by, { filter: "metrics.f1 >= 0 OR run_name = 'child'" }))
          .groups)
          expect([filter, (await client.runs.ids({ experimentId, filter })).runIds.length]).toEqual([
            filter,
            runs,
          ]);
      }
      expect(await read(['weather']).catch((error: unknown) => error)).toMatchObject({
        code: 'INVALID_ARGUMENT',
        data: { field: 'by', value: 'weather' },
      });
    }));

  function group(value: string | null, runs: number, f1: object) {
    const none = { key: 'no', count: 0, mean: null, min: null, max: null, std: null };
    const filter = value === null ? 'params.depth IS NULL' : `params.depth = '${value}'`;
    return { values: [{ value, label: null }], runs, filter, metrics: [{ key: 'f1', ...f1 }, none] };
  }
});

it('groups by value stand as numbers by size, then texts, whatever is mixed', () =>
  withEngine(async ({ client }) => {
    const wanted = ['9', '10', '1e2', '', '1a', 'auto', null];
    for (const depth of [null, '10', '1a', '', 'auto', '9', '1e2']) {
      const { runId } = await createTestRun(client);
      if (depth !== null) await client.runs.setTag({ runId, key: 'depth', value: depth });
    }
    for (const descending of [false, true]) {
      const orderBy = { by: 'value' as const, descending };
      const { groups } = await client.runs.groups({ experimentId: '0', by: ['tags.depth'], orderBy });
      const found = groups.map(({ values }) => values[0]?.value);
      expect(found).toEqual(descending ? [...wanted.slice(0, -1).reverse(), null] : wanted);
    }
  }));

describe('what is inside of runs', () => {
  it('spans params and metrics of all runs below, to any depth', () =>
    withEngine(async ({ client }) => {
      const { experimentId } = await client.experiments.create({ name: 'sweeps' });
      const make = async (parentRunId: string | undefined, depth: string, loss: number): Promise<string> => {
        const nested = parentRunId === undefined ? {} : { parentRunId };
        const { runId } = await client.runs.create({ experimentId, ...nested });
        const params = [{ key: 'depth', value: depth }];
        await client.runs.logBatch({ runId, params, metrics: [{ key: 'loss', value: loss }] });
        return runId;
      };
      const root = await make(undefined, '0', 9);
      const middle = await make(root, '10', 0.5);
      const leaf = await make(middle, '9', 0.25);
      const gone = await make(root, '99', 0);
      await client.runs.delete({ runId: gone });
      const asked = { runIds: [root, middle, leaf], params: ['depth', 'never'], metrics: ['loss'] };
      expect((await client.runs.inside(asked)).runs).toEqual([
        {
          ...{ runId: root, runs: 2 },
          params: [{ key: 'depth', values: 2, min: '9', max: '10' }],
          metrics: [{ key: 'loss', count: 2, min: 0.25, max: 0.5 }],
        },
        {
          ...{ runId: middle, runs: 1 },
          params: [{ key: 'depth', values: 1, min: '9', max: '9' }],
          metrics: [{ key: 'loss', count: 1, min: 0.25, max: 0.25 }],
        },
      ]);
    }));
});

/** A time before now is counted from SQLite's clock, so that the runs must have begun by the same. */
const sinceNow = { clock: systemClock };

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
    ["start_time > -1w AND params.depth = '2'", false, [4, 1]],
    ["start_time < -1h AND params.depth = '2'", false, [0, 0]],
    ["start_time >= '2020-01-31' AND start_time < '2020-02-01 10:30'", false, [4, 0]],
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
    }, sinceNow),
  );
});
