import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { testPage, withHttpHost } from '#core/testing/with-http-host.ts';

const call = { method: 'POST', body: '{"json":{}}' };
const json = { 'content-type': 'application/json' };

/** Paths to a file beside the page's folder, in every encoding that some server has fallen for. */
const waysOut = [
  '/../secret.txt',
  '/..%2fsecret.txt',
  '/%2e%2e/secret.txt',
  '/%2e%2e%2fsecret.txt',
  '/assets/../../secret.txt',
  '/assets/..%2f..%2fsecret.txt',
  '/assets/%2e%2e/%2e%2e/secret.txt',
  '/..%5csecret.txt',
  '/..\\secret.txt',
  '/%252e%252e/secret.txt',
  '/%c0%ae%c0%ae/secret.txt',
  '/secret.txt%00.js',
  '/%00secret.txt',
  '/C:/secret.txt',
  '/C:%5csecret.txt',
  '//secret.txt',
  '/./../secret.txt',
  '/.%2e/secret.txt',
  '/assets/....//....//secret.txt',
  '/%E0%A4%A',
  '/index.html::$DATA',
  '/.git/config.txt',
];

describe('who gets in', () => {
  it('answers health, version and nothing else without a session', () =>
    withHttpHost(async ({ send }) => {
      expect(await send('/health')).toMatchObject({ status: 200, body: 'OK' });
      expect(await send('/version')).toMatchObject({ status: 200, body: '3.17.2' });
      const { status, body } = await send('/rpc/system/info', { ...call, headers: json });
      expect(status).toBe(401);
      expect(JSON.parse(body)).toMatchObject({ json: { code: 'UNAUTHORIZED', defined: true, status: 401 } });
    }));

  it('turns the printed address into a cookie once and takes it out of the address bar', () =>
    withHttpHost(async ({ client, send }) => {
      const { url } = await client.system.browserToken({});
      const path = url.slice(new URL(url).origin.length);
      const first = await send(path);
      expect(first).toMatchObject({ status: 303, headers: { location: '/', 'cache-control': 'no-store' } });
      const [cookie = ''] = first.headers['set-cookie'] ?? [];
      expect(cookie).toMatch(/^stile-\d+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
      const again = await send(path);
      expect(again).toMatchObject({ status: 303 });
      expect(again.headers['set-cookie']).toBeUndefined();
      const page = await send('/', { headers: { cookie: cookie.split(';')[0] ?? '' } });
      expect(page).toMatchObject({ status: 200 });
    }));

  it('does not use the token up when a program only looks', () =>
    withHttpHost(async ({ client, send }) => {
      const { url } = await client.system.browserToken({});
      const path = url.slice(new URL(url).origin.length);
      await send(path, { method: 'HEAD' });
      expect((await send(path)).headers['set-cookie']).toHaveLength(1);
    }));

  it.each([
    ['en-GB,en;q=0.9', 'Stile is running', 'lang="en"'],
    ['sv-SE,sv;q=0.9,en;q=0.8', 'Stile är igång', 'lang="sv"'],
    ['de,en;q=0.5,sv;q=0.3', 'Stile is running', 'lang="en"'],
    ['de', 'Stile is running', 'lang="en"'],
  ])('tells a browser without a session how to get in (%s)', (language, title, lang) =>
    withHttpHost(async ({ send }) => {
      const { status, body } = await send('/experiments/3', { headers: { 'accept-language': language } });
      expect(status).toBe(401);
      expect(body).toContain(title);
      expect(body).toContain(lang);
      expect(body).not.toContain('<script');
    }),
  );

  it('knows the engine’s own token and tells who it is', () =>
    withHttpHost(async ({ engine, send }) => {
      const headers = { authorization: `Bearer ${engine.rpcToken}` };
      const { body } = await send('/engine/identity', { headers });
      expect(JSON.parse(body)).toEqual({ startToken: engine.startToken, pid: process.pid });
      expect(await send('/engine/identity')).toMatchObject({ status: 401 });
      expect(await send('/engine/identity', { headers: { authorization: 'Bearer x' } })).toMatchObject({
        status: 401,
      });
    }));

  it('writes who called into the activity', () =>
    withHttpHost(async ({ engine, client, send, enter }) => {
      const bearer = { ...json, authorization: `Bearer ${engine.rpcToken}` };
      const create = (headers: Record<string, string>, name: string) =>
        send('/rpc/experiments/create', {
          method: 'POST',
          headers,
          body: JSON.stringify({ json: { name } }),
        });
      await create({ ...json, ...(await enter()) }, 'a');
      await create(bearer, 'b');
      await create({ ...bearer, 'x-stile-actor': 'command;stile run list' }, 'c');
      await create({ ...bearer, 'x-stile-actor': 'client;my script' }, 'd');
      await create({ ...bearer, 'x-stile-actor': 'engine;liar' }, 'e');
      const { entries } = await client.activity.list({});
      expect(entries.map(({ actor }) => `${actor.kind}: ${actor.name}`).reverse()).toEqual([
        'screen: browser',
        'command: stile',
        'command: stile run list',
        'client: my script',
        'command: stile',
      ]);
    }));

  it('does not fall back to the cookie when a wrong token is shown', () =>
    withHttpHost(async ({ send, enter }) => {
      const headers = { ...json, ...(await enter()), authorization: 'Bearer wrong' };
      expect(await send('/rpc/system/info', { ...call, headers })).toMatchObject({ status: 401 });
    }));
});

describe('rules for all requests', () => {
  it.each(['evil.example', 'localhost.evil.example:5000'])('refuses Host "%s" everywhere', (host) =>
    withHttpHost(async ({ send }) => {
      for (const path of ['/', '/health', '/boot.js', '/rpc/system/info', '/api/2.0/x']) {
        expect((await send(path, { headers: { host } })).status).toBe(403);
      }
    }),
  );

  it('refuses calls from pages of other origins, also with a session', () =>
    withHttpHost(async ({ send, enter, host }) => {
      const headers = { ...json, ...(await enter()) };
      const from = (origin: string) => send('/rpc/system/info', { ...call, headers: { ...headers, origin } });
      expect((await from(host.address)).status).toBe(200);
      for (const origin of ['null', 'http://evil.example', 'http://127.0.0.1:1', 'http://localhost']) {
        const { status, body } = await from(origin);
        expect(status).toBe(403);
        expect(JSON.parse(body)).toMatchObject({ json: { code: 'ORIGIN_NOT_ALLOWED' } });
      }
      const crossSite = { ...headers, 'sec-fetch-site': 'cross-site' };
      expect((await send('/rpc/system/info', { ...call, headers: crossSite })).status).toBe(403);
    }));

  it('takes calls as JSON of a said length only', () =>
    withHttpHost(async ({ send, enter }) => {
      const session = await enter();
      const post = (headers: Record<string, string>, body = '{"json":{}}') =>
        send('/rpc/system/info', { method: 'POST', headers: { ...session, ...headers }, body });
      expect((await post({ 'content-type': 'text/plain' })).status).toBe(415);
      expect((await post({})).status).toBe(415);
      expect((await post({ ...json, 'content-length': String(65 * 1024 * 1024) }, undefined)).status).toBe(
        413,
      );
      expect((await post(json, '{"json":')).status).toBe(400);
      const chunked = await send('/rpc/system/info', {
        method: 'POST',
        headers: { ...session, ...json, 'transfer-encoding': 'chunked' },
      });
      expect(chunked.status).toBe(411);
    }));

  it.each(['GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])('takes no call by %s', (method) =>
    withHttpHost(async ({ send, enter }) => {
      const { status, headers } = await send('/rpc/system/info', { method, headers: await enter() });
      expect(status).toBe(404);
      expect(headers['access-control-allow-origin']).toBeUndefined();
    }),
  );

  it('answers unknown calls and paths of programs with an error, not with the page', () =>
    withHttpHost(async ({ send, enter }) => {
      const headers = await enter();
      const unknown = await send('/rpc/system/nothing', { ...call, headers: { ...headers, ...json } });
      expect(unknown).toMatchObject({ status: 404 });
      expect(JSON.parse(unknown.body)).toMatchObject({ json: { code: 'NO_SUCH_CALL' } });
      for (const path of ['/api/2.0/mlflow/nothing', '/ajax-api/x', '/rpc', '/version/x', '/engine/x']) {
        const { status, body } = await send(path, { headers });
        expect([path, status]).toEqual([path, 404]);
        expect(JSON.parse(body)).toMatchObject({ error_code: 'ENDPOINT_NOT_FOUND' });
      }
      expect(
        (await send('/experiments', { method: 'POST', headers: { ...headers, ...json }, body: '{}' })).status,
      ).toBe(404);
    }));

  it('sends the same protection with every answer', () =>
    withHttpHost(async ({ send, enter }) => {
      const session = await enter();
      const answers = [
        await send('/', { headers: session }),
        await send('/'),
        await send('/health'),
        await send('/boot.js'),
        await send('/nothing.js'),
        await send('/rpc/system/info', { ...call, headers: { ...json, ...session } }),
        await send('/rpc/system/info', { ...call, headers: json }),
        await send('/', { headers: { host: 'evil.example' } }),
      ];
      for (const { headers } of answers) {
        expect(headers).toMatchObject({
          'x-content-type-options': 'nosniff',
          'x-frame-options': 'DENY',
          'referrer-policy': 'no-referrer',
        });
        expect(headers['content-security-policy']).toMatch(
          /^default-src 'none'; (script-src 'self'; style-src 'self' 'nonce-|base-uri 'none')/,
        );
      }
      const policies = answers.map(({ headers }) => headers['content-security-policy'] ?? '');
      const pages = policies.filter((policy) => policy.includes('nonce-'));
      expect([pages.length, new Set(pages).size]).toEqual([5, 5]);
    }));
});

describe('the page', () => {
  it('carries the nonce of its policy and is read again after a build', () =>
    withHttpHost(async ({ send, enter, rendererFolder }) => {
      const headers = await enter();
      const { body, headers: answered } = await send('/experiments/1?tab=runs', { headers });
      const nonce = /'nonce-([^']+)'/.exec(String(answered['content-security-policy']))?.[1] ?? 'none';
      expect(body).toBe(testPage.replace('__STILE_NONCE__', nonce));
      writeFileSync(join(rendererFolder, 'index.html'), `${testPage}<!-- new build -->`);
      expect((await send('/', { headers })).body).toContain('new build');
    }));

  it('keeps files that are named after their content, and asks again for the others', () =>
    withHttpHost(async ({ send }) => {
      const hashed = await send('/assets/main-abc123.js');
      expect(hashed).toMatchObject({ status: 200, body: '/* main */' });
      expect(hashed.headers['cache-control']).toBe('public, max-age=31536000, immutable');
      expect(hashed.headers['content-type']).toMatch(/^(text|application)\/javascript/);
      const plain = await send('/boot.js');
      expect(plain.headers['cache-control']).toBe('no-cache');
      const known = await send('/boot.js', { headers: { 'if-none-match': String(plain.headers.etag) } });
      expect(known.status).toBe(304);
      expect(await send('/boot.js', { method: 'HEAD' })).toMatchObject({ status: 200, body: '' });
      expect(await send('/assets/gone-123.js')).toMatchObject({ status: 404 });
      expect((await send('/assets/gone-123.js')).headers['cache-control']).not.toContain('immutable');
    }));

  it('gives out nothing beside itself, however the path is written', () =>
    withHttpHost(async ({ send, enter }) => {
      const headers = await enter();
      for (const path of waysOut) {
        const { status, body } = await send(path, { headers });
        expect([path, [400, 403, 404].includes(status), body === 'secret']).toEqual([path, true, false]);
      }
    }));

  it('says how to build itself when it is not there', () =>
    withHttpHost(async ({ send, enter, rendererFolder }) => {
      const headers = await enter();
      rmSync(join(rendererFolder, 'index.html'));
      expect(await send('/', { headers })).toMatchObject({
        status: 404,
        body: expect.stringContaining('npm run build'),
      });
    }));
});
