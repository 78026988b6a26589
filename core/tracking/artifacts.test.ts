import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { limits } from '#contract/inputs.ts';
import type { EngineClient } from '#contract/procedures.ts';
import { createTestRun, failureOf } from '#core/testing/factories.ts';
import { withEngine } from '#core/testing/with-engine.ts';

async function upload(client: EngineClient, runId: string, path: string, content: string): Promise<void> {
  await client.artifacts.write({ runId, path, offset: 0, chunk: new File([content], 'x'), last: true });
}

describe('artifacts', () => {
  it('keeps a file that comes in pieces and reads it in pieces', () =>
    withEngine(async ({ client, engine }) => {
      const { runId } = await createTestRun(client);
      const size = limits.artifactChunkBytes + 1000;
      const bytes = Buffer.alloc(size, 'abcdefg');
      const first = await client.artifacts.write({
        runId,
        path: 'model/vikter åäö.bin',
        offset: 0,
        chunk: new File([bytes.subarray(0, limits.artifactChunkBytes)], 'x'),
        last: false,
      });
      expect((await client.artifacts.list({ runId })).files).toEqual([]);
      await client.artifacts.write({
        runId,
        path: 'model/vikter åäö.bin',
        uploadId: first.uploadId,
        offset: limits.artifactChunkBytes,
        chunk: new File([bytes.subarray(limits.artifactChunkBytes)], 'x'),
        last: true,
      });
      expect((await client.artifacts.list({ runId, path: 'model' })).files).toEqual([
        { path: 'model/vikter åäö.bin', isFolder: false, size },
      ]);
      const read = await client.artifacts.read({ runId, path: 'model/vikter åäö.bin' });
      expect([read.size, read.end, read.chunk.size]).toEqual([size, false, limits.artifactChunkBytes]);
      const rest = await client.artifacts.read({
        runId,
        path: 'model/vikter åäö.bin',
        offset: read.chunk.size,
      });
      expect(rest.end).toBe(true);
      expect(Buffer.concat([await toBuffer(read.chunk), await toBuffer(rest.chunk)]).equals(bytes)).toBe(
        true,
      );
      expect(readdirSync(engine.ctx.paths.incoming)).toEqual([]);
    }));

  it('overwrites, keeps empty files, deletes files and folders', () =>
    withEngine(async ({ client }) => {
      const { runId } = await createTestRun(client);
      await upload(client, runId, 'a/b/c.txt', 'one');
      await upload(client, runId, 'a/b/c.txt', 'two!');
      await upload(client, runId, 'empty', '');
      expect((await client.artifacts.list({ runId })).files).toEqual([
        { path: 'a', isFolder: true, size: null },
        { path: 'empty', isFolder: false, size: 0 },
      ]);
      expect(await (await client.artifacts.read({ runId, path: 'a/b/c.txt' })).chunk.text()).toBe('two!');
      await client.artifacts.delete({ runId, path: 'a' });
      expect((await client.artifacts.list({ runId })).files).toHaveLength(1);
      expect(await failureOf(client.artifacts.read({ runId, path: 'a/b/c.txt' }))).toMatchObject({
        code: 'NOT_FOUND',
      });
      expect(await failureOf(client.artifacts.delete({ runId, path: '' }))).toMatchObject({
        code: 'INVALID_ARGUMENT',
      });
    }));

  it.each([
    '../x',
    '..',
    '/etc/passwd',
    'a/../../x',
    'a\\b',
    'C:/x',
    'nul',
    'COM1.txt',
    'a/con/b',
    'ends.',
    'ends ',
    'a//b',
    'x\u0000y',
    'what?',
    'e\u0301.txt',
    'n'.repeat(256),
    'a/'.repeat(600) + 'b',
  ])('refuses the path %j and writes nothing', (path) =>
    withEngine(async ({ client, engine, folder }) => {
      const { runId } = await createTestRun(client);
      expect(await failureOf(upload(client, runId, path, 'x'))).toMatchObject({ code: 'PATH_NOT_ALLOWED' });
      expect(await failureOf(client.artifacts.read({ runId, path }))).toMatchObject({
        code: 'PATH_NOT_ALLOWED',
      });
      expect(readdirSync(engine.ctx.paths.artifacts).filter((name) => name !== '.incoming')).toEqual([]);
      expect(existsSync(join(folder, 'x'))).toBe(false);
    }),
  );

  it('refuses two names that Windows takes for one, a file below a file, and a file in place of a folder', () =>
    withEngine(async ({ client }) => {
      const { runId } = await createTestRun(client);
      await upload(client, runId, 'Model/a.txt', 'x');
      expect((await failureOf(upload(client, runId, 'model/b.txt', 'x'))).message).toContain(
        'upper and lower case',
      );
      expect(await failureOf(upload(client, runId, 'Model/a.txt/b', 'x'))).toMatchObject({
        code: 'PATH_NOT_ALLOWED',
      });
      expect(await failureOf(upload(client, runId, 'Model', 'x'))).toMatchObject({
        code: 'PATH_NOT_ALLOWED',
      });
    }));

  it('refuses to read through a link that leads out', () =>
    withEngine(async ({ client, engine, folder }) => {
      const { runId } = await createTestRun(client);
      await upload(client, runId, 'a.txt', 'x');
      writeFileSync(join(folder, 'secret'), 'secret');
      const root = join(engine.ctx.paths.artifacts, '0', runId, 'artifacts');
      symlinkSync(join(folder, 'secret'), join(root, 'link'));
      mkdirSync(join(folder, 'outside'));
      symlinkSync(join(folder, 'outside'), join(root, 'folder'));
      expect(await failureOf(client.artifacts.read({ runId, path: 'link' }))).toMatchObject({
        code: 'PATH_NOT_ALLOWED',
      });
      expect(await failureOf(upload(client, runId, 'folder/x', 'x'))).toMatchObject({
        code: 'PATH_NOT_ALLOWED',
      });
      expect(readdirSync(join(folder, 'outside'))).toEqual([]);
    }));

  it('tells where a file lies, but of no folder, no link out and nothing elsewhere', () =>
    withEngine(async ({ client, engine, folder }) => {
      const { runId } = await createTestRun(client);
      await upload(client, runId, 'plots/a.txt', 'words');
      const root = join(engine.ctx.paths.artifacts, '0', runId, 'artifacts');
      const { file } = await client.artifacts.locate({ uri: `runs:/${runId}/plots/a.txt` });
      expect(file).toBe(join(root, 'plots', 'a.txt'));
      writeFileSync(join(folder, 'secret'), 'secret');
      symlinkSync(join(folder, 'secret'), join(root, 'link'));
      const codes = ['plots', 'plots/none', 'link', '../../../../stile.db'].map(async (path) => {
        return (await failureOf(client.artifacts.locate({ uri: `runs:/${runId}/${path}` }))).code;
      });
      expect(await Promise.all(codes)).toEqual([
        'NOT_FOUND',
        'NOT_FOUND',
        'PATH_NOT_ALLOWED',
        'PATH_NOT_ALLOWED',
      ]);
      expect(await failureOf(client.artifacts.locate({ uri: '/etc/passwd' }))).toMatchObject({
        code: 'INVALID_ARGUMENT',
        data: { field: 'uri', value: '/etc/passwd' },
      });
    }));

  it('copies a file out of the workspace: whole, over nothing unless allowed, and never back in', () =>
    withEngine(async ({ client, engine, folder }) => {
      const { runId } = await createTestRun(client);
      await upload(client, runId, 'a.txt', 'words');
      const order = { uri: `runs:/${runId}/a.txt`, file: join(folder, 'copy.txt') };
      expect(await client.artifacts.copyOut(order)).toEqual({ file: order.file, bytes: 5 });
      await upload(client, runId, 'a.txt', 'others');
      expect(await failureOf(client.artifacts.copyOut(order))).toMatchObject({ code: 'ALREADY_EXISTS' });
      expect(readFileSync(order.file, 'utf8')).toBe('words');
      await client.artifacts.copyOut({ ...order, overwrite: true });
      expect(readFileSync(order.file, 'utf8')).toBe('others');
      for (const file of ['copy.txt', join(engine.ctx.paths.root, 'stile.db'), join(folder, 'none', 'a')]) {
        expect(await failureOf(client.artifacts.copyOut({ ...order, file, overwrite: true }))).toMatchObject({
          code: 'INVALID_ARGUMENT',
          data: { field: 'file', value: file },
        });
      }
      expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
    }));

  it('refuses a piece that does not follow on the one before, and forgets the upload', () =>
    withEngine(async ({ client, engine }) => {
      const { runId } = await createTestRun(client);
      const chunk = new File(['abc'], 'x');
      const { uploadId } = await client.artifacts.write({ runId, path: 'x', offset: 0, chunk, last: false });
      const gap = client.artifacts.write({ runId, path: 'x', uploadId, offset: 5, chunk, last: true });
      expect(await failureOf(gap)).toMatchObject({
        code: 'INVALID_ARGUMENT',
        data: { field: 'offset', value: '5' },
      });
      const foreign = client.artifacts.write({
        runId,
        path: 'x',
        uploadId: '../../x',
        offset: 0,
        chunk,
        last: true,
      });
      expect(await failureOf(foreign)).toMatchObject({
        code: 'INVALID_ARGUMENT',
        data: { field: 'uploadId' },
      });
      expect(readdirSync(engine.ctx.paths.incoming)).toEqual([]);
    }));
});

async function toBuffer(file: File): Promise<Buffer> {
  return Buffer.from(await file.arrayBuffer());
}
