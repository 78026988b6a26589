import { describe, expect, it } from 'vitest';
import { modelFiles } from '#core/testing/test-models.ts';
import { at, createMlflowCaller, type MlflowAnswer, type MlflowCaller } from '#core/testing/mlflow-client.ts';
import { withHttpHost, type TestHost } from '#core/testing/with-http-host.ts';

type Api = MlflowCaller & Pick<TestHost, 'client' | 'send'>;

function withApi(fn: (api: Api) => Promise<void>): Promise<void> {
  return withHttpHost((host) => fn({ ...createMlflowCaller(host), client: host.client, send: host.send }));
}

const invalid = { status: 400, body: { error_code: 'INVALID_PARAMETER_VALUE' } };
const missing = { status: 404, body: { error_code: 'RESOURCE_DOES_NOT_EXIST' } };
const unknownId = `m-${'0'.repeat(32)}`;

async function makeModel(
  api: Api,
  message: object = {},
): Promise<{ id: string; info: Record<string, unknown> }> {
  const { body } = await api.post('/logged-models', { experiment_id: '0', name: 'model', ...message });
  const info = { ...Object(at(body, 'model', 'info')) } as Record<string, unknown>;
  return { id: String(info['model_id']), info };
}

async function upload(api: Api, artifactUri: unknown, files = modelFiles()): Promise<void> {
  const folder = String(artifactUri).replace('mlflow-artifacts:/', '');
  for (const [path, body] of Object.entries(files)) {
    const answer = await api.send(`/api/2.0/mlflow-artifacts/artifacts/${folder}/${path}`, {
      method: 'PUT',
      body,
    });
    expect(answer.status).toBe(200);
  }
}

describe('a training script of MLflow 3, call by call', () => {
  it('logs a model, registers it and finds it', () =>
    withApi(async (api) => {
      const runId = await api.createRun();
      await api.post('/runs/log-parameter', { run_id: runId, key: 'c', value: '1' });
      await api.post('/runs/log-metric', { run_id: runId, key: 'loss', value: 'NaN', timestamp: 5 });
      const { id, info } = await makeModel(api, { source_run_id: runId, params: [{ key: 'c', value: '1' }] });
      expect(info).toEqual({
        model_id: expect.stringMatching(/^m-[0-9a-f]{32}$/),
        experiment_id: '0',
        name: 'model',
        creation_timestamp_ms: expect.any(Number),
        last_updated_timestamp_ms: expect.any(Number),
        artifact_uri: `mlflow-artifacts:/0/models/${id}/artifacts`,
        status: 'LOGGED_MODEL_PENDING',
        model_type: '',
        source_run_id: runId,
      });
      await api.post('/runs/outputs', { run_id: runId, models: [{ model_id: id, step: 0 }] });
      const { body: run } = await api.get('/runs/get', { run_id: runId });
      expect(run).toMatchObject({ run: { outputs: { model_outputs: [{ model_id: id, step: 0 }] } } });
      const point = { key: 'loss', value: 'NaN', timestamp: 5, step: 0, model_id: id, run_id: runId };
      for (let attempt = 0; attempt < 2; attempt++) {
        expect(await api.post('/runs/log-batch', { run_id: runId, metrics: [point] })).toEqual({
          status: 200,
          body: {},
        });
      }
      expect((await api.get(`/logged-models/${id}`)).body).toMatchObject({
        model: { data: { params: [{ key: 'c', value: '1' }], metrics: [point] } },
      });
      await upload(api, info['artifact_uri']);
      expect((await api.patch(`/logged-models/${id}`, { model_id: id, status: 2 })).body).toMatchObject({
        model: { info: { status: 'LOGGED_MODEL_READY' } },
      });
      await api.post('/registered-models/create', { name: 'churn' });
      const source = `models:/${id}`;
      const made = await api.post('/model-versions/create', { name: 'churn', source, model_id: id });
      expect(made.body).toMatchObject({
        model_version: { version: '1', source, run_id: runId, model_id: id },
      });
      expect((await api.get(`/logged-models/${id}`)).body).toMatchObject({
        model: { info: { tags: [{ key: 'mlflow.modelVersions', value: '[{"name":"churn","version":1}]' }] } },
      });
      const found = await api.get('/model-versions/search', { filter: "name='churn'", max_results: '10000' });
      expect(found.body).toMatchObject({ model_versions: [{ version: '1', source }] });
      const uri = await api.get('/model-versions/get-download-uri', { name: 'churn', version: '1' });
      expect(uri.body).toEqual({ artifact_uri: info['artifact_uri'] });
      const version = await api.client.registry.getVersion({ name: 'churn', version: 1 });
      expect(version).toMatchObject({ flavors: ['stile_text', 'python_function'], modelId: id, runId });
      expect(version.signature?.inputs).toEqual([{ type: 'string', name: 'text', required: true }]);
    }));

  it('may register before the upload: the version knows its files once they are there', () =>
    withApi(async (api) => {
      const { id, info } = await makeModel(api);
      await api.post('/registered-models/create', { name: 'churn' });
      await api.post('/model-versions/create', { name: 'churn', source: `models:/${id}` });
      expect(await api.client.registry.getVersion({ name: 'churn', version: 1 })).toMatchObject({
        bytes: null,
      });
      await upload(api, info['artifact_uri']);
      await api.patch(`/logged-models/${id}`, { status: 'LOGGED_MODEL_READY' });
      expect(await api.client.registry.getVersion({ name: 'churn', version: 1 })).toMatchObject({
        flavors: ['stile_text', 'python_function'],
        bytes: expect.any(Number),
      });
    }));
});

describe('a logged model over REST', () => {
  it('gets a name when it has none, and is refused a bad one', () =>
    withApi(async (api) => {
      const { info } = await makeModel(api, { name: undefined });
      expect(info['name']).toMatch(/^[a-z]+-[a-z]+-\d+$/);
      for (const name of ['a/b', 'a:b', 'a.b', 'a%b', 'a"b', "a'b", ' ']) {
        expect(await api.post('/logged-models', { experiment_id: '0', name })).toMatchObject(invalid);
      }
      expect(await api.post('/logged-models', { experiment_id: '99' })).toMatchObject(missing);
      expect(await api.post('/logged-models', { name: 'x' })).toMatchObject(invalid);
    }));

  it('keeps params once and tags as they change', () =>
    withApi(async (api) => {
      const { id } = await makeModel(api);
      const params = [{ key: 'a', value: '1' }];
      for (let attempt = 0; attempt < 2; attempt++) {
        expect(await api.post(`/logged-models/${id}/params`, { params })).toEqual({ status: 200, body: {} });
      }
      const changed = [{ key: 'a', value: '2' }];
      expect(await api.post(`/logged-models/${id}/params`, { params: changed })).toMatchObject(invalid);
      await api.patch(`/logged-models/${id}/tags`, {
        tags: [
          { key: 'a/b c', value: 'x' },
          { key: 'k', value: 'y' },
        ],
      });
      await api.patch(`/logged-models/${id}/tags`, { tags: [{ key: 'k', value: 'z' }] });
      expect(await api.delete(`/logged-models/${id}/tags/a%2Fb%20c`)).toEqual({ status: 200, body: {} });
      expect(await api.delete(`/logged-models/${id}/tags/a%2Fb%20c`)).toMatchObject(missing);
      expect((await api.get(`/logged-models/${id}`)).body).toMatchObject({
        model: { info: { tags: [{ key: 'k', value: 'z' }] }, data: { params } },
      });
    }));

  it('that is deleted is read by those who ask for it', () =>
    withApi(async (api) => {
      const { id } = await makeModel(api);
      for (let attempt = 0; attempt < 2; attempt++) {
        expect(await api.delete(`/logged-models/${id}`)).toEqual({ status: 200, body: {} });
      }
      expect(await api.get(`/logged-models/${id}`)).toMatchObject(missing);
      expect((await api.get(`/logged-models/${id}`, { allow_deleted: 'True' })).status).toBe(200);
      expect((await api.post('/logged-models/search', { experiment_ids: ['0'] })).body).toEqual({});
      for (const [method, path] of [
        ['get', ''],
        ['delete', ''],
        ['delete', '/tags/a'],
      ] as const) {
        expect(await api[method](`/logged-models/${unknownId}${path}`)).toMatchObject(missing);
      }
      expect(await api.patch(`/logged-models/${unknownId}`, { status: 2 })).toMatchObject(missing);
      expect(await api.patch(`/logged-models/${id}`, { status: 7 })).toMatchObject(invalid);
    }));

  it('is searched by fields, with a token of its own', () =>
    withApi(async (api) => {
      const runId = await api.createRun();
      const ids: string[] = [];
      for (const value of [1, 3, 2]) {
        const { id } = await makeModel(api);
        ids.push(id);
        const metric = {
          key: 'f1.macro',
          value,
          timestamp: 1,
          model_id: id,
          dataset_name: 'd',
          dataset_digest: 'x',
        };
        await api.post('/runs/log-metric', { run_id: runId, ...metric });
      }
      const search = {
        experiment_ids: ['0'],
        max_results: 2,
        order_by: [{ field_name: 'metrics.f1.macro', ascending: false, dataset_name: 'd' }],
      };
      const idsOf = (body: MlflowAnswer['body']): unknown[] =>
        [body['models'] ?? []].flat().map((model) => at(model, 'info', 'model_id'));
      const { body } = await api.post('/logged-models/search', search);
      expect(idsOf(body)).toEqual([ids[1], ids[2]]);
      const page_token = body['next_page_token'];
      const next = await api.post('/logged-models/search', { ...search, page_token });
      expect(idsOf(next.body)).toEqual([ids[0]]);
      expect(next.body).not.toHaveProperty('next_page_token');
      for (const message of [
        { ...search, page_token, filter: "name = 'x'" },
        { ...search, page_token, experiment_ids: ['1'] },
        { ...search, page_token, order_by: [] },
        { ...search, order_by: [{ field_name: 'params.a' }] },
        { ...search, order_by: [{ field_name: 'nothing' }] },
        { ...search, order_by: [{ ascending: true }] },
        { ...search, datasets: [{ dataset_digest: 'x' }] },
        { filter: '' },
      ]) {
        expect(await api.post('/logged-models/search', message)).toMatchObject(invalid);
      }
      const ofDataset = async (dataset_name: string): Promise<unknown[]> =>
        idsOf(
          (await api.post('/logged-models/search', { experiment_ids: ['0'], datasets: [{ dataset_name }] }))
            .body,
        );
      expect((await ofDataset('d')).length).toBe(3);
      expect(await ofDataset('other')).toEqual([]);
    }));
});
