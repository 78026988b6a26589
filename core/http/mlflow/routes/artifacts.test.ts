import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createTestRun } from '#core/testing/factories.ts';
import { withHttpHost, type TestHost } from '#core/testing/with-http-host.ts';

const json = { 'content-type': 'application/json' };
const files = '/api/2.0/mlflow-artifacts/artifacts';

async function post({ send }: TestHost, path: string, message: object) {
  const { status, body } = await send(path, { method: 'POST', headers: json, body: JSON.stringify(message) });
  return { status, body: JSON.parse(body) as Record<string, unknown> };
}

describe('lists of a run', () => {
  it('have one level, with paths from the run and its address', () =>
    withHttpHost(async (test) => {
      const { runId, artifactUri } = await createTestRun(test.client);
      const list = async (query: string) =>
        JSON.parse(
          (await test.send(`/api/2.0/mlflow/artifacts/list?run_id=${runId}${query}`)).body,
        ) as unknown;
      expect(await list('')).toEqual({ root_uri: artifactUri });
      for (const path of ['model/data/a.txt', 'model/b.txt', 'c.txt', 'model/empty']) {
        await test.send(`${files}/0/${runId}/artifacts/${path}`, {
          method: 'PUT',
          body: path === 'model/empty' ? '' : 'xyz',
        });
      }
      expect(await list('')).toEqual({
        root_uri: artifactUri,
        files: [
          { path: 'c.txt', is_dir: false, file_size: 3 },
          { path: 'model', is_dir: true },
        ],
      });
      expect(await list('&path=model/&page_token=x')).toEqual({
        root_uri: artifactUri,
        files: [
          { path: 'model/b.txt', is_dir: false, file_size: 3 },
          { path: 'model/data', is_dir: true },
          { path: 'model/empty', is_dir: false },
        ],
      });
      expect(await list('&path=c.txt')).toEqual({ root_uri: artifactUri });
    }));

  it('need a run that is there', () =>
    withHttpHost(async ({ send }) => {
      const unknown = await send(`/api/2.0/mlflow/artifacts/list?run_id=${'a'.repeat(32)}`);
      expect([unknown.status, JSON.parse(unknown.body)]).toMatchObject([
        404,
        { error_code: 'RESOURCE_DOES_NOT_EXIST' },
      ]);
      const missing = await send('/api/2.0/mlflow/artifacts/list');
      expect([missing.status, JSON.parse(missing.body)]).toMatchObject([
        400,
        { message: expect.stringContaining("Missing value for required parameter 'run_id'") as string },
      ]);
    }));
});

describe('what only other stores can do', () => {
  it('sends clients back to a plain upload', () =>
    withHttpHost(async (test) => {
      const { runId } = await createTestRun(test.client);
      for (const path of ['create/1/x', 'complete/1/x', 'abort/1/x', 'create']) {
        expect(
          await post(test, `/api/2.0/mlflow-artifacts/mpu/${path}`, { path: 'a', num_parts: 2 }),
        ).toEqual({
          status: 501,
          body: {
            error_code: 'NOT_IMPLEMENTED',
            message: 'Multipart upload is not supported for the current artifact repository',
          },
        });
      }
      const presigned = await post(test, '/api/2.0/mlflow/artifacts/presigned-upload-url', {
        run_id: runId,
        path: 'a',
      });
      expect(presigned).toMatchObject({ status: 400, body: { error_code: 'INVALID_PARAMETER_VALUE' } });
      expect((await test.send('/api/2.0/mlflow-artifacts/presigned/1/x')).status).toBe(404);
    }));
});

describe('addresses for a browser', () => {
  it('give a file of a run by either name of its id', () =>
    withHttpHost(async ({ client, send }) => {
      const { runId } = await createTestRun(client);
      await send(`${files}/0/${runId}/artifacts/a/plot.png`, { method: 'PUT', body: 'png' });
      for (const name of ['run_id', 'run_uuid']) {
        const answer = await send(`/get-artifact?${name}=${runId}&path=a/plot.png`);
        expect(answer).toMatchObject({
          status: 200,
          body: 'png',
          headers: { 'content-type': 'image/png', 'content-disposition': 'attachment; filename=plot.png' },
        });
      }
      expect((await send(`/get-artifact?run_id=${runId}`)).status).toBe(400);
      expect((await send(`/get-artifact?path=x`)).status).toBe(400);
      expect((await send(`/get-artifact?run_id=${runId}&path=none`)).status).toBe(404);
      expect((await send(`/get-artifact/x`)).status).toBe(404);
    }));

  it('give a file of a model version', () =>
    withHttpHost(async ({ client, send }) => {
      const { runId } = await createTestRun(client);
      await send(`${files}/0/${runId}/artifacts/model/MLmodel`, { method: 'PUT', body: 'flavors: {}\n' });
      await client.registry.create({ name: 'reviews' });
      await client.registry.createVersion({ name: 'reviews', source: `runs:/${runId}/model`, runId });
      const address = '/model-versions/get-artifact?name=reviews&version=1';
      expect(await send(`${address}&path=MLmodel`)).toMatchObject({ status: 200, body: 'flavors: {}\n' });
      expect((await send(`${address}&path=none`)).status).toBe(404);
      expect((await send('/model-versions/get-artifact?name=reviews&version=2&path=MLmodel')).status).toBe(
        404,
      );
      expect((await send('/model-versions/get-artifact?name=reviews&version=1')).status).toBe(400);
    }));

  it('take a small file from a page', () =>
    withHttpHost(async (test) => {
      const { runId } = await createTestRun(test.client);
      const address = `/ajax-api/2.0/mlflow/upload-artifact?run_uuid=${runId}&path=notes/a.md`;
      expect(await test.send(address, { method: 'POST', body: '# Notes' })).toMatchObject({
        status: 200,
        body: '{}',
      });
      expect((await test.send(`/get-artifact?run_id=${runId}&path=notes/a.md`)).body).toBe('# Notes');
      const large = await test.send(address, { method: 'POST', body: 'x'.repeat(10 * 1024 * 1024 + 1) });
      expect([large.status, large.body]).toMatchObject([400, expect.stringContaining('at most 10485760')]);
      expect(
        (await test.send(address.replace('/ajax-api', '/api'), { method: 'POST', body: 'x' })).status,
      ).toBe(404);
      expect(
        existsSync(join(test.engine.ctx.paths.artifacts, '0', runId, 'artifacts', 'notes', 'a.md')),
      ).toBe(true);
    }));
});
