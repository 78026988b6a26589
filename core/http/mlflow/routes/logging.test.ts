import { describe, expect, it } from 'vitest';
import type { Json } from '#core/kernel/json.ts';
import { at, createMlflowCaller, textAt, type MlflowCaller } from '#core/testing/mlflow-client.ts';
import { withHttpHost, type TestHost } from '#core/testing/with-http-host.ts';

const invalid = 'INVALID_PARAMETER_VALUE';
const done = { status: 200, body: {} };

/** A run to log to. */
function withRun(fn: (mlflow: MlflowCaller, run_id: string, test: TestHost) => Promise<void>): Promise<void> {
  return withHttpHost(async (test) => {
    const mlflow = createMlflowCaller(test);
    await fn(mlflow, await mlflow.createRun(), test);
  });
}

async function dataOf(mlflow: MlflowCaller, run_id: string): Promise<Json> {
  return at((await mlflow.get('/runs/get', { run_id })).body, 'run', 'data');
}

async function logModel(mlflow: MlflowCaller): Promise<string> {
  const { body } = await mlflow.post('/logged-models', { experiment_id: '0', name: 'm' });
  return textAt(body, 'model', 'info', 'model_id');
}

describe('metrics', () => {
  it('are numbers of every kind; the latest is the one with the greatest step, then time, then value', () =>
    withRun(async (mlflow, run_id) => {
      for (const [value, timestamp, step] of [
        [1, 10, 1],
        [2, 20, 0],
        ['3.0', '15', '5'],
        [2.5, 12.0, 5],
      ]) {
        expect(await mlflow.post('/runs/log-metric', { run_id, key: 'm', value, timestamp, step })).toEqual(
          done,
        );
      }
      expect(await dataOf(mlflow, run_id)).toMatchObject({
        metrics: [{ key: 'm', value: 3, timestamp: 15, step: 5 }],
      });
    }));

  it.each([
    ['NaN', 'NaN'],
    ['Infinity', 1.7976931348623157e308],
    ['-Infinity', -1.7976931348623157e308],
    [1e-320, 1e-320],
    [-0.5, -0.5],
  ])('%s is said as %s', (value, said) =>
    withRun(async (mlflow, run_id) => {
      await mlflow.post('/runs/log-metric', { run_id, key: 'm', value, timestamp: 1, step: -3 });
      expect(await dataOf(mlflow, run_id)).toMatchObject({ metrics: [{ value: said, step: -3 }] });
    }),
  );

  it('that are sent twice are kept once', () =>
    withRun(async (mlflow, run_id) => {
      const point = { key: 'm', value: 'NaN', timestamp: 1, step: 0 };
      await mlflow.post('/runs/log-metric', { run_id, ...point });
      expect(await mlflow.post('/runs/log-batch', { run_id, metrics: [point, point] })).toEqual(done);
      const { body } = await mlflow.get('/metrics/get-history', { run_id, metric_key: 'm' });
      expect(body).toEqual({ metrics: [point] });
    }));

  it('of a logged model are kept with it too, also when NaN was logged before', () =>
    withRun(async (mlflow, run_id) => {
      const model_id = await logModel(mlflow);
      const point = { key: 'm', value: 'NaN', timestamp: 1, step: 0 };
      await mlflow.post('/runs/log-metric', { run_id, ...point });
      const withModel = { ...point, model_id, dataset_name: 'reviews', dataset_digest: 'abc', run_id };
      expect(await mlflow.post('/runs/log-batch', { run_id, metrics: [withModel] })).toEqual(done);
      expect(await mlflow.post('/runs/log-batch', { run_id, metrics: [withModel] })).toEqual(done);
      const { body } = await mlflow.get(`/logged-models/${model_id}`);
      expect(at(body, 'model', 'data', 'metrics')).toEqual([withModel]);
    }));
});

describe('a batch', () => {
  it('is one write with one row of activity', () =>
    withRun(async (mlflow, run_id, { engine }) => {
      const count = (): unknown => engine.ctx.db.get('SELECT count(*) AS n FROM activity');
      const before = count();
      const metrics = Array.from({ length: 900 }, (_, step) => ({
        key: 'm',
        value: step,
        timestamp: 1,
        step,
      }));
      const params = [{ key: 'p', value: '' }];
      expect(await mlflow.post('/runs/log-batch', { run_id, metrics, params, tags: [{ key: 't' }] })).toEqual(
        done,
      );
      expect([before, count()]).toEqual([{ n: 1 }, { n: 2 }]);
      expect(await dataOf(mlflow, run_id)).toMatchObject({
        metrics: [{ key: 'm', value: 899, step: 899 }],
        params: [{ key: 'p', value: '' }],
        tags: [{ key: 'mlflow.runName' }, { key: 't', value: '' }],
      });
    }));

  it('with one thing wrong leaves nothing', () =>
    withRun(async (mlflow, run_id) => {
      await mlflow.post('/runs/log-parameter', { run_id, key: 'p', value: '1' });
      const metrics = [{ key: 'm', value: 1, timestamp: 1 }];
      const answer = await mlflow.post('/runs/log-batch', {
        run_id,
        metrics,
        params: [{ key: 'p', value: '2' }],
      });
      expect(answer).toMatchObject({ status: 400, body: { error_code: invalid } });
      expect(await dataOf(mlflow, run_id)).not.toHaveProperty('metrics');
      const unknown = await mlflow.post('/runs/log-batch', {
        run_id,
        metrics: [{ ...metrics[0], model_id: 'm-0' }],
      });
      expect(unknown.status).toBe(404);
      expect(await dataOf(mlflow, run_id)).not.toHaveProperty('metrics');
    }));

  it('may be empty', () =>
    withRun(async (mlflow, run_id) => {
      expect(await mlflow.post('/runs/log-batch', { run_id })).toEqual(done);
    }));
});

describe('inputs and outputs', () => {
  const dataset = {
    tags: [{ key: 'mlflow.data.context', value: 'training' }],
    dataset: {
      name: 'reviews',
      digest: '1',
      source_type: 'local',
      source: '{}',
      schema: '{}',
      profile: '{}',
    },
  };

  it('are told by get and by search', () =>
    withRun(async (mlflow, run_id) => {
      const model_id = await logModel(mlflow);
      const message = { run_id, datasets: [dataset], models: [{ model_id }] };
      expect(await mlflow.post('/runs/log-inputs', message)).toEqual(done);
      expect(await mlflow.post('/runs/log-inputs', message)).toEqual(done);
      expect(await mlflow.post('/runs/outputs', { run_id, models: [{ model_id, step: '4' }] })).toEqual(done);
      const expected = {
        inputs: { dataset_inputs: [dataset], model_inputs: [{ model_id }] },
        outputs: { model_outputs: [{ model_id, step: 4 }] },
      };
      expect(at((await mlflow.get('/runs/get', { run_id })).body, 'run')).toMatchObject(expected);
      const found = await mlflow.post('/runs/search', { experiment_ids: ['0'] });
      expect(at(found.body, 'runs', 0)).toMatchObject(expected);
      const byDataset = {
        experiment_ids: ['0'],
        filter: "dataset.name = 'reviews' AND dataset.context = 'training'",
      };
      expect((await mlflow.post('/runs/search', byDataset)).body).toHaveProperty('runs');
    }));

  it('are read for a whole page with as many statements as for one run', () =>
    withRun(async (mlflow, run_id, { engine }) => {
      for (const id of [run_id, await mlflow.createRun(), await mlflow.createRun()])
        await mlflow.post('/runs/log-inputs', {
          run_id: id,
          datasets: [dataset, { dataset: { ...dataset.dataset, digest: '2' } }],
        });
      const { body } = await mlflow.post('/runs/search', { experiment_ids: ['0'] });
      for (const index of [0, 1, 2]) {
        expect(at(body, 'runs', index, 'inputs', 'dataset_inputs')).toMatchObject([
          dataset,
          { dataset: { digest: '2' } },
        ]);
      }
      expect(engine.ctx.db.get('SELECT count(*) AS n FROM datasets')).toEqual({ n: 2 });
    }));
});

describe('models as clients before MLflow 3 log them', () => {
  const model = { artifact_path: 'model', flavors: { sklearn: {} }, utc_time_created: 'now', run_id: 'x' };

  it('are added to a tag of the run, however long it gets', () =>
    withRun(async (mlflow, run_id) => {
      const long = { ...model, metadata: 'x'.repeat(9000) };
      for (const some of [model, long])
        expect(await mlflow.post('/runs/log-model', { run_id, model_json: JSON.stringify(some) })).toEqual(
          done,
        );
      const tags = at(await dataOf(mlflow, run_id), 'tags');
      expect(JSON.parse(textAt(tags, 0, 'value'))).toEqual([model, long]);
    }));

  it.each(['not json', '[]', '{}', JSON.stringify({ ...model, flavors: undefined })])(
    '%s is refused',
    (model_json) =>
      withRun(async (mlflow, run_id) => {
        const answer = await mlflow.post('/runs/log-model', { run_id, model_json });
        expect(answer).toMatchObject({ status: 400, body: { error_code: invalid } });
      }),
  );
});

describe('what is refused, in the words of MLflow', () => {
  const metric = { key: 'm', value: 1, timestamp: 1 };
  const many = (n: number): object[] => Array.from({ length: n }, (_, i) => ({ key: `k${i}`, value: 'v' }));
  const messages: readonly (readonly [string, object, string])[] = [
    ['/runs/log-metric', { value: 1, timestamp: 1 }, "Missing value for required parameter 'key'"],
    ['/runs/log-metric', { key: 'm', timestamp: 1 }, "Missing value for required parameter 'value'"],
    ['/runs/log-metric', { key: 'm', value: 1 }, "Missing value for required parameter 'timestamp'"],
    ['/runs/log-metric', { ...metric, value: 'foo' }, `Invalid value "foo" for parameter 'value' supplied`],
    ['/runs/log-metric', { ...metric, timestamp: -1 }, "Invalid value -1 for parameter 'timestamp' supplied"],
    ['/runs/log-metric', { ...metric, step: 1.5 }, "Invalid value 1.5 for parameter 'step' supplied"],
    ['/runs/log-metric', { ...metric, key: '../m' }, '../m'],
    ['/runs/log-metric', { ...metric, key: '/m' }, '/m'],
    ['/runs/log-metric', { ...metric, key: 'a//b' }, 'a//b'],
    ['/runs/log-metric', { ...metric, key: 'x'.repeat(251) }, '250'],
    ['/runs/log-parameter', { value: '1' }, "Missing value for required parameter 'key'"],
    ['/runs/log-parameter', { key: 'p', value: 1 }, "Invalid value 1 for parameter 'value' supplied"],
    ['/runs/log-parameter', { key: 'p*', value: '1' }, 'p*'],
    ['/runs/log-batch', { run_id: 'not a run id' }, "for parameter 'run_id' supplied"],
    ['/runs/log-batch', { metrics: 'foo' }, `Invalid value "foo" for parameter 'metrics' supplied`],
    ['/runs/log-batch', { metrics: [{ key: 'm', value: 1 }] }, "required parameter 'metrics[0].timestamp'"],
    [
      '/runs/log-batch',
      { metrics: [metric, { ...metric, key: undefined }] },
      "required parameter 'metrics[1].key'",
    ],
    ['/runs/log-batch', { params: [{ value: '1' }] }, "required parameter 'params[0].key'"],
    ['/runs/log-batch', { tags: [{ value: '1' }] }, "required parameter 'tags[0].key'"],
    [
      '/runs/log-batch',
      {
        params: [
          { key: 'p', value: '1' },
          { key: 'p', value: '1' },
        ],
      },
      'twice',
    ],
    ['/runs/log-batch', { metrics: Array.from({ length: 1001 }, () => metric) }, '1000'],
    ['/runs/log-batch', { params: many(101) }, '100'],
    ['/runs/log-batch', { tags: many(101) }, '100'],
    ['/runs/log-batch', { metrics: Array.from({ length: 950 }, () => metric), tags: many(51) }, '1000'],
    ['/runs/log-inputs', { datasets: [{ tags: [] }] }, "required parameter 'datasets[0].dataset'"],
    ['/runs/log-inputs', { datasets: [{ dataset: { name: 'a' } }] }, "'datasets[0].dataset.digest'"],
    ['/runs/outputs', {}, "Missing value for required parameter 'models'"],
    ['/runs/outputs', { models: [{}] }, "'models[0].model_id'"],
    ['/runs/log-model', {}, "Missing value for required parameter 'model_json'"],
  ];

  it('is told by place and value', () =>
    withRun(async (mlflow, run_id) => {
      for (const [path, message, words] of messages) {
        const answer = await mlflow.post(path, { run_id, ...message });
        expect([path, message, answer]).toMatchObject([
          path,
          message,
          { status: 400, body: { error_code: invalid } },
        ]);
        expect(textAt(answer.body, 'message')).toContain(words);
      }
    }));

  it.each(['/runs/log-metric', '/runs/log-parameter', '/runs/log-batch', '/runs/log-inputs'])(
    '%s of a run that is not there, or that is not named',
    (path) =>
      withHttpHost(async (test) => {
        const mlflow = createMlflowCaller(test);
        const message = { key: 'm', value: '1', timestamp: 1 };
        expect((await mlflow.post(path, { run_id: 'none', ...message })).status).toBe(404);
        const unnamed = await mlflow.post(path, message);
        expect(textAt(unnamed.body, 'message')).toContain("Missing value for required parameter 'run_id'");
      }),
  );
});
