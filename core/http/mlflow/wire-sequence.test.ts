import { expect, it } from 'vitest';
import { at, createMlflowCaller, textAt, type MlflowCaller } from '#core/testing/mlflow-client.ts';
import { withHttpHost, type TestHost } from '#core/testing/with-http-host.ts';

/** The calls of a script that trains, logs a model and registers it, as the client 3.11 sends them, in their order. */
async function train(test: TestHost, mlflow: MlflowCaller, experiment_id: string): Promise<string> {
  const now = test.clock.now();
  const run_id = await mlflow.createRun({
    experiment_id,
    start_time: now,
    tags: [
      { key: 'mlflow.user', value: 'ada' },
      { key: 'mlflow.source.name', value: 'train_model.py' },
      { key: 'mlflow.source.type', value: 'LOCAL' },
    ],
  });
  for (const key of ['max_features', 'ngram', 'C', 'rows', 'seed'])
    await ok(mlflow.post('/runs/log-parameter', { run_uuid: run_id, run_id, key, value: '1' }));
  const metrics = ['accuracy', 'f1', 'loss'].map((key) => ({
    key,
    value: key === 'loss' ? 'NaN' : 0.5,
    timestamp: now,
    step: 0,
  }));
  for (const metric of metrics)
    await ok(mlflow.post('/runs/log-metric', { run_uuid: run_id, run_id, ...metric }));
  await logModel(test, mlflow, { experiment_id, run_id, metrics });
  await ok(mlflow.get('/runs/get', { run_uuid: run_id, run_id }));
  const artifact = `/api/2.0/mlflow-artifacts/artifacts/${experiment_id}/${run_id}/artifacts/model_metadata.json`;
  expect((await test.send(artifact, { method: 'PUT', body: '{}' })).status).toBe(200);
  await ok(mlflow.post('/runs/update', { run_uuid: run_id, run_id, status: 'FINISHED', end_time: now + 5 }));
  return run_id;
}

async function logModel(
  { send }: TestHost,
  mlflow: MlflowCaller,
  run: { experiment_id: string; run_id: string; metrics: readonly { key: string }[] },
): Promise<void> {
  const { experiment_id, run_id, metrics } = run;
  await ok(mlflow.get('/runs/get', { run_id }));
  const params = [{ key: 'C', value: '1' }];
  const made = await mlflow.post('/logged-models', {
    experiment_id,
    name: 'model',
    source_run_id: run_id,
    params,
  });
  const model_id = textAt(made.body, 'model', 'info', 'model_id');
  await ok(mlflow.post('/runs/outputs', { run_id, models: [{ model_id, step: 0 }] }));
  for (const { key } of metrics)
    await ok(mlflow.get('/metrics/get-history', { run_id, metric_key: key, max_results: '25000' }));
  const again = metrics.map((metric) => ({ ...metric, model_id, run_id }));
  await ok(mlflow.post('/runs/log-batch', { run_id, metrics: again }));
  await ok(mlflow.get(`/logged-models/${model_id}`));
  for (const file of ['requirements.txt', 'MLmodel', 'python_env.yaml', 'conda.yaml', 'model.pkl']) {
    const path = `/api/2.0/mlflow-artifacts/artifacts/${experiment_id}/models/${model_id}/artifacts/${file}`;
    expect((await send(path, { method: 'PUT', body: file })).status).toBe(200);
  }
  const body = JSON.stringify({ model_id, status: 'LOGGED_MODEL_READY' });
  const headers = { 'content-type': 'application/json' };
  const ready = await send(`/api/2.0/mlflow/logged-models/${model_id}`, { method: 'PATCH', body, headers });
  expect(ready.status).toBe(200);
  await mlflow.post('/registered-models/create', { name: 'sentiment' });
  await ok(
    mlflow.post('/model-versions/create', { name: 'sentiment', source: `models:/${model_id}`, model_id }),
  );
}

async function ok(call: Promise<{ status: number }>): Promise<void> {
  expect(await call).toMatchObject({ status: 200 });
}

it('a script that trains twice, registers, and looks back at its runs finds all of it', () =>
  withHttpHost(async (test) => {
    const mlflow = createMlflowCaller(test);
    const unknown = await mlflow.get('/experiments/get-by-name', { experiment_name: 'reviews' });
    expect(unknown.status).toBe(404);
    const experiment_id = await mlflow.createExperiment('reviews');
    const first = await train(test, mlflow, experiment_id);
    test.clock.advance(1000);
    const second = await train(test, mlflow, experiment_id);
    const versions = await mlflow.get('/model-versions/search', {
      filter: "name='sentiment'",
      max_results: '10000',
    });
    expect(at(versions.body, 'model_versions')).toMatchObject([{ version: '2' }, { version: '1' }]);
    const found = await mlflow.post('/runs/search', {
      experiment_ids: [experiment_id],
      filter: `attributes.start_time >= ${test.clock.now() - 5000}`,
      order_by: ['start_time DESC'],
      max_results: 50,
    });
    expect(at(found.body, 'runs')).toMatchObject(
      [second, first].map((run_id) => ({
        info: { run_id, status: 'FINISHED' },
        data: { metrics: [{ key: 'accuracy', value: 0.5 }, { key: 'f1' }, { key: 'loss', value: 'NaN' }] },
        outputs: { model_outputs: [{ step: 0 }] },
      })),
    );
  }));
