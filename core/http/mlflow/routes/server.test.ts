import { describe, expect, it } from 'vitest';
import { parseJson } from '#core/kernel/json.ts';
import { createMlflowCaller } from '#core/testing/mlflow-client.ts';
import { withHttpHost } from '#core/testing/with-http-host.ts';

const json = { 'content-type': 'application/json' };

describe('what the server says of itself', () => {
  it('is that of a server with a database and without workspaces', () =>
    withHttpHost(async ({ send }) => {
      for (const base of ['/api/3.0', '/ajax-api/3.0']) {
        const { status, body } = await send(`${base}/mlflow/server-info`);
        expect([status, parseJson(body)]).toEqual([
          200,
          { store_type: 'SqlStore', workspaces_enabled: false },
        ]);
      }
    }));
});

describe('datasets of experiments', () => {
  it('are told once for each use', () =>
    withHttpHost(async (test) => {
      const mlflow = createMlflowCaller(test);
      const input = (name: string, context?: string): object => ({
        dataset: { name, digest: '1', source_type: 'local', source: '{}' },
        tags: context === undefined ? [] : [{ key: 'mlflow.data.context', value: context }],
      });
      for (const datasets of [
        [input('a', 'training'), input('b')],
        [input('a', 'test')],
        [input('a', 'test')],
      ])
        await mlflow.post('/runs/log-inputs', { run_id: await mlflow.createRun(), datasets });
      const { body } = await mlflow.post('/experiments/search-datasets', { experiment_ids: ['0'] });
      expect(body).toEqual({
        dataset_summaries: [
          { experiment_id: '0', name: 'a', digest: '1', context: 'test' },
          { experiment_id: '0', name: 'a', digest: '1', context: 'training' },
          { experiment_id: '0', name: 'b', digest: '1' },
        ],
      });
    }));

  it.each([
    {},
    { experiment_ids: Array.from({ length: 21 }, (_, i) => String(i)) },
    { experiment_ids: ['x'] },
  ])('%j is refused', (message) =>
    withHttpHost(async (test) => {
      const answer = await createMlflowCaller(test).post('/experiments/search-datasets', message);
      expect(answer).toMatchObject({ status: 400, body: { error_code: 'INVALID_PARAMETER_VALUE' } });
    }),
  );
});

describe('requests as MLflow takes them', () => {
  it.each([
    ['JSON inside of JSON', JSON.stringify(JSON.stringify({ name: 'a' })), json],
    ['a charset', JSON.stringify({ name: 'a' }), { 'content-type': 'application/json; charset=utf-8' }],
    ['more fields than are known', JSON.stringify({ name: 'a', workspace: 'x' }), json],
  ])('%s is read', (_, body, headers) =>
    withHttpHost(async ({ send }) => {
      expect(
        (await send('/api/2.0/mlflow/experiments/create', { method: 'POST', body, headers })).status,
      ).toBe(200);
    }),
  );

  it.each([
    ['no type', '{"name":"a"}', {}, 'Content-Type'],
    ['a form', '{"name":"a"}', { 'content-type': 'text/plain' }, 'Content-Type'],
    ['nothing at all', undefined, {}, 'Content-Type'],
    ['no body', '', json, "'name'"],
    ['what is no JSON', '{"name":', json, "'name'"],
    ['a list', '["name"]', json, "'name'"],
  ])('%s is refused by name', (_, body, headers, words) =>
    withHttpHost(async ({ send }) => {
      const answer = await send('/api/2.0/mlflow/experiments/create', {
        method: 'POST',
        headers,
        ...(body !== undefined && { body }),
      });
      expect(answer.status).toBe(400);
      expect(answer.body).toContain('INVALID_PARAMETER_VALUE');
      expect(answer.body).toContain(words);
    }),
  );

  it('a GET may carry its message as a body when it has no query', () =>
    withHttpHost(async ({ send }) => {
      const body = JSON.stringify({ experiment_id: '0' });
      const { status } = await send('/api/2.0/mlflow/experiments/get', { body, headers: json });
      expect(status).toBe(200);
    }));
});

describe('addresses that are none', () => {
  it.each([
    ['GET', '/api/2.0/mlflow/nothing'],
    ['POST', '/api/2.0/mlflow/gateway/routes'],
    ['PATCH', '/ajax-api/3.0/mlflow/scorers/register'],
    ['DELETE', '/api/2.0/mlflow/webhooks/1'],
    ['POST', '/api/2.0/mlflow/experiments/create/'],
    ['POST', '/graphql'],
  ])('%s %s is answered as JSON', (method, path) =>
    withHttpHost(async ({ send }) => {
      const { status, body } = await send(path, {
        method,
        headers: json,
        ...(method !== 'GET' && { body: '{}' }),
      });
      expect([status, parseJson(body)]).toMatchObject([404, { error_code: 'ENDPOINT_NOT_FOUND' }]);
    }),
  );

  it.each([
    ['GET', '/api/2.0/mlflow/runs/create'],
    ['POST', '/api/2.0/mlflow/runs/get'],
    ['PUT', '/ajax-api/2.0/mlflow/experiments/search'],
    ['DELETE', '/api/3.0/mlflow/server-info'],
  ])('%s %s is another method than the address has', (method, path) =>
    withHttpHost(async ({ send }) => {
      expect((await send(path, { method, headers: json })).status).toBe(405);
    }),
  );
});

describe('who may call', () => {
  const create = { method: 'POST', body: '{}' };

  it('pages of other origins change nothing, and are told of nothing that they may do', () =>
    withHttpHost(async ({ send, client }) => {
      const path = '/api/2.0/mlflow/runs/create';
      for (const [name, value] of [
        ['origin', 'https://evil.example'],
        ['sec-fetch-site', 'cross-site'],
      ] as const) {
        const answer = await send(path, { ...create, headers: { ...json, [name]: value } });
        expect(answer.status).toBe(403);
      }
      const asked = await send(path, { method: 'OPTIONS', headers: { origin: 'https://evil.example' } });
      expect(asked.status).toBe(204);
      expect(Object.keys(asked.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
      expect((await client.runs.search({})).runs).toEqual([]);
    }));

  it('names that were made to point here are not ours (DNS rebinding), for reads too', () =>
    withHttpHost(async ({ send }) => {
      const headers = { host: 'evil.example:5000' };
      expect((await send('/api/2.0/mlflow/experiments/get?experiment_id=0', { headers })).status).toBe(403);
    }));

  it('every answer forbids to guess its type and to be framed', () =>
    withHttpHost(async ({ send }) => {
      const { headers } = await send('/api/2.0/mlflow/experiments/get?experiment_id=0');
      expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY' });
      expect(headers['content-security-policy']).toContain("default-src 'none'");
    }));
});

describe('with a token or a password set', () => {
  const env = {
    STILE_TRACKING_TOKEN: 'sesame',
    STILE_TRACKING_USERNAME: 'ada',
    STILE_TRACKING_PASSWORD: 'p:w',
  };
  const path = '/api/2.0/mlflow/experiments/get?experiment_id=0';
  const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;

  it.each([
    ['nothing', undefined],
    ['another token', 'Bearer sesam'],
    ['the token as a password', basic('sesame')],
    ['another password', basic('ada:p')],
    ['another user', basic('bob:p:w')],
    ['no scheme', 'sesame'],
  ])('%s is not enough', (_, authorization) =>
    withHttpHost(
      async ({ send }) => {
        const answer = await send(path, authorization === undefined ? {} : { headers: { authorization } });
        expect([answer.status, parseJson(answer.body)]).toMatchObject([
          401,
          { error_code: 'UNAUTHENTICATED' },
        ]);
        expect(answer.headers['www-authenticate']).toContain('Basic');
        for (const open of ['/health', '/version']) expect((await send(open)).status).toBe(200);
      },
      { env },
    ),
  );

  it('either is, and so is a browser that was let in, or the token of the engine', () =>
    withHttpHost(
      async ({ send, enter, engine }) => {
        for (const authorization of ['Bearer sesame', basic('ada:p:w'), `Bearer ${engine.rpcToken}`])
          expect((await send(path, { headers: { authorization } })).status).toBe(200);
        expect((await send(path, { headers: await enter() })).status).toBe(200);
      },
      { env },
    ));

  it('files are behind it as well', () =>
    withHttpHost(
      async ({ send }) => {
        for (const file of ['/get-artifact?run_uuid=a&path=b', '/api/2.0/mlflow-artifacts/artifacts/0/a'])
          expect((await send(file)).status).toBe(401);
      },
      { env },
    ));
});
