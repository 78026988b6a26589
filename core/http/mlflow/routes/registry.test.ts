import { describe, expect, it } from 'vitest';
import { at, createMlflowCaller, type MlflowAnswer, type MlflowCaller } from '#core/testing/mlflow-client.ts';
import { withHttpHost, type TestHost } from '#core/testing/with-http-host.ts';

type Api = MlflowCaller & Pick<TestHost, 'client'>;

function withApi(fn: (api: Api) => Promise<void>): Promise<void> {
  return withHttpHost((host) => fn({ ...createMlflowCaller(host), client: host.client }));
}

const models = '/registered-models';
const versions = '/model-versions';

/** A model `churn` with `count` versions of files elsewhere. */
async function makeVersions(api: Api, count: number, name = 'churn'): Promise<void> {
  await api.post(`${models}/create`, { name });
  for (let n = 1; n <= count; n++) {
    expect((await api.post(`${versions}/create`, { name, source: `s3://b/${n}` })).status).toBe(200);
  }
}

function tokenOf(body: MlflowAnswer['body']): string {
  const token = body['next_page_token'];
  return typeof token === 'string' ? token : '';
}

const invalid = { status: 400, body: { error_code: 'INVALID_PARAMETER_VALUE' } };
const missing = { status: 404, body: { error_code: 'RESOURCE_DOES_NOT_EXIST' } };

describe('a registered model over REST', () => {
  it('is made, read, changed, renamed and deleted', () =>
    withApi(async (api) => {
      const made = await api.post(`${models}/create`, { name: 'churn', tags: [{ key: 'a', value: 'b' }] });
      expect(made).toEqual({
        status: 200,
        body: {
          registered_model: {
            name: 'churn',
            creation_timestamp: expect.any(Number),
            last_updated_timestamp: expect.any(Number),
            tags: [{ key: 'a', value: 'b' }],
          },
        },
      });
      expect(await api.post(`${models}/create`, { name: 'churn' })).toMatchObject({
        status: 400,
        body: { error_code: 'RESOURCE_ALREADY_EXISTS' },
      });
      const changed = await api.patch(`${models}/update`, { name: 'churn', description: 'words' });
      expect(changed.body).toMatchObject({ registered_model: { description: 'words' } });
      const renamed = await api.post(`${models}/rename`, { name: 'churn', new_name: 'leavers' });
      expect(renamed.body).toMatchObject({ registered_model: { name: 'leavers', description: 'words' } });
      expect(await api.get(`${models}/get`, { name: 'churn' })).toMatchObject(missing);
      expect(await api.delete(`${models}/delete`, { name: 'leavers' })).toEqual({ status: 200, body: {} });
      expect(await api.delete(`${models}/delete`, { name: 'leavers' })).toMatchObject(missing);
    }));

  it('is refused a name that is none', () =>
    withApi(async (api) => {
      for (const name of ['', ' ', 'a/b', 'a:b', '..', 'a\u0000b']) {
        expect(await api.post(`${models}/create`, { name }), name).toMatchObject(invalid);
      }
    }));

  it('has tags; deleting one that is not there is no error, of a model that is not there it is', () =>
    withApi(async (api) => {
      await makeVersions(api, 1);
      await api.post(`${models}/set-tag`, { name: 'churn', key: 'k', value: 'v' });
      await api.post(`${versions}/set-tag`, { name: 'churn', version: '1', key: 'k', value: 'v' });
      const { body } = await api.get(`${models}/get`, { name: 'churn' });
      expect(body).toMatchObject({
        registered_model: {
          tags: [{ key: 'k', value: 'v' }],
          latest_versions: [{ tags: [{ key: 'k', value: 'v' }] }],
        },
      });
      for (const key of ['k', 'k', 'other']) {
        expect(await api.delete(`${models}/delete-tag`, { name: 'churn', key })).toEqual({
          status: 200,
          body: {},
        });
        const ref = { name: 'churn', version: '1', key };
        expect(await api.delete(`${versions}/delete-tag`, ref)).toEqual({ status: 200, body: {} });
      }
      expect(await api.delete(`${models}/delete-tag`, { name: 'none', key: 'k' })).toMatchObject(missing);
    }));
});

describe('a model version over REST', () => {
  it('counts up, keeps what it is given, and never gives a number again', () =>
    withApi(async (api) => {
      await makeVersions(api, 1);
      const ref = { name: 'churn', version: '1' };
      const given = { source: 's3://b/x', run_id: 'r', run_link: 'https://l', description: 'd' };
      const { body } = await api.post(`${versions}/create`, { name: 'churn', ...given });
      expect(body).toEqual({
        model_version: {
          name: 'churn',
          version: '2',
          creation_timestamp: expect.any(Number),
          last_updated_timestamp: expect.any(Number),
          user_id: 'mlflow 3.17.2',
          current_stage: 'None',
          status: 'READY',
          ...given,
        },
      });
      expect((await api.patch(`${versions}/update`, { ...ref, description: 'new' })).body).toMatchObject({
        model_version: { description: 'new', run_link: '' },
      });
      expect((await api.get(`${versions}/get-download-uri`, ref)).body).toEqual({ artifact_uri: 's3://b/1' });
      await api.delete(`${versions}/delete`, { name: 'churn', version: '2' });
      expect(await api.get(`${versions}/get`, { name: 'churn', version: '2' })).toMatchObject(missing);
      const next = await api.post(`${versions}/create`, { name: 'churn', source: 's3://b/3' });
      expect(next.body).toMatchObject({ model_version: { version: '3' } });
    }));

  it('is asked for by a whole number', () =>
    withApi(async (api) => {
      await makeVersions(api, 1);
      for (const version of ['abc', '1.5', '-1', '']) {
        expect(await api.get(`${versions}/get`, { name: 'churn', version }), version).toMatchObject(invalid);
      }
    }));

  const refusedSources = [
    '/etc/passwd',
    'C:\\Windows',
    'file:///etc/passwd',
    './model',
    'mlflow-artifacts:/1/../../etc',
    'mlflow-artifacts:/1/%2e%2e/%2e%2e/etc',
    'mlflow-artifacts:/1/%252e%252e%252f/etc/%zz',
    's3://b/%2e%2e%5cx',
    'runs:/../x/model',
    'models:/../x',
    'mlflow-artifacts:/1/a%00b',
    'dummy-source',
  ];

  it('does not come from outside of the artifacts, nor from files of this machine', () =>
    withApi(async (api) => {
      await api.post(`${models}/create`, { name: 'churn' });
      for (const source of refusedSources) {
        const answer = await api.post(`${versions}/create`, { name: 'churn', source });
        expect(answer, source).toMatchObject(invalid);
      }
      expect((await api.get(`${versions}/search`)).body).toEqual({});
    }));

  it('of a model or a logged model that is not there is no version', () =>
    withApi(async (api) => {
      expect(await api.post(`${versions}/create`, { name: 'x', source: 's3://b/m' })).toMatchObject(missing);
      await api.post(`${models}/create`, { name: 'x' });
      for (const source of [`models:/m-${'0'.repeat(32)}`, 'models:/none/1', 'runs:/none/model']) {
        expect(await api.post(`${versions}/create`, { name: 'x', source })).toMatchObject(missing);
      }
    }));

  it('that is registered again under another name keeps its files', () =>
    withApi(async (api) => {
      await makeVersions(api, 1);
      await api.post(`${models}/create`, { name: 'copy' });
      const { body } = await api.post(`${versions}/create`, { name: 'copy', source: 'models:/churn/1' });
      expect(body).toMatchObject({ model_version: { source: 'models:/churn/1' } });
      const { body: answer } = await api.get(`${versions}/get-download-uri`, { name: 'copy', version: '1' });
      expect(answer).toEqual({ artifact_uri: 's3://b/1' });
      const other = { name: 'copy', source: 'models:/churn/1', run_id: 'another' };
      expect(await api.post(`${versions}/create`, other)).toMatchObject(invalid);
    }));
});

describe('stages over REST', () => {
  it('are any case, and the newest version of each is found', () =>
    withApi(async (api) => {
      await makeVersions(api, 4);
      const move = (version: string, stage: string, archive?: boolean): ReturnType<Api['post']> =>
        api.post(`${versions}/transition-stage`, {
          name: 'churn',
          version,
          stage,
          archive_existing_versions: archive,
        });
      expect((await move('1', 'production')).body).toMatchObject({
        model_version: { current_stage: 'Production' },
      });
      await move('2', 'PRODUCTION', true);
      await move('3', 'Staging');
      const latest = async (stages: string[]): Promise<unknown> => {
        const { body } = await api.post(`${models}/get-latest-versions`, { name: 'churn', stages });
        return body['model_versions'];
      };
      expect(await latest([])).toMatchObject([
        { version: '4', current_stage: 'None' },
        { version: '3', current_stage: 'Staging' },
        { version: '2', current_stage: 'Production' },
        { version: '1', current_stage: 'Archived' },
      ]);
      expect(await latest(['none', 'None'])).toMatchObject([{ version: '4' }]);
      const { body } = await api.get(`${models}/get-latest-versions`, { name: 'churn', stages: ['Staging'] });
      expect(body).toMatchObject({ model_versions: [{ version: '3' }] });
      const bad = { name: 'churn', stages: ['Best'] };
      expect(await api.post(`${models}/get-latest-versions`, bad)).toMatchObject(invalid);
      expect(await api.post(`${models}/get-latest-versions`, { name: 'none' })).toMatchObject(missing);
      expect(await move('1', 'Best')).toMatchObject(invalid);
      expect(await move('1', 'None', true)).toMatchObject(invalid);
    }));
});

describe('aliases over REST', () => {
  it('move, resolve, and go with their version', () =>
    withApi(async (api) => {
      await makeVersions(api, 3);
      const ref = { name: 'churn', alias: 'champion' };
      for (const version of ['1', '2']) await api.post(`${models}/alias`, { ...ref, version });
      expect((await api.get(`${models}/alias`, ref)).body).toMatchObject({
        model_version: { version: '2', aliases: ['champion'] },
      });
      expect((await api.get(`${models}/alias`, { name: 'churn', alias: 'Latest' })).body).toMatchObject({
        model_version: { version: '3' },
      });
      expect((await api.get(`${models}/get`, { name: 'churn' })).body).toMatchObject({
        registered_model: { aliases: [{ alias: 'champion', version: '2' }] },
      });
      await api.delete(`${versions}/delete`, { name: 'churn', version: '2' });
      expect(await api.get(`${models}/alias`, ref)).toMatchObject(invalid);
      expect(await api.delete(`${models}/alias`, ref)).toEqual({ status: 200, body: {} });
      const { moves } = await api.client.registry.history({ name: 'churn' });
      expect(moves.map(({ kind, version }) => [kind, version])).toEqual([
        ['remove', null],
        ['set', 2],
        ['set', 1],
      ]);
    }));

  it('are not called what is a version already', () =>
    withApi(async (api) => {
      await makeVersions(api, 1);
      for (const alias of ['latest', 'LATEST', 'v1', 'V12', 'a b', 'a/b', '']) {
        const answer = await api.post(`${models}/alias`, { name: 'churn', alias, version: '1' });
        expect(answer, alias).toMatchObject(invalid);
      }
    }));

  it('need a version that is there', () =>
    withApi(async (api) => {
      await makeVersions(api, 1);
      expect(await api.post(`${models}/alias`, { name: 'churn', alias: 'a', version: '9' })).toMatchObject(
        missing,
      );
      expect(await api.get(`${models}/alias`, { name: 'none', alias: 'a' })).toMatchObject(missing);
    }));
});

describe('a search of the registry over REST', () => {
  it('goes page by page and refuses tokens and sizes that are none', () =>
    withApi(async (api) => {
      for (const name of ['c', 'a', 'b']) await makeVersions(api, 1, name);
      const first = await api.get(`${models}/search`, { max_results: '2' });
      const token = tokenOf(first.body);
      expect(first.body).toMatchObject({ registered_models: [{ name: 'a' }, { name: 'b' }] });
      const second = await api.get(`${models}/search`, { max_results: '2', page_token: token });
      expect(second.body).toMatchObject({ registered_models: [{ name: 'c' }] });
      expect(second.body).not.toHaveProperty('next_page_token');
      const refused: Record<string, string>[] = [
        { page_token: 'garbage' },
        { page_token: token, filter: "name = 'a'" },
        { max_results: '0' },
        { max_results: '1001' },
        { order_by: 'creation_timestamp' },
        { filter: 'name = a' },
      ];
      for (const query of refused) {
        expect(await api.get(`${models}/search`, query)).toMatchObject(invalid);
      }
      expect(await api.get(`${versions}/search`, { max_results: '200001' })).toMatchObject(invalid);
    }));

  it('keeps prompts apart from models', () =>
    withApi(async (api) => {
      const isPrompt = [{ key: 'mlflow.prompt.is_prompt', value: 'true' }];
      await makeVersions(api, 1);
      await api.post(`${models}/create`, { name: 'greeting', tags: isPrompt });
      const prompt = { name: 'greeting', source: 'dummy-source', tags: isPrompt };
      expect((await api.post(`${versions}/create`, prompt)).status).toBe(200);
      const find = async (folder: string, filter: string): Promise<unknown[]> => {
        const { body } = await api.get(`${folder}/search`, { filter });
        return Object.values(body)
          .flat()
          .map((item) => at(item, 'name'));
      };
      for (const folder of [models, versions]) {
        expect(await find(folder, '')).toEqual(['churn']);
        expect(await find(folder, "tag.`mlflow.prompt.is_prompt` != 'true'")).toEqual(['churn']);
        expect(await find(folder, "name LIKE '%' AND tags.`mlflow.prompt.is_prompt` = 'false'")).toEqual([
          'churn',
        ]);
        expect(await find(folder, "tags.`mlflow.prompt.is_prompt` = 'true'")).toEqual(['greeting']);
      }
    }));
});
