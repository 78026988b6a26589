import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { beginUpload, downloadHash, openSocket, uploadStream } from '#core/testing/raw-http.ts';
import { watchLiveMemory } from '#core/testing/live-memory.ts';
import { createRandom } from '#core/testing/random.ts';
import { withHttpHost, type TestHost } from '#core/testing/with-http-host.ts';
import { createRunFolder, filesPath } from './testing.ts';

const mebibyte = 1024 * 1024;

/** Pieces that are all different, so that one out of place would be seen. */
function* makePieces(count: number): Generator<Buffer> {
  for (let index = 0; index < count; index++) {
    const piece = Buffer.alloc(mebibyte, 'weights ');
    piece.writeUInt32LE(index);
    yield piece;
  }
}

function hashOf(pieces: Iterable<Buffer>): string {
  const hash = createHash('sha256');
  for (const piece of pieces) hash.update(piece);
  return hash.digest('hex');
}

/** Resolves once nothing of an upload is left, and says what the artifacts hold. */
async function settled({ engine }: TestHost): Promise<string[]> {
  const { incoming, artifacts } = engine.ctx.paths;
  await expect.poll(() => (existsSync(incoming) ? readdirSync(incoming) : []), { timeout: 5000 }).toEqual([]);
  return readdirSync(artifacts, { recursive: true, encoding: 'utf8' }).filter((path) => path !== '.incoming');
}

/** Waits until the server has bytes of an upload on its disk. */
async function arrived({ engine }: TestHost): Promise<void> {
  const { incoming } = engine.ctx.paths;
  await expect
    .poll(() => (existsSync(incoming) ? readdirSync(incoming).length : 0), { timeout: 5000 })
    .toBe(1);
}

describe('a large file', () => {
  it('takes no more memory than a small one, up and down', { timeout: 60_000 }, () =>
    withHttpHost(async ({ host, client }) => {
      const { folder } = await createRunFolder(client);
      const path = `${filesPath}/${folder}/weights.bin`;
      await uploadStream(host.address, path, makePieces(4));
      const watch = watchLiveMemory();
      const expected = hashOf(makePieces(200));
      expect(await uploadStream(host.address, path, makePieces(200))).toEqual({ status: 200, body: '{}' });
      expect(await downloadHash(host.address, path)).toEqual({
        status: 200,
        size: 200 * mebibyte,
        sha256: expected,
      });
      // The client is in this process too.
      expect(watch.end() / mebibyte).toBeLessThan(24);
    }),
  );

  it('may come in pieces of any size, with its length said or not', () =>
    withHttpHost(async ({ host, client }) => {
      const { folder } = await createRunFolder(client);
      const pieces = Array.from({ length: 3000 }, (_, index) =>
        Buffer.from(`${index},`.repeat(1 + (index % 7))),
      );
      const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
      for (const isSaid of [true, false]) {
        const path = `${filesPath}/${folder}/pieces-${isSaid}`;
        const headers: Record<string, string> = isSaid ? { 'content-length': String(length) } : {};
        expect((await uploadStream(host.address, path, pieces, headers)).status).toBe(200);
        expect(await downloadHash(host.address, path)).toEqual({
          status: 200,
          size: length,
          sha256: hashOf(pieces),
        });
      }
    }));

  it('may say any type, also one that is none', () =>
    withHttpHost(async ({ send, client }) => {
      const { folder } = await createRunFolder(client);
      for (const type of [
        'application/json',
        'text/plain',
        'multipart/form-data; boundary=x',
        'nonsense',
        'a/b/c;;=',
        '',
      ]) {
        const headers = { 'content-type': type };
        const answer = await send(`${filesPath}/${folder}/x`, {
          method: 'PUT',
          body: '{"not": json',
          headers,
        });
        expect([type, answer.status]).toEqual([type, 200]);
      }
    }));
});

describe('an upload that ends early', () => {
  it.each([
    ['with its length said', { 'content-length': '1000000' }],
    ['in chunks', {}],
  ])('leaves nothing behind (%s)', (_, headers) =>
    withHttpHost(async (test) => {
      const { folder } = await createRunFolder(test.client);
      const { body } = beginUpload(test.host.address, `${filesPath}/${folder}/a/b.bin`, headers);
      body.on('error', () => undefined);
      body.write(Buffer.alloc(100_000));
      await arrived(test);
      body.destroy();
      expect(await settled(test)).toEqual([]);
      expect((await test.send(`${filesPath}?path=${folder}`)).body).toBe('{}');
    }),
  );

  it('keeps the file that was there before', () =>
    withHttpHost(async (test) => {
      const { folder } = await createRunFolder(test.client);
      const path = `${filesPath}/${folder}/b.bin`;
      await test.send(path, { method: 'PUT', body: 'before' });
      const { body } = beginUpload(test.host.address, path);
      body.on('error', () => undefined);
      body.write(Buffer.alloc(100_000));
      await arrived(test);
      expect((await test.send(path)).body).toBe('before');
      body.destroy();
      await settled(test);
      expect((await test.send(path)).body).toBe('before');
    }));

  it('is ended when it stalls, and never for being slow', { timeout: 30_000 }, () =>
    withHttpHost(
      async (test) => {
        const { folder } = await createRunFolder(test.client);
        const path = `${filesPath}/${folder}/slow.bin`;
        const slow = beginUpload(test.host.address, path);
        // Longer than the limit in all, but never silent for as long.
        for (let piece = 0; piece < 8; piece++) {
          slow.body.write('12345678');
          await new Promise((resolve) => setTimeout(resolve, 100));
        }
        slow.body.end();
        expect((await slow.answer).status).toBe(200);
        const stalled = openSocket(test.host.address);
        stalled.write(`PUT ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nabc`);
        stalled.resume();
        await once(stalled, 'close');
        await settled(test);
        expect((await test.send(path)).body).toHaveLength(64);
      },
      { idleMs: 400 },
    ),
  );

  it('is told why it is refused, however much of it is still to come', () =>
    withHttpHost(async (test) => {
      const { folder } = await createRunFolder(test.client);
      const answer = await uploadStream(test.host.address, `${filesPath}/${folder}/..%2fx`, makePieces(20));
      expect(answer).toEqual({
        status: 400,
        body: '{"error_code":"INVALID_PARAMETER_VALUE","message":"Invalid path"}',
      });
      const unknown = `${filesPath}/0/${'e'.repeat(32)}/artifacts/x`;
      expect((await uploadStream(test.host.address, unknown, makePieces(20))).status).toBe(404);
      expect(await settled(test)).toEqual([]);
    }));
});

describe('an upload beside others', () => {
  it('is whole: of several to one name at once, one wins', () =>
    withHttpHost(async (test) => {
      const { folder } = await createRunFolder(test.client);
      const path = `${filesPath}/${folder}/model/weights.bin`;
      const contents = Array.from({ length: 8 }, (_, index) => Buffer.alloc(300_000 + index, `${index}`));
      const answers = await Promise.all(
        contents.map((content) => uploadStream(test.host.address, path, [content])),
      );
      expect(answers.map(({ status }) => status)).toEqual(contents.map(() => 200));
      const { sha256 } = await downloadHash(test.host.address, path);
      expect(contents.map((content) => hashOf([content]))).toContain(sha256);
      expect(await settled(test)).toHaveLength(5);
    }));

  it('survives that its folder is deleted again and again', () =>
    withHttpHost(async (test) => {
      const { folder } = await createRunFolder(test.client);
      const uploads = Array.from({ length: 30 }, (_, index) =>
        test.send(`${filesPath}/${folder}/model/data/${index}`, { method: 'PUT', body: 'x' }),
      );
      const deletes = Array.from({ length: 10 }, () =>
        test.send(`${filesPath}/${folder}/model`, { method: 'DELETE' }),
      );
      const answers = await Promise.all([...uploads, ...deletes]);
      expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
      await settled(test);
    }));

  it('survives that files become folders and folders files', () =>
    withHttpHost(async (test) => {
      const { folder } = await createRunFolder(test.client);
      const random = createRandom(5);
      const paths = ['a', 'a/b', 'a/b/c', 'a/b/d/e', 'a/f'];
      const statuses = new Set<number>();
      const sendSome = async (): Promise<void> => {
        for (let n = 0; n < 60; n++) {
          const method = random.pick(['PUT', 'PUT', 'DELETE', 'GET']);
          const body = method === 'PUT' ? { body: 'x' } : {};
          const path = `${filesPath}/${folder}/${random.pick(paths)}`;
          statuses.add((await test.send(path, { method, ...body })).status);
        }
      };
      await Promise.all(Array.from({ length: 8 }, sendSome));
      expect([...statuses].sort()).toEqual([200, 400, 404]);
      await settled(test);
    }));

  it('makes no folder for a run that was purged meanwhile', () =>
    withHttpHost(async (test) => {
      for (let round = 0; round < 5; round++) {
        const { runId, folder } = await createRunFolder(test.client);
        const upload = beginUpload(test.host.address, `${filesPath}/${folder}/a/b.bin`);
        upload.body.write(Buffer.alloc(100_000));
        await arrived(test);
        await test.client.runs.delete({ runId });
        const purge = test.client.runs.purge({ runId });
        upload.body.end();
        const { status } = await upload.answer;
        await purge;
        expect([200, 404]).toContain(status);
        await settled(test);
        expect(existsSync(join(test.engine.ctx.paths.artifacts, '0', runId))).toBe(false);
      }
    }));
});
