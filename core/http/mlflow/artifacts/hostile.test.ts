import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rawRequest, sendBytes } from '#core/testing/raw-http.ts';
import { withHttpHost, type TestHost } from '#core/testing/with-http-host.ts';
import { createRunFolder, filesPath } from './testing.ts';

/** Ways to name a file outside of the artifacts, or a name that some system takes for another. */
const waysOut = [
  '../stile.db',
  '../../secret.txt',
  '..%2fstile.db',
  '..%2Fstile.db',
  '%2e%2e/stile.db',
  '%2e%2e%2fstile.db',
  '.%2e/stile.db',
  '%2e./stile.db',
  '%252e%252e/stile.db',
  '%252e%252e%252fstile.db',
  '%25252e%25252e%25252fstile.db',
  '..%252fstile.db',
  '..%5cstile.db',
  '..\\stile.db',
  '%5c..%5cstile.db',
  '..%255cstile.db',
  '\\\\host\\share\\x',
  '%5c%5chost%5cshare',
  'x/../../stile.db',
  'x/%2e%2e/%2e%2e/stile.db',
  './x',
  'x/./y',
  '%2e/x',
  '/etc/passwd',
  '%2fetc%2fpasswd',
  '%252fetc%252fpasswd',
  'C:/Windows/win.ini',
  'C:%5cWindows%5cwin.ini',
  'c%3a/x',
  'C%253a/x',
  'x%00.txt',
  '%00',
  'x%2500.txt',
  'x\x00y',
  'file:///etc/passwd',
  'file:%2f%2f%2fetc%2fpasswd',
  'http://127.0.0.1:1/x',
  'x%23y',
  'x%2523y',
  'x::$DATA',
  'x%3A%3A$DATA',
  '%c0%ae%c0%ae/stile.db',
  '%c0%af',
  '\xc0\xae\xc0\xae/stile.db',
  '%E0%A4%A',
  '%ff',
  '%uff0e%uff0e/x',
  'x%2fy',
  'x/',
  'x//y',
  'x.',
  'x%20',
  'x./y',
  '...',
  '.../x',
  '. ./x',
  '.%20/x',
  '..%20/x',
  '%20../x',
  '..%00/x',
  'nul',
  'CON.txt',
  'x/aux',
  'lpt1.log',
  'COM%C2%B9',
  'x%0d%0aSet-Cookie:%20a=b',
  'x%1b[2J',
  'x%7f',
  'x%22y',
  'x%3cy%3e',
  'x%7cy',
  'x*y',
  'x%3fy',
  '%ed%a0%80',
];

/** Where unfinished uploads lie; below a run these are names like any other. */
const incoming = ['.incoming/x', '.Incoming/x', 'incomi~1/x', '%2eincoming/x'];

/** Full-width and other dots are letters here: a name like any other, kept as what it is. */
const harmless = [
  '%ef%bc%8e%ef%bc%8e',
  '%e2%80%a4%e2%80%a4',
  '%e2%81%84x',
  '..x',
  'x..y',
  '%2525',
  '%25ab%25zz',
];

function statusOf(answer: string): number {
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);
}

/** Everything in the test's folder that is not the engine's own. */
function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => !/stile\.db|engine\.(lock|json)|logs/.test(path))
    .sort();
}

async function withHostileRun(fn: (test: TestHost, folder: string) => Promise<void>): Promise<void> {
  await withHttpHost(async (test) => {
    const { folder } = await createRunFolder(test.client);
    writeFileSync(join(test.folder, 'secret.txt'), 'secret');
    await fn(test, folder);
  });
}

describe('a path that leads out', () => {
  it('is refused in every encoding, by every method, and touches nothing', () =>
    withHostileRun(async (test, folder) => {
      const { address } = test.host;
      const before = filesBelow(test.folder);
      const answers = await Promise.all(
        [...waysOut.map((path) => `${folder}/${path}`), ...waysOut, ...incoming].flatMap((path) =>
          ['PUT', 'GET', 'DELETE'].map(async (method) => {
            const body = method === 'PUT' ? 'evil' : '';
            const answer = await sendBytes(address, rawRequest(method, `${filesPath}/${path}`, body));
            return { method, path, answer, status: statusOf(answer) };
          }),
        ),
      );
      // Reading or deleting a folder by its name with a slash is no way out.
      const isRefused = ({ method, path, status }: (typeof answers)[number]): boolean =>
        status === 400 || (method !== 'PUT' && path.endsWith('x/') && [200, 404].includes(status));
      expect(answers.filter((answer) => !isRefused(answer))).toEqual([]);
      expect(answers.filter(({ answer }) => /secret|SQLite format|root:|\nSet-Cookie/i.test(answer))).toEqual(
        [],
      );
      expect(filesBelow(test.folder)).toEqual(before);
    }));

  it('is refused where it comes as a field', () =>
    withHostileRun(async (test, folder) => {
      const runId = folder.split('/')[1] ?? '';
      for (const path of [
        '../x',
        '..%2fx',
        '%2e%2e/x',
        '%252e%252e/x',
        '/etc/passwd',
        'a\\b',
        'C:/x',
        'a#b',
        'a%23b',
        'x\0y',
        'file:///etc/passwd',
      ]) {
        const value = encodeURIComponent(path);
        for (const target of [
          `/api/2.0/mlflow/artifacts/list?run_id=${runId}&path=${value}`,
          `${filesPath}?path=${value}`,
          `/get-artifact?run_uuid=${runId}&path=${value}`,
          `/model-versions/get-artifact?name=model&version=1&path=${value}`,
          `/ajax-api/2.0/mlflow/logged-models/m-1/artifacts/files?artifact_file_path=${value}`,
        ]) {
          const { status, body } = await test.send(target);
          expect([target, status, JSON.parse(body)]).toEqual([
            target,
            400,
            { error_code: 'INVALID_PARAMETER_VALUE', message: 'Invalid path' },
          ]);
        }
      }
    }));

  it('is not what looks like it: these are names', () =>
    withHostileRun(async (test, folder) => {
      for (const name of harmless) {
        const target = `${filesPath}/${folder}/${name}`;
        const answer = await sendBytes(test.host.address, rawRequest('PUT', target, name));
        expect([name, statusOf(answer)]).toEqual([name, 200]);
        expect(
          readFileSync(join(test.engine.ctx.paths.artifacts, folder, decodeURIComponent(name)), 'utf8'),
        ).toBe(name);
      }
    }));

  it('is no URL to fetch and no file of this machine in an experiment of that place', () =>
    withHttpHost(async (test) => {
      for (const uri of ['s3://bucket/x', 'file:///etc', 'http://127.0.0.1:1/x', './mlruns', '/etc']) {
        const { runId } = await test.client.runs.create({ experimentId: '0' });
        await test.engine.ctx.write((tx) => {
          tx.db.run('UPDATE runs SET artifact_uri = ? WHERE uuid = ?', `${uri}/${runId}/artifacts`, runId);
          tx.unchanged();
        });
        for (const target of [
          `/api/2.0/mlflow/artifacts/list?run_id=${runId}`,
          `/get-artifact?run_id=${runId}&path=passwd`,
        ]) {
          const { status, body } = await test.send(target);
          expect(status).toBe(400);
          expect(body).toContain(`${uri}/${runId}`);
        }
        // Its files are elsewhere, and deleting it for good says so by leaving them alone.
        await test.client.runs.delete({ runId });
        expect(await test.client.runs.purge({ runId })).toMatchObject({ files: 0 });
      }
      expect(existsSync('/etc/passwd')).toBe(true);
    }));
});

describe('links and odd files among the artifacts', () => {
  it('lead nowhere: not for reading, listing, writing or deleting', () =>
    withHostileRun(async (test, folder) => {
      const root = join(test.engine.ctx.paths.artifacts, folder);
      const outside = join(test.folder, 'outside');
      mkdirSync(root, { recursive: true });
      mkdirSync(outside);
      writeFileSync(join(outside, 'precious.txt'), 'precious');
      symlinkSync(outside, join(root, 'folder'), 'junction');
      symlinkSync(join(outside, 'precious.txt'), join(root, 'file.txt'));
      symlinkSync('missing', join(root, 'dangling'));
      symlinkSync('loop', join(root, 'loop'));
      const status = async (method: string, path: string) =>
        (
          await test.send(`${filesPath}/${folder}/${path}`, {
            method,
            ...(method === 'PUT' && { body: 'evil' }),
          })
        ).status;
      expect(await status('GET', 'folder/precious.txt')).toBe(400);
      expect(await status('GET', 'file.txt')).toBe(400);
      expect(await status('GET', 'dangling')).toBe(404);
      expect(await status('GET', 'loop')).toBe(404);
      expect(await status('PUT', 'folder/precious.txt')).toBe(400);
      expect(await status('PUT', 'folder/new.txt')).toBe(400);
      expect(await status('DELETE', 'folder/precious.txt')).toBe(400);
      expect((await test.send(`${filesPath}?path=${folder}/folder`)).status).toBe(400);
      expect((await test.send(`${filesPath}?path=${folder}`)).body).toBe('{}');
      // Written over, a link becomes a file; deleted, it is the link that goes.
      expect(await status('PUT', 'file.txt')).toBe(200);
      expect(await status('PUT', 'dangling')).toBe(200);
      expect(await status('DELETE', 'folder')).toBe(200);
      expect(existsSync(join(root, 'missing'))).toBe(false);
      expect(readdirSync(outside)).toEqual(['precious.txt']);
      expect(readFileSync(join(outside, 'precious.txt'), 'utf8')).toBe('precious');
    }));

  it.skipIf(process.platform === 'win32')('that would never end are no files', () =>
    withHostileRun(async (test, folder) => {
      const root = join(test.engine.ctx.paths.artifacts, folder);
      mkdirSync(root, { recursive: true });
      execFileSync('mkfifo', [join(root, 'pipe')]);
      symlinkSync('/dev/zero', join(root, 'zero'));
      expect((await test.send(`${filesPath}/${folder}/pipe`)).status).toBe(404);
      expect((await test.send(`${filesPath}/${folder}/zero`)).status).toBe(400);
      expect((await test.send(`${filesPath}?path=${folder}`)).body).toBe('{}');
    }),
  );

  it('are not unpacked: an archive is a file like any other', () =>
    withHostileRun(async (test, folder) => {
      // The local header of a zip entry named "../../evil", which is all that an unpacker would need.
      const zip = 'PK\x03\x04' + '\0'.repeat(22) + '\x0a\0\0\0../../evil';
      for (const name of ['model.zip', 'model.tar', 'model.mlmodel.zip']) {
        const path = `${filesPath}/${folder}/${name}`;
        expect((await test.send(path, { method: 'PUT', body: zip })).status).toBe(200);
        expect((await test.send(path)).body).toBe(zip);
      }
      expect(readdirSync(join(test.engine.ctx.paths.artifacts, folder))).toHaveLength(3);
      expect(filesBelow(test.folder).filter((path) => path.includes('evil'))).toEqual([]);
    }));
});

describe('pages of other origins', () => {
  it('neither upload nor delete, and no foreign name of this machine reads', () =>
    withHostileRun(async (test, folder) => {
      const path = `${filesPath}/${folder}/a.txt`;
      await test.send(path, { method: 'PUT', body: 'mine' });
      const headers = { origin: 'http://evil.example' };
      expect((await test.send(path, { method: 'PUT', body: 'evil', headers })).status).toBe(403);
      expect((await test.send(path, { method: 'DELETE', headers })).status).toBe(403);
      expect((await test.send(path, { headers: { host: 'evil.example:5000' } })).status).toBe(403);
      expect((await test.send(path)).body).toBe('mine');
    }));
});

describe('with a token set', () => {
  it('nobody gets at a file without it, by any of its addresses', () =>
    withHttpHost(
      async ({ send, client }) => {
        const { runId, folder } = await createRunFolder(client);
        const path = `${filesPath}/${folder}/a.txt`;
        const headers = { authorization: 'Bearer sesame' };
        expect((await send(path, { method: 'PUT', body: 'mine', headers })).status).toBe(200);
        const relative = `run_id=${runId}&path=a.txt`;
        for (const target of [path, `${filesPath}?path=${folder}`, `/get-artifact?${relative}`]) {
          expect((await send(target)).status).toBe(401);
          expect((await send(target, { headers })).status).toBe(200);
        }
        for (const method of ['PUT', 'DELETE', 'HEAD'])
          expect((await send(path, { method })).status).toBe(401);
        expect((await send('/model-versions/get-artifact?name=a&version=1&path=a')).status).toBe(401);
        expect((await send(path, { headers })).body).toBe('mine');
      },
      { env: { STILE_TRACKING_TOKEN: 'sesame' } },
    ));
});
