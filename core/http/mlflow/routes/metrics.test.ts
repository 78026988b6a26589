import { describe, expect, it } from 'vitest';
import { at, createMlflowCaller, textAt, type MlflowCaller } from '#core/testing/mlflow-client.ts';
import { withHttpHost } from '#core/testing/with-http-host.ts';

const invalid = 'INVALID_PARAMETER_VALUE';

interface Point {
  key: string;
  value: number | string;
  timestamp: number;
  step: number;
}

function point(value: number | string, timestamp: number, step: number): Point {
  return { key: 'm', value, timestamp, step };
}

async function makeRun(mlflow: MlflowCaller, metrics: readonly Point[]): Promise<string> {
  const run_id = await mlflow.createRun();
  await mlflow.post('/runs/log-batch', { run_id, metrics });
  return run_id;
}

describe('the history of a metric', () => {
  const points = [point(5, 1, 9), point('NaN', 2, 0), point(1, 2, 1), point(2, 2, 1), point(0, 3, -4)];

  it('is in the order of time, step and value, whole or page by page, also while points are added', () =>
    withHttpHost(async (test) => {
      const mlflow = createMlflowCaller(test);
      const run_id = await makeRun(mlflow, points.toReversed());
      const whole = await mlflow.get('/metrics/get-history', { run_id, metric_key: 'm' });
      expect(whole).toEqual({ status: 200, body: { metrics: points } });
      const seen: unknown[] = [];
      let page_token: unknown = '';
      while (typeof page_token === 'string') {
        const query = { run_uuid: run_id, metric_key: 'm', max_results: '2', page_token };
        const { body } = await mlflow.get('/metrics/get-history', query);
        seen.push(...(Array.isArray(body['metrics']) ? body['metrics'] : []));
        page_token = body['next_page_token'];
        // Earlier than all that is still to come.
        await mlflow.post('/runs/log-metric', { run_id, ...point(seen.length, 0, 0) });
      }
      expect(seen).toEqual(points);
    }));

  it('of a key or a run that is not there is empty', () =>
    withHttpHost(async (test) => {
      const mlflow = createMlflowCaller(test);
      const run_id = await mlflow.createRun();
      for (const query of [
        { run_id, metric_key: 'none' },
        { run_id: 'none', metric_key: 'm' },
      ])
        expect(await mlflow.get('/metrics/get-history', query)).toEqual({ status: 200, body: {} });
    }));
});

describe('histories of several runs', () => {
  it('are sampled on the same steps, with the ends of each', () =>
    withHttpHost(async (test) => {
      const mlflow = createMlflowCaller(test);
      const long = await makeRun(
        mlflow,
        Array.from({ length: 100 }, (_, i) => point(i, 1, i)),
      );
      const short = await makeRun(mlflow, [
        point(1, 1, 3),
        point('NaN', 1, 7),
        point(2, 2, 7),
        point(1, 1, -5),
      ]);
      const query = { run_ids: [short, long, 'none'], metric_key: 'm', max_results: '4' };
      const { body } = await mlflow.get('/metrics/get-history-bulk-interval', query);
      const steps = (run: string): unknown =>
        Array.isArray(body['metrics']) &&
        body['metrics'].flatMap((item) => (textAt(item, 'run_id') === run ? [at(item, 'step')] : []));
      expect(steps(long)).toEqual([0, 7, 24, 49, 74, 99]);
      expect(steps(short)).toEqual([-5, 7, 7]);
    }));

  it('are whole inside of a range that is small enough', () =>
    withHttpHost(async (test) => {
      const mlflow = createMlflowCaller(test);
      const run_id = await makeRun(
        mlflow,
        Array.from({ length: 10 }, (_, i) => point(i, 1, i - 5)),
      );
      const query = { run_ids: run_id, metric_key: 'm', start_step: '-2', end_step: '1' };
      const { body } = await mlflow.get('/metrics/get-history-bulk-interval', query);
      expect(body).toEqual({
        metrics: [-2, -1, 0, 1].map((step) => ({ ...point(step + 5, 1, step), run_id })),
      });
    }));

  it('are listed for the page of MLflow, run by run', () =>
    withHttpHost(async (test) => {
      const ui = createMlflowCaller(test, '/ajax-api/2.0/mlflow');
      const a = await makeRun(ui, [point('NaN', 1, 0), point(1, 2, 1)]);
      const b = await makeRun(ui, [point(3, 1, 0)]);
      const query = { run_id: [a, b], metric_key: 'm', max_results: '99999' };
      const { body } = await ui.get('/metrics/get-history-bulk', query);
      const ofA = [point('NaN', 1, 0), point(1, 2, 1)].map((item) => ({ ...item, run_id: a }));
      const ofB = [{ ...point(3, 1, 0), run_id: b }];
      expect(body).toEqual({ metrics: a < b ? [...ofA, ...ofB] : [...ofB, ...ofA] });
      const api = await test.send('/api/2.0/mlflow/metrics/get-history-bulk?run_id=a&metric_key=m');
      expect(api.status).toBe(404);
    }));
});

describe('histories that are refused', () => {
  const runs = Array.from({ length: 101 }, (_, i) => `run${i}`);
  const queries: readonly (readonly [string, Record<string, string | string[]>, string])[] = [
    ['/get-history', { metric_key: 'm' }, "'run_id'"],
    ['/get-history', { run_id: 'a' }, "'metric_key'"],
    ['/get-history', { run_id: 'a', metric_key: 'm', max_results: '0' }, "'max_results'"],
    ['/get-history', { run_id: 'a', metric_key: 'm', max_results: '25001' }, "'max_results'"],
    ['/get-history', { run_id: 'a', metric_key: 'm', page_token: 'x' }, 'page token'],
    ['/get-history-bulk-interval', { metric_key: 'm' }, "Missing value for required parameter 'run_ids'"],
    ['/get-history-bulk-interval', { run_ids: runs, metric_key: 'm' }, '100'],
    ['/get-history-bulk-interval', { run_ids: 'a', metric_key: 'm', start_step: '1' }, "'end_step'"],
    ['/get-history-bulk-interval', { run_ids: 'a', metric_key: 'm', end_step: '1' }, "'start_step'"],
    [
      '/get-history-bulk-interval',
      { run_ids: 'a', metric_key: 'm', start_step: '2', end_step: '1' },
      'start_step',
    ],
    ['/get-history-bulk-interval', { run_ids: 'a', metric_key: 'm', max_results: '2501' }, "'max_results'"],
    ['/get-history-bulk-interval', { run_ids: 'a', metric_key: 'm', max_results: '0' }, "'max_results'"],
  ];

  it('are told by place and value', () =>
    withHttpHost(async (test) => {
      const mlflow = createMlflowCaller(test);
      for (const [path, query, words] of queries) {
        const answer = await mlflow.get(`/metrics${path}`, query);
        expect([path, query, answer]).toMatchObject([
          path,
          query,
          { status: 400, body: { error_code: invalid } },
        ]);
        expect(textAt(answer.body, 'message')).toContain(words);
      }
    }));
});
