import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createTestRun } from '#core/testing/factories.ts';
import { withHttpHost, type TestHost } from '#core/testing/with-http-host.ts';

const base = '/api/2.0/mlflow-artifacts/artifacts';

async function runFolder({ client }: TestHost): Promise<{ runId: string; folder: string }> {
  const { runId } = await createTestRun(client);
  return { runId, folder: `0/${runId}/artifacts` };
}

const put = ({ send }: TestHost, path: string, body: string) =>
  send(`${base}/${path}`, { method: 'PUT', body });

describe('a file that a client uploads', () => {
  it('is kept, listed by its name alone, sent back to be saved, and gone when deleted', () =>
    withHttpHost(async (test) => {
      const { runId, folder } = await runFolder(test);
      expect(await put(test, `${folder}/model/MLmodel`, 'flavors: {}\n')).toMatchObject({
        status: 200,
        body: '{}',
        headers: { 'content-type': 'application/json; charset=utf-8' },
      });
      const listed = await test.send(`${base}?path=${folder}`);
      expect(JSON.parse(listed.body)).toEqual({ files: [{ path: 'model', is_dir: true }] });
      const below = await test.send(`${base}/?path=${folder}/model/`);
      expect(JSON.parse(below.body)).toEqual({ files: [{ path: 'MLmodel', is_dir: false, file_size: 12 }] });
      expect(await test.send(`${base}/${folder}/model/MLmodel`)).toMatchObject({
        status: 200,
        body: 'flavors: {}\n',
        headers: {
          'content-type': 'text/plain',
          'content-disposition': 'attachment; filename=MLmodel',
          'x-content-type-options': 'nosniff',
          'content-length': '12',
          'accept-ranges': 'bytes',
        },
      });
      const relative = await test.send(`/api/2.0/mlflow/artifacts/list?run_id=${runId}&path=model`);
      expect(JSON.parse(relative.body)).toEqual({
        root_uri: `mlflow-artifacts:/${folder}`,
        files: [{ path: 'model/MLmodel', is_dir: false, file_size: 12 }],
      });
      expect(await test.send(`${base}/${folder}/model`, { method: 'DELETE' })).toMatchObject({
        status: 200,
        body: '{}',
      });
      expect(await test.send(`${base}/${folder}/model/MLmodel`)).toMatchObject({ status: 404 });
      expect(await test.send(`${base}/${folder}/model`, { method: 'DELETE' })).toMatchObject({ status: 200 });
      expect(readdirSync(test.engine.ctx.paths.incoming)).toEqual([]);
    }));
});
