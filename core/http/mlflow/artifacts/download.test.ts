import { once } from 'node:events';
import { readdirSync, statSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { withHttpHost, type TestHost } from '#core/testing/with-http-host.ts';
import { fileType, saveAs } from './file-type.ts';
import { createRunFolder, filesPath } from './testing.ts';

async function withFile<T>(
  content: string,
  fn: (test: TestHost, path: string) => Promise<T>,
  name = 'data.bin',
): Promise<T> {
  return withHttpHost(async (test) => {
    const { folder } = await createRunFolder(test.client);
    const path = `${filesPath}/${folder}/${name}`;
    await test.send(path, { method: 'PUT', body: content });
    return fn(test, path);
  });
}

describe('a download', () => {
  it.each([
    ['bytes=0-3', 206, '0123', 'bytes 0-3/10'],
    ['bytes=4-', 206, '456789', 'bytes 4-9/10'],
    ['bytes=-3', 206, '789', 'bytes 7-9/10'],
    ['bytes=-99', 206, '0123456789', 'bytes 0-9/10'],
    ['bytes=8-99', 206, '89', 'bytes 8-9/10'],
    ['bytes=9-9', 206, '9', 'bytes 9-9/10'],
    ['Bytes=0-0', 206, '0', 'bytes 0-0/10'],
    ['bytes=5-2', 200, '0123456789', undefined],
    ['bytes=0-1,4-5', 200, '0123456789', undefined],
    ['lines=0-1', 200, '0123456789', undefined],
    ['bytes=-', 200, '0123456789', undefined],
  ])('of %s', (range, status, body, contentRange) =>
    withFile('0123456789', async ({ send }, path) => {
      const answer = await send(path, { headers: { range } });
      expect(answer).toMatchObject({ status, body });
      expect(answer.headers['content-range']).toBe(contentRange);
      expect(answer.headers['content-length']).toBe(String(body.length));
    }),
  );

  it.each(['bytes=10-', 'bytes=99-100', 'bytes=-0'])('has nothing at %s', (range) =>
    withFile('0123456789', async ({ send }, path) => {
      const answer = await send(path, { headers: { range } });
      expect(answer).toMatchObject({ status: 416, headers: { 'content-range': 'bytes */10' } });
      expect(JSON.parse(answer.body)).toMatchObject({ error_code: 'INVALID_PARAMETER_VALUE' });
    }),
  );

  it('goes on with the same bytes only', () =>
    withFile('0123456789', async ({ send }, path) => {
      const { etag = '', 'last-modified': modified = '' } = (await send(path)).headers;
      const part = (condition: string) =>
        send(path, { headers: { range: 'bytes=8-', 'if-range': condition } });
      expect(await part(etag)).toMatchObject({ status: 206, body: '89' });
      expect(await part(modified)).toMatchObject({ status: 206, body: '89' });
      expect(await send(path, { headers: { 'if-none-match': `"x", ${etag}` } })).toMatchObject({
        status: 304,
        body: '',
      });
      await send(path, { method: 'PUT', body: 'abcdefghij' });
      expect(await part(etag)).toMatchObject({ status: 200, body: 'abcdefghij' });
      expect((await send(path, { headers: { 'if-none-match': etag } })).status).toBe(200);
    }));

  it('can be asked about without being sent', () =>
    withFile('0123456789', async ({ send }, path) => {
      const { headers } = await send(path);
      const head = await send(path, { method: 'HEAD' });
      expect(head).toMatchObject({ status: 200, body: '' });
      for (const name of ['etag', 'content-length', 'content-type', 'last-modified', 'content-disposition']) {
        expect(head.headers[name]).toBe(headers[name]);
      }
      expect(await send(path, { method: 'HEAD', headers: { range: 'bytes=0-3' } })).toMatchObject({
        status: 206,
        headers: { 'content-length': '4' },
      });
      expect((await send(`${path}x`, { method: 'HEAD' })).status).toBe(404);
    }));

  it('is never shown as a page', () =>
    withFile(
      '<script>alert(1)</script>',
      async ({ send }, path) => {
        const { headers } = await send(path, { headers: { accept: 'text/html' } });
        expect(headers).toMatchObject({
          'content-type': 'text/html',
          'content-disposition': 'attachment; filename=page.html',
          'x-content-type-options': 'nosniff',
        });
        expect(headers['content-security-policy']).toContain("default-src 'none'");
      },
      'page.html',
    ));

  it('keeps the old bytes while the file is replaced, and after it is deleted', () =>
    withHttpHost(async (test) => {
      const { folder } = await createRunFolder(test.client);
      const path = `${filesPath}/${folder}/model.bin`;
      const size = 8 * 1024 * 1024;
      await test.send(path, { method: 'PUT', body: 'a'.repeat(size) });
      const download = request(`${test.host.address}${path}`, { agent: false }).end();
      const [message] = (await once(download, 'response')) as [IncomingMessage];
      await test.send(path, { method: 'PUT', body: 'b'.repeat(100) });
      await test.send(path, { method: 'DELETE' });
      const bytes = await buffer(message);
      expect(bytes.length).toBe(size);
      expect(bytes.every((byte) => byte === 97)).toBe(true);
    }));

  it('runs beside nineteen others, and leaves no file open when its reader is gone', () =>
    withHttpHost(async (test) => {
      const { folder } = await createRunFolder(test.client);
      const path = `${filesPath}/${folder}/model.bin`;
      const body = 'x'.repeat(3_000_000);
      await test.send(path, { method: 'PUT', body });
      const answers = await Promise.all(Array.from({ length: 20 }, () => test.send(path)));
      expect(answers.every((answer) => answer.body === body)).toBe(true);
      const download = request(`${test.host.address}${path}`, { agent: false }).end();
      const [message] = (await once(download, 'response')) as [IncomingMessage];
      message.destroy();
      const file = join(test.engine.ctx.paths.artifacts, folder, 'model.bin');
      await expect.poll(() => openFiles(file), { timeout: 5000 }).toBe(0);
    }));
});

/** How often this process has a file open; only Linux can say. */
function openFiles(file: string): number {
  if (process.platform !== 'linux') return 0;
  const { dev, ino } = statOf(file);
  return readdirSync('/proc/self/fd').filter((fd) => {
    const other = statOf(`/proc/self/fd/${fd}`);
    return other.dev === dev && other.ino === ino;
  }).length;
}

function statOf(path: string): { dev: number; ino: number } {
  return statSync(path, { throwIfNoEntry: false }) ?? { dev: -1, ino: -1 };
}

describe('what a file is called', () => {
  it.each([
    ['MLmodel', 'text/plain'],
    ['a.txt', 'text/plain'],
    ['data.json', 'text/plain'],
    ['app.js', 'text/plain'],
    ['feed.xml', 'text/plain'],
    ['notes.md', 'text/plain'],
    ['plot.PNG', 'image/png'],
    ['page.html', 'text/html'],
    ['pic.svg', 'image/svg+xml'],
    ['model.pkl', 'application/octet-stream'],
    ['archive.tar.gz', 'application/octet-stream'],
    ['.json', 'application/octet-stream'],
    ['constructor', 'application/octet-stream'],
  ])('%s is %s', (name, type) => {
    expect(fileType(name)).toBe(type);
  });

  it.each([
    ['plain-name_1.txt', 'attachment; filename=plain-name_1.txt'],
    ['two words.txt', `attachment; filename="two words.txt"; filename*=UTF-8''two%20words.txt`],
    ['å"\\\r\n.txt', `attachment; filename="_____.txt"; filename*=UTF-8''%C3%A5%22%5C%0D%0A.txt`],
    ["it's.txt", `attachment; filename="it's.txt"; filename*=UTF-8''it%27s.txt`],
  ])('%j is saved under it', (name, header) => {
    expect(saveAs(name)).toBe(header);
  });
});
