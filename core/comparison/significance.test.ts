import { describe, expect, it } from 'vitest';
import type { EngineClient } from '#contract/procedures.ts';
import { failureOf } from '#core/testing/factories.ts';
import { withEngine } from '#core/testing/with-engine.ts';
import { testSignificance } from './significance.ts';

async function logFile(
  client: EngineClient,
  path: string,
  text: string,
  params: Record<string, string> = {},
) {
  const { runId } = await client.runs.create({ experimentId: '0' });
  await client.artifacts.write({ runId, path, offset: 0, chunk: new File([text], 'chunk'), last: true });
  const list = Object.entries(params).map(([key, value]) => ({ key, value }));
  await client.runs.logBatch({
    runId,
    params: list,
    metrics: [{ key: 'acc', value: Number(params['v'] ?? 0) }],
  });
  return runId;
}

const target = (row: number): string => (row % 3 === 0 ? 'a' : 'b');
const other = (row: number): string => (row % 3 === 0 ? 'b' : 'a');

/** As MLflow writes it: right on the rows below `right`, but for the first `broken`, and on `fixed` more. */
function mlflowTable(fixed: number, broken: number, order = (row: number): number => row): string {
  const data = Array.from({ length: 528 }, (_, i) => {
    const row = order(i);
    const isRight = row < 393 ? row >= broken : row < 393 + fixed;
    return [`r${row}`, target(row), isRight ? target(row) : other(row)];
  });
  return JSON.stringify({ columns: ['id', 'target', 'prediction'], data });
}

describe('whether a difference is more than chance', () => {
  it('classes: McNemar, the interval of the difference, and Holm over all runs', () =>
    withEngine(async ({ client }) => {
      const path = 'eval_results_table.json';
      const base = await logFile(client, path, mlflowTable(0, 0));
      const better = await logFile(
        client,
        path,
        mlflowTable(40, 21, (row) => 527 - row),
      );
      const same = await logFile(client, path, mlflowTable(5, 5));
      const found = await client.comparison.significance({ runs: [base, better, same] });
      expect(found).toMatchObject({ baseline: base, table: path, metric: 'accuracy', refused: [], left: 0 });
      const [first, second] = found.comparisons;
      expect(first).toMatchObject({ runId: better, n: 528, fixed: 40, broken: 21, resamples: 10_000 });
      expect(first?.difference).toBeCloseTo(19 / 528, 12);
      expect(first?.pValue).toBeCloseTo(0.0204147137996349, 10);
      expect(first?.correctedP).toBeCloseTo(0.0408294275992698, 10);
      expect(first?.verdict).toBe('better');
      expect(second).toMatchObject({ runId: same, pValue: 1, correctedP: 1, verdict: 'unclear' });
      expect(await client.comparison.significance({ runs: [base, better, same] })).toEqual(found);
    }));

  it('numbers of a CSV: fewer errors are better', () =>
    withEngine(async ({ client }) => {
      const csv = (error: (row: number) => number): string =>
        ['y_true,y_pred', ...Array.from({ length: 80 }, (_, i) => `${i / 7},${i / 7 + error(i)}`)].join('\n');
      const base = await logFile(
        client,
        'predictions.csv',
        csv((row) => 1 + (row % 5) / 5),
      );
      const better = await logFile(
        client,
        'predictions.csv',
        csv((row) => 0.3 + (row % 4) / 8),
      );
      const found = await client.comparison.significance({
        runs: [better, base],
        baseline: base,
        metric: 'rmse',
      });
      expect(found).toMatchObject({
        metric: 'rmse',
        comparisons: [{ runId: better, n: 80, verdict: 'better' }],
      });
      expect(found.comparisons[0]?.high).toBeLessThan(0);
    }));

  it('tables of mlflow.evaluate: the targets under their own name, the predictions right after', () =>
    withEngine(async ({ client }) => {
      const path = 'val_eval_results_table.json';
      const table = (right: number): string =>
        JSON.stringify({
          columns: ['sugar', 'quality', 'outputs', 'token_count'],
          data: Array.from({ length: 60 }, (_, row) => [row, 'good', row < right ? 'good' : 'bad', 3]),
        });
      const runs = [await logFile(client, path, table(30)), await logFile(client, path, table(50))];
      expect(await client.comparison.significance({ runs })).toMatchObject({
        table: path,
        comparisons: [{ runId: runs[1], n: 60, fixed: 20, broken: 0, verdict: 'better' }],
      });
    }));

  it('numbers that are none, or too great, are said and never taken for classes', () =>
    withEngine(async ({ client }) => {
      const csv = (odd: string): string =>
        [
          'y_true,y_pred',
          ...Array.from({ length: 40 }, (_, i) => `${i / 3},${i === 3 ? odd : i / 3 + 1}`),
        ].join('\n');
      const runs: string[] = [];
      for (const odd of ['2', 'inf', 'nan', '-Infinity', '1e200'])
        runs.push(await logFile(client, 'predictions.csv', csv(odd)));
      const { metric, refused } = await client.comparison.significance({ runs, metric: 'rmse' });
      expect(metric).toBe('rmse');
      expect(refused.map(({ problem }) => problem)).toEqual(Array(4).fill('not_finite'));
    }));

  it('tables of more rows than can be drawn from are counted and named, in every format', () =>
    withEngine(async ({ client }) => {
      const many = Array.from({ length: 500_001 }, (_, row) => row % 2);
      const files = {
        csv: `y_true,y_pred\n${many.map((value) => `${value},0`).join('\n')}`,
        json: `{"columns":["y_true","y_pred"],"data":[${many.map((value) => `[${value},0]`).join(',')}]}`,
        jsonl: many.map(() => '{}').join('\n'),
      };
      for (const [ending, text] of Object.entries(files)) {
        const path = `predictions.${ending}`;
        const small = await logFile(client, path, ending === 'csv' ? files.csv.slice(0, 4000) : text);
        const large = await logFile(client, path, text);
        const { refused } = await client.comparison.significance({ runs: [small, large] });
        const problem = { problem: 'too_many_rows', seen: 500_001, most: 500_000 };
        expect(refused).toEqual([{ runId: ending === 'csv' ? large : small, ...problem }]);
      }
    }));

  it('a run whose files lie elsewhere has no such table; the others are compared', () =>
    withEngine(async ({ client, engine }) => {
      const path = 'eval_results_table.json';
      const base = await logFile(client, path, mlflowTable(0, 0));
      const near = await logFile(client, path, mlflowTable(40, 0));
      const far = await logFile(client, path, mlflowTable(40, 0));
      await engine.ctx.write((tx) => {
        tx.db.run(`UPDATE runs SET artifact_uri = 's3://elsewhere/1' WHERE uuid = ?`, far);
        tx.unchanged();
      });
      const runs = [base, near, far];
      expect(await client.comparison.significance({ runs })).toMatchObject({
        comparisons: [{ runId: near, verdict: 'better' }],
        refused: [{ runId: far, problem: 'missing' }],
      });
      const own = await client.comparison.significance({ runs, baseline: far });
      expect(own).toMatchObject({ table: null, comparisons: [] });
      const { files } = await client.comparison.files({ runs: [base, far] });
      expect(files).toMatchObject([{ path, state: 'first' }]);
    }));

  it('ends when nobody waits for it any more', () =>
    withEngine(async ({ engine, client }) => {
      const csv = `y_true,y_pred\n${Array.from({ length: 60_000 }, (_, i) => `${i / 7},${i / 9}`).join('\n')}`;
      const runs = [
        await logFile(client, 'predictions.csv', csv),
        await logFile(client, 'predictions.csv', csv),
      ];
      const abort = new AbortController();
      const left = failureOf(client.comparison.significance({ runs }, { signal: abort.signal }));
      setTimeout(() => abort.abort(), 20);
      expect(await left).toMatchObject({ code: 'CANCELED' });
      const direct = testSignificance(engine.ctx, { runs }, AbortSignal.timeout(1));
      expect(await failureOf(direct)).toMatchObject({ code: 'CANCELED', data: { what: 'comparison' } });
    }));

  it('a model that rounds is measured like the baseline that does not', () =>
    withEngine(async ({ client }) => {
      const csv = (predict: (target: number) => number): string =>
        ['y_true,y_pred', ...Array.from({ length: 60 }, (_, i) => `${i % 9},${predict(i % 9)}`)].join('\n');
      const base = await logFile(
        client,
        'predictions.csv',
        csv((target) => target + 0.4),
      );
      const rounded = await logFile(client, 'predictions.csv', csv(Math.round));
      const { metric, comparisons } = await client.comparison.significance({ runs: [base, rounded] });
      expect([metric, comparisons[0]?.verdict]).toEqual(['mae', 'better']);
    }));

  it('says why runs cannot be compared: other rows, other ids, no such table', () =>
    withEngine(async ({ client }) => {
      const path = 'eval/predictions.json';
      const rows = (...list: [string, string, string][]): string =>
        JSON.stringify(list.map(([id, label, prediction]) => ({ id, label, prediction })));
      const base = await logFile(client, path, rows(['1', 'a', 'a'], ['2', 'b', 'a'], ['3', 'b', 'b']));
      const runs = [
        await logFile(client, path, rows(['1', 'a', 'a'], ['2', 'b', 'a'])),
        await logFile(client, path, rows(['1', 'a', 'a'], ['2', 'b', 'a'], ['4', 'b', 'b'])),
        await logFile(client, path, rows(['1', 'a', 'a'], ['2', 'a', 'a'], ['3', 'b', 'b'])),
        await logFile(client, path, '[{"x":1}]'),
        await logFile(client, path, 'no json'),
        await logFile(client, 'notes.txt', 'nothing'),
      ];
      const { refused, comparisons } = await client.comparison.significance({ runs: [base, ...runs] });
      expect(comparisons).toEqual([]);
      expect(refused.map(({ problem }) => problem)).toEqual([
        'different_count',
        'different_ids',
        'different_targets',
        'no_columns',
        'unreadable',
        'missing',
      ]);
    }));

  it('runs that differ in a seed alone have a mean with its interval', () =>
    withEngine(async ({ client }) => {
      const runs: string[] = [];
      for (const [seed, v] of [0.771, 0.779, 0.768, 0.775, 0.782].entries())
        runs.push(await logFile(client, 'a.txt', 'x', { seed: String(seed), depth: '3', v: String(v) }));
      // Every run has a value of its own in `v`, so none of them belong together.
      expect((await client.comparison.significance({ runs })).seeds).toEqual([]);
      const grouped: string[] = [];
      for (const seed of [1, 2, 3]) {
        const { runId } = await client.runs.create({ experimentId: '0' });
        grouped.push(runId);
        const params = [
          { key: 'random_state', value: String(seed) },
          { key: 'depth', value: '3' },
        ];
        await client.runs.logBatch({ runId, params, metrics: [{ key: 'acc', value: 0.7 + seed / 100 }] });
      }
      const { seeds } = await client.comparison.significance({ runs: grouped });
      expect(seeds).toMatchObject([
        {
          param: 'random_state',
          runIds: grouped,
          metrics: [{ key: 'acc', n: 3, deviation: expect.closeTo(0.01, 9) as number }],
        },
      ]);
    }));

  it('seeds on other data, or in another experiment, are no draws of the same', () =>
    withEngine(async ({ client }) => {
      const runs: string[] = [];
      const { experimentId: other } = await client.experiments.create({ name: 'other' });
      for (const [seed, [experimentId, data]] of [
        ['0', 'reviews'],
        ['0', 'reviews'],
        ['0', 'tickets'],
        [other, 'reviews'],
      ].entries()) {
        const { runId } = await client.runs.create({ experimentId: experimentId ?? '' });
        runs.push(runId);
        // The seed also draws the split: each has a digest of its own.
        const dataset = { name: data ?? '', digest: `d${seed}`, sourceType: 'local', source: 's' };
        await client.runs.logInputs({ runId, datasets: [dataset] });
        const params = [{ key: 'seed', value: String(seed) }];
        const metrics = [
          { key: 'acc', value: seed / 10 },
          { key: 'huge', value: 1e308 + seed },
        ];
        await client.runs.logBatch({ runId, params, metrics });
      }
      const { seeds } = await client.comparison.significance({ runs });
      expect(seeds.map(({ runIds, metrics }) => [runIds, metrics.map(({ key }) => key)])).toEqual([
        [runs.slice(0, 2), ['acc']],
      ]);
    }));
});

it('params are ranked by how they go with a metric', () =>
  withEngine(async ({ client }) => {
    const runs: string[] = [];
    for (let i = 0; i < 6; i++) {
      const { runId } = await client.runs.create({ experimentId: '0' });
      runs.push(runId);
      const params = {
        rate: String(10 ** -i),
        noise: String((i * 5) % 6),
        kind: ['a', 'b', 'c'][i % 3] ?? '',
      };
      await client.runs.logBatch({
        runId,
        params: Object.entries(params).map(([key, value]) => ({ key, value })),
        metrics: [{ key: 'loss', value: i * i }],
      });
    }
    const { params, n, isTooFew } = await client.comparison.importance({ runs, metric: 'loss' });
    expect([n, isTooFew]).toEqual([6, true]);
    expect(params[0]).toMatchObject({ param: 'rate', correlation: expect.closeTo(-1, 9) as number, n: 6 });
    expect(params[0]).toMatchObject({ low: null, values: 6 });
    // Ranks 0 3, 1 4, 2 5: H = 5 · 4 / 17.5 is below k − 1, so there is nothing beyond chance.
    expect(params.find(({ param }) => param === 'kind')).toMatchObject({ method: 'groups', strength: 0 });
    const noise = params.find(({ param }) => param === 'noise');
    expect(noise?.low).toBeLessThan(noise?.correlation ?? -1);
  }));
