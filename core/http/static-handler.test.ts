import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createStaticHandler } from './static-handler.ts';
import type { StaticHandler } from './static-handler.ts';

let folder: string;
let handle: StaticHandler;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stile static åäö '));
  const root = join(folder, 'renderer');
  mkdirSync(join(root, 'assets'), { recursive: true });
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  mkdirSync(join(folder, 'renderer-other'));
  writeFileSync(join(folder, 'renderer-other', 'secret.txt'), 'secret');
  writeFileSync(
    join(root, 'index.html'),
    '<meta name="csp-nonce" content="__STILE_NONCE__"><p nonce="__STILE_NONCE__">',
  );
  writeFileSync(join(root, 'assets', 'index-Bx_1.js'), 'const a = "__STILE_NONCE__";');
  writeFileSync(join(root, 'assets', 'plex.woff2'), Buffer.from([0, 255, 1]));
  handle = createStaticHandler(root);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const get = (url: string, init?: RequestInit): Promise<Response> => handle(new Request(url, init));

/** As Chromium would send it: Node's `Request` tidies addresses up. */
function getRaw(url: string): Promise<Response> {
  return handle(Object.defineProperty(new Request('app://stile/'), 'url', { value: url }));
}

describe('the files of the app', () => {
  it.each([
    ['app://stile/assets/index-Bx_1.js', 'text/javascript; charset=utf-8'],
    ['app://stile/assets/index-Bx_1.js?v=1', 'text/javascript; charset=utf-8'],
    ['app://stile/assets/plex.woff2', 'font/woff2'],
    ['app://stile/assets/../assets/plex.woff2', 'font/woff2'],
    ['app://stile/index.html', 'text/html; charset=utf-8'],
  ])('serves %s as %s', async (url, type) => {
    const response = await get(url);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, type]);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('serves bytes as they are, and no nonce outside pages', async () => {
    expect(new Uint8Array(await (await get('app://stile/assets/plex.woff2')).arrayBuffer())).toEqual(
      new Uint8Array([0, 255, 1]),
    );
    expect(await (await get('app://stile/assets/index-Bx_1.js')).text()).toContain('__STILE_NONCE__');
  });

  it.each([
    'app://stile/',
    'app://stile/runs',
    'app://stile/runs/12/%C3%A5%20b/',
    'app://stile/runs?order=a.b#c.d',
  ])('answers the screen %s with index.html', async (url) =>
    expect(await (await get(url)).text()).toContain('csp-nonce'),
  );

  it('puts one fresh nonce into the page and its policy', async () => {
    const nonces = new Set<string>();
    for (const _ of [1, 2, 3]) {
      const response = await get('app://stile/');
      const [, nonce = ''] =
        /'nonce-([^']+)'/.exec(response.headers.get('content-security-policy') ?? '') ?? [];
      expect(await response.text()).toBe(`<meta name="csp-nonce" content="${nonce}"><p nonce="${nonce}">`);
      nonces.add(nonce);
    }
    expect(nonces.size).toBe(3);
  });

  it('answers HEAD without a body and refuses other methods', async () => {
    const head = await get('app://stile/', { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    const post = await get('app://stile/', { method: 'POST', body: 'x' });
    expect([post.status, post.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
    expect((await get('app://stile/', { method: 'DELETE' })).status).toBe(405);
  });
});

describe('addresses that lead nowhere', () => {
  it.each([
    ['app://stile/..%2fsecret.txt', 400],
    ['app://stile/assets/..%2f..%2fsecret.txt', 400],
    ['app://stile/%2e%2e%2fsecret.txt', 400],
    ['app://stile/..%5csecret.txt', 400],
    ['app://stile/..\\secret.txt', 400],
    ['app://stile/%2fetc/secret.txt', 404],
    ['app://stile//etc/passwd.txt', 404],
    ['app://stile/..%2frenderer-other%2fsecret.txt', 400],
    ['app://stile/%252e%252e%252fsecret.txt', 404],
    ['app://stile/index.html%00.png', 400],
    ['app://stile/C:%5csecret.txt', 400],
    ['app://stile/index.html::$DATA', 400],
    ['app://stile/%E0%A4%A', 400],
    ['app://stile/%', 400],
    ['app://stile/missing.js', 404],
    ['app://stile/assets.d/', 200],
    ['app://stile.evil/index.html', 400],
    ['app://stile:81/index.html', 400],
    ['app://user@stile/index.html', 400],
    ['app://evil/index.html', 400],
    ['app:///index.html', 400],
    ['https://stile/index.html', 400],
    ['file:///etc/passwd.txt', 400],
    ['not an address', 400],
  ])('%s is %i and holds no secret', async (url, status) => {
    const response = await getRaw(url);
    expect(response.status).toBe(status);
    expect(await response.text()).not.toContain('secret');
  });

  it.each([
    'app://stile/../secret.txt',
    'app://stile/%2e%2e/secret.txt',
    'app://stile/assets/%2E%2E/%2e./secret.txt',
  ])('%s stays inside', async (url) => expect((await getRaw(url)).status).toBe(404));

  it('does not answer a folder', async () => {
    const root = join(folder, 'renderer');
    mkdirSync(join(root, 'folder.js'), { recursive: true });
    expect((await get('app://stile/folder.js')).status).toBe(404);
  });
});
