import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { uploadStream } from '#core/testing/raw-http.ts';
import { withHttpHost, type TestHost } from '#core/testing/with-http-host.ts';
import { createRunFolder, filesPath } from './testing.ts';

const put = ({ send }: TestHost, path: string, body: string) =>
  send(`${filesPath}/${path}`, { method: 'PUT', body });

async function list({ send }: TestHost, path: string): Promise<unknown> {
  const { status, body } = await send(`${filesPath}?path=${encodeURIComponent(path)}`);
  expect(status).toBe(200);
  return JSON.parse(body);
}

describe('a file that a client uploads', () => {
  it('is kept, listed by its name alone, sent back to be saved, and gone when deleted', () =>
    withHttpHost(async (test) => {
      const { runId, folder } = await createRunFolder(test.client);
      expect(await put(test, `${folder}/model/MLmodel`, 'flavors: {}\n')).toMatchObject({
        status: 200,
        body: '{}',
        headers: { 'content-type': 'application/json; charset=utf-8' },
      });
      expect(await list(test, folder)).toEqual({ files: [{ path: 'model', is_dir: true }] });
      expect(await list(test, `${folder}/model/`)).toEqual({
        files: [{ path: 'MLmodel', is_dir: false, file_size: 12 }],
      });
      expect(await test.send(`${filesPath}/${folder}/model/MLmodel`)).toMatchObject({
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
      const relative = await test.send(`/ajax-api/2.0/mlflow/artifacts/list?run_uuid=${runId}&path=model`);
      expect(JSON.parse(relative.body)).toEqual({
        root_uri: `mlflow-artifacts:/${folder}`,
        files: [{ path: 'model/MLmodel', is_dir: false, file_size: 12 }],
      });
      const gone = { status: 200, body: '{}' };
      expect(await test.send(`${filesPath}/${folder}/model`, { method: 'DELETE' })).toMatchObject(gone);
      expect(await test.send(`${filesPath}/${folder}/model/MLmodel`)).toMatchObject({ status: 404 });
      expect(await test.send(`${filesPath}/${folder}/model`, { method: 'DELETE' })).toMatchObject(gone);
      expect(readdirSync(test.engine.ctx.paths.incoming)).toEqual([]);
    }));

  it('may be empty, which clients send in chunks, and may come again', () =>
    withHttpHost(async (test) => {
      const { folder } = await createRunFolder(test.client);
      const path = `${filesPath}/${folder}/empty.txt`;
      expect(await uploadStream(test.host.address, path, [])).toEqual({ status: 200, body: '{}' });
      expect(await list(test, folder)).toEqual({ files: [{ path: 'empty.txt', is_dir: false }] });
      expect(await test.send(path)).toMatchObject({
        status: 200,
        body: '',
        headers: { 'content-length': '0' },
      });
      for (const body of ['one', 'two', 'two']) await put(test, `${folder}/empty.txt`, body);
      expect((await test.send(path)).body).toBe('two');
      expect((await put(test, `${folder}/empty.txt`, '')).status).toBe(200);
      expect((await test.send(path)).body).toBe('');
    }));

  it('keeps its name: spaces, letters, percent signs, and both ways to write an accent', () =>
    withHttpHost(async (test) => {
      const { folder } = await createRunFolder(test.client);
      const names = [
        'två ord.txt',
        '100% +a&b=c;d,e.txt',
        'a%20b.txt',
        '数据 🎉.bin',
        'e\u0301t.txt',
        "it's (1).csv",
      ];
      for (const name of names) {
        const path = `${folder}/sub%20dir/${encodeURIComponent(name)}`;
        expect((await put(test, path, name)).status).toBe(200);
        expect(await test.send(`${filesPath}/${path}`)).toMatchObject({ status: 200, body: name });
      }
      const listed = (await list(test, `${folder}/sub dir`)) as { files: { path: string }[] };
      expect(listed.files.map(({ path }) => path)).toEqual(names.map((name) => name.normalize('NFC')).sort());
    }));

  it('lists nothing below a file, below what is not there, and not where uploads gather', () =>
    withHttpHost(async (test) => {
      const { folder } = await createRunFolder(test.client);
      await put(test, `${folder}/a.txt`, 'x');
      expect(await list(test, `${folder}/a.txt`)).toEqual({});
      expect(await list(test, `${folder}/none/at/all`)).toEqual({});
      expect(await list(test, '')).toEqual({ files: [{ path: '0', is_dir: true }] });
      for (const path of ['.incoming', '.INCOMING/x', 'INCOMI~1/x']) {
        expect((await put(test, path, 'x')).status).toBe(400);
        expect((await test.send(`${filesPath}/${path}`)).status).toBe(400);
        expect((await test.send(`${filesPath}?path=${path}`)).status).toBe(400);
      }
    }));

  it('is no folder: asked for as a file, a folder is not there', () =>
    withHttpHost(async (test) => {
      const { folder, runId } = await createRunFolder(test.client);
      await put(test, `${folder}/model/MLmodel`, 'x');
      const { status, body } = await test.send(`${filesPath}/${folder}/model`);
      expect([status, JSON.parse(body)]).toMatchObject([404, { error_code: 'RESOURCE_DOES_NOT_EXIST' }]);
      expect((await test.send(`/get-artifact?run_id=${runId}&path=model`)).status).toBe(404);
    }));

  it('is told to the screens and stands in the activity once, also in a deleted run', () =>
    withHttpHost(async (test) => {
      const { runId, folder } = await createRunFolder(test.client);
      await test.client.runs.delete({ runId });
      const agent = { 'user-agent': 'mlflow-python-client/3.17.2' };
      for (const body of ['one', 'three']) {
        await test.send(`${filesPath}/${folder}/a/b.txt`, { method: 'PUT', body, headers: agent });
      }
      await test.send(`${filesPath}/${folder}/a/b.txt`, { method: 'DELETE', headers: agent });
      const { entries } = await test.client.activity.list({});
      const actor = { kind: 'client', name: 'mlflow 3.17.2' };
      const [path, entityKind] = ['a/b.txt', 'run'];
      expect(entries.slice(0, 3)).toMatchObject([
        {
          action: 'artifact.delete',
          entityKind,
          entityId: runId,
          actor,
          before: { path, size: 5 },
          after: null,
        },
        { action: 'artifact.write', actor, before: { path, size: 3 }, after: { path, size: 5 } },
        { action: 'artifact.write', actor, before: null, after: { path, size: 3 } },
      ]);
    }));
});

describe('where files may go', () => {
  it('is below a run that is there, and nowhere else in an experiment', () =>
    withHttpHost(async (test) => {
      const { runId, folder } = await createRunFolder(test.client);
      const nobody = 'f'.repeat(32);
      for (const path of [
        `0/${nobody}/artifacts/a`,
        `77/${nobody}/artifacts/a`,
        `77/models/x`,
        `0/models/m-${nobody}/artifacts/a`,
      ]) {
        const { status, body } = await put(test, path, 'x');
        expect([path, status, JSON.parse(body)]).toMatchObject([
          path,
          404,
          { error_code: 'RESOURCE_DOES_NOT_EXIST' },
        ]);
      }
      for (const path of ['0', '0/models', '0/traces', `0/${runId}`, folder, `${folder}/`, `0/${runId}/x`]) {
        expect([path, (await put(test, path, 'x')).status]).toEqual([path, 400]);
      }
      for (const path of ['', '0', '0/models', '0/traces']) {
        const answer = await test.send(`${filesPath}/${path}`, { method: 'DELETE' });
        expect([path, answer.status]).toEqual([path, 400]);
      }
      expect(existsSync(join(test.engine.ctx.paths.artifacts, '0'))).toBe(false);
    }));

  it('is any other place too, as an experiment may have been given one', () =>
    withHttpHost(async (test) => {
      expect((await put(test, 'custom/place/a.txt', 'x')).status).toBe(200);
      expect((await put(test, '0/traces/tr-1/artifacts/traces.json', '{}')).status).toBe(200);
      expect(await list(test, 'custom/place')).toEqual({
        files: [{ path: 'a.txt', is_dir: false, file_size: 1 }],
      });
      expect((await test.send(`${filesPath}/custom`, { method: 'DELETE' })).status).toBe(200);
      expect(await list(test, 'custom')).toEqual({});
    }));

  it('refuses what another system could not hold, and says why', () =>
    withHttpHost(async (test) => {
      const { folder } = await createRunFolder(test.client);
      await put(test, `${folder}/Model/a.txt`, 'x');
      const reasons: [string, string][] = [
        ['model/b.txt', 'upper and lower case'],
        ['Model/a.txt/b', '"a.txt" is a file'],
        ['Model', 'a folder has this name'],
        ['nul.txt', 'reserves'],
        ['dot.', 'ends with a dot'],
        ['space%20', 'ends with a dot or a space'],
        ['a//b', 'empty'],
        ['what%3F', 'refuses in file names'],
        ['n'.repeat(256), 'longer than 255 bytes'],
        ['a/'.repeat(600) + 'b', 'longer than 1024'],
      ];
      for (const [path, reason] of reasons) {
        const { status, body } = await put(test, `${folder}/${path}`, 'x');
        expect([path, status]).toEqual([path, 400]);
        expect(JSON.parse(body)).toMatchObject({
          error_code: 'INVALID_PARAMETER_VALUE',
          message: expect.stringContaining(reason) as string,
        });
      }
    }));
});
