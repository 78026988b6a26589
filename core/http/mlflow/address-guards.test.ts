import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createMlflowCaller } from '#core/testing/mlflow-client.ts';
import { withHttpHost, type TestHost } from '#core/testing/with-http-host.ts';
import { createRunFolder, filesPath } from './artifacts/testing.ts';
import { listMlflowAddresses } from './index.ts';

/*
 * Who may call what, over every address of MLflow's API and every way to write it down. What the refusals are worth
 * against what was published of MLflow's server: security.test.ts.
 */

const addresses = listMlflowAddresses().map(({ method, address }) => ({
  method,
  path: address.replace(/:\w+/g, 'x').replace('*', 'x'),
}));

/** Other ways to write an address, some of which routers, proxies and clients take for the same. */
const spellings: readonly (readonly [string, (path: string) => string])[] = [
  ['plain', (path) => path],
  ['with a query', (path) => `${path}?a=/health`],
  ['with a slash behind', (path) => `${path}/`],
  ['with two slashes before', (path) => `/${path}`],
  ['with two slashes inside', (path) => path.replace(/(.)\//, '$1//')],
  ['in capitals', (path) => path.toUpperCase()],
  ['with an escaped letter', (path) => path.replace(/[a-z]/, escapeLetter)],
  ['with an escaped last letter', (path) => path.replace(/[a-z]$/, escapeLetter)],
  ['with escaped slashes', (path) => `/${path.slice(1).replaceAll('/', '%2F')}`],
  ['with a way back', (path) => `/health/..${path}`],
  ['with a dot', (path) => `/.${path}`],
  ['of another host', (path) => `http://evil.example${path}`],
  ['with backslashes', (path) => path.replaceAll('/', '\\')],
  ['with a parameter', (path) => `${path};x=/health`],
  ['with a fragment', (path) => `${path}#x`],
  ['with a NUL', (path) => `${path}%00`],
];

function escapeLetter(letter: string): string {
  return `%${letter.charCodeAt(0).toString(16)}`;
}

const json = { 'content-type': 'application/json' };

async function sendAll(
  { send }: TestHost,
  headers: Record<string, string>,
): Promise<{ request: string; status: number }[]> {
  const answers: { request: string; status: number }[] = [];
  for (const { method, path } of addresses) {
    for (const [name, spell] of spellings) {
      const { status } = await send(spell(path), { method, body: '{}', headers: { ...json, ...headers } });
      answers.push({ request: `${method} ${path} ${name}`, status });
    }
  }
  return answers;
}

/** Those that were not refused as they must be; what is no target of HTTP at all, Node refuses before us. */
function openOnes(answers: readonly { request: string; status: number }[], ...wanted: number[]): object[] {
  return answers.filter(({ request, status }) =>
    request.endsWith(' with backslashes') ? status < 400 : !wanted.includes(status),
  );
}

function countActivity({ engine }: TestHost): unknown {
  return engine.ctx.db.get('SELECT count(*) AS n FROM activity');
}

describe('every address, however it is written', { timeout: 60_000 }, () => {
  it('is closed to who shows no token, once there is one', () =>
    withHttpHost(
      async (test) => {
        expect(addresses.length).toBeGreaterThan(200);
        for (const authorization of ['', 'Bearer wrong']) {
          const answers = await sendAll(test, authorization === '' ? {} : { authorization });
          // Of an address that is none it may be said that it is none; nothing else.
          expect(openOnes(answers, 400, 401, 404)).toEqual([]);
          const plain = answers.filter(({ request }) => / (plain|with a query)$/.test(request));
          expect(openOnes(plain, 401)).toEqual([]);
        }
        expect(countActivity(test)).toEqual({ n: 0 });
      },
      { env: { STILE_TRACKING_TOKEN: 'sesame' } },
    ));

  it('is closed to names that were made to point here', () =>
    withHttpHost(async (test) => {
      const answers = await sendAll(test, { host: 'evil.example' });
      expect(openOnes(answers, 403)).toEqual([]);
    }));

  it('takes nothing from a page of another origin', () =>
    withHttpHost(async (test) => {
      const before = countActivity(test);
      const changing = (await sendAll(test, { origin: 'http://evil.example' })).filter(
        ({ request }) => !request.startsWith('GET ') && !request.startsWith('HEAD '),
      );
      expect(openOnes(changing, 403)).toEqual([]);
      expect(countActivity(test)).toEqual(before);
    }));

  it('tells a page that asks beforehand of nothing that it may do', () =>
    withHttpHost(async ({ send }) => {
      const asks = {
        origin: 'http://evil.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type,authorization',
        'access-control-request-private-network': 'true',
      };
      for (const { path } of addresses) {
        const { status, headers } = await send(path, { method: 'OPTIONS', headers: asks });
        expect([path, [204, 403].includes(status)]).toEqual([path, true]);
        expect(Object.keys(headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
      }
    }));
});

describe('a file', () => {
  it('is never another one because its address is written in another way', () =>
    withHttpHost(async (test) => {
      const { folder, runId } = await createRunFolder(test.client);
      const path = `${filesPath}/${folder}/page.html`;
      await test.send(path, { method: 'PUT', body: 'mine' });
      const query = `/get-artifact?run_id=${runId}&path=page.html`;
      for (const spell of [escapeFirst, withHost]) {
        for (const method of ['GET', 'HEAD', 'PUT', 'DELETE']) {
          const { status } = await test.send(spell(path), { method });
          expect([method, spell(path), status]).toEqual([method, spell(path), 404]);
        }
        expect((await test.send(spell(`${filesPath}?path=${folder}`))).status).toBe(404);
        expect((await test.send(spell(query))).status).toBe(404);
      }
      expect((await test.send(path)).body).toBe('mine');
      const { headers } = await test.send(query);
      expect(headers['content-security-policy']).toMatch(/^default-src 'none'; base-uri 'none'/);
    }));
});

function escapeFirst(path: string): string {
  return path.replace(/[a-z]/, escapeLetter);
}

function withHost(path: string): string {
  return `http://localhost${path}`;
}

describe('the upload of a page, which takes any type', () => {
  const forms = [
    'text/plain',
    'Text/Plain;charset=UTF-8',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
  ];

  it('takes no form without an origin, as old browsers send it', () =>
    withHttpHost(async (test) => {
      const run_id = await createMlflowCaller(test).createRun();
      const path = `/ajax-api/2.0/mlflow/upload-artifact?run_id=${run_id}&path=evil.txt`;
      for (const type of forms) {
        const { status, body } = await test.send(path, {
          method: 'POST',
          body: 'evil',
          headers: { 'content-type': type },
        });
        expect([type, status]).toEqual([type, 400]);
        expect(body).toContain('application/octet-stream');
      }
      const below = readdirSync(test.engine.ctx.paths.artifacts, { recursive: true, encoding: 'utf8' });
      expect(below.filter((file) => file.includes('evil'))).toEqual([]);
    }));

  it('takes what scripts send, and what a page of our own would', () =>
    withHttpHost(async (test) => {
      const run_id = await createMlflowCaller(test).createRun();
      const host = new URL(test.host.address).host;
      const own = forms.map((type) => ({ 'content-type': type, origin: `http://${host}`, host }));
      const scripts: Record<string, string>[] = [
        {},
        { 'content-type': 'application/octet-stream' },
        { 'content-type': 'image/png' },
      ];
      for (const [index, headers] of [...own, ...scripts].entries()) {
        const path = `/ajax-api/2.0/mlflow/upload-artifact?run_id=${run_id}&path=${index}.txt`;
        const { status } = await test.send(path, { method: 'POST', body: 'good', headers });
        expect([headers, status]).toEqual([headers, 200]);
      }
      const folder = join(test.engine.ctx.paths.artifacts, '0', run_id, 'artifacts');
      expect(readdirSync(folder)).toHaveLength(7);
    }));
});
