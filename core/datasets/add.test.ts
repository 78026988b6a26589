import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { addDataset, addTable, findDatasetVersion, readColumns } from '#core/datasets/index.ts';
import { traceLineage } from '#core/lineage/index.ts';
import { listBlobs } from '#core/store/blobs.ts';
import { failureOf } from '#core/testing/factories.ts';
import { whyNoMounts, withDisk } from '#core/testing/mount.ts';
import { withEngine, type TestEngine } from '#core/testing/with-engine.ts';
import { stageDownload } from './sources/download.ts';
import { addFile } from './testing.ts';

const small = 'text,label\ngood,1\nbad,0\n';

function incoming({ engine }: TestEngine): string[] {
  const folder = join(engine.ctx.paths.datasets, '.incoming');
  return existsSync(folder) ? readdirSync(folder) : [];
}

describe('a dataset of a file', () => {
  it('has versions that never change, named by their content', () =>
    withEngine(async (test) => {
      const first = await addFile(test, small);
      expect(first).toMatchObject({
        ...{ name: 'reviews', version: 1, uri: 'datasets:/reviews/1', isNew: true, format: 'csv', rows: 2 },
        ...{ csv: { delimiter: ',', encoding: 'utf-8', hasHeader: true }, warnings: [], bytes: small.length },
        files: [{ path: 'reviews.csv', bytes: small.length, sha256: first.sha256 }],
        columns: [
          { name: 'text', type: 'text', distinct: 2, missing: 0, meanLength: 3.5 },
          { name: 'label', type: 'integer', min: 0, max: 1, mean: 0.5, deviation: 0.5 },
        ],
      });
      expect(first.digest).toBe(first.sha256.slice(0, 32));
      expect(await addFile(test, `${small}so,1\n`)).toMatchObject({ version: 2, isNew: true, rows: 3 });
      expect(await addFile(test, small)).toMatchObject({ version: 1, isNew: false });
      const stored = join(
        test.engine.ctx.paths.datasets,
        'blobs',
        first.sha256.slice(0, 2),
        first.sha256.slice(2),
      );
      expect(readFileSync(stored, 'utf8')).toBe(small);
      expect(incoming(test)).toEqual([]);
      expect(await readColumns(test.engine.ctx, 'reviews@1', ['label', 'text'])).toEqual([
        ['1', '0'],
        ['good', 'bad'],
      ]);
      const { versions } = await test.client.datasets.versions({ name: 'reviews' });
      expect(versions.map(({ version }) => version)).toEqual([2, 1]);
      const { datasets } = await test.client.datasets.list({});
      expect(datasets).toMatchObject([{ name: 'reviews', versions: 2, latest: { version: 2, rows: 3 } }]);
    }));

  it('is kept once whatever its name, and read anew with other options', () =>
    withEngine(async (test) => {
      await addFile(test, small);
      await addFile(test, small, { name: 'again', file: 'b.csv' });
      expect(await listBlobs(test.engine.ctx.paths)).toHaveLength(1);
      const asked = await addFile(test, small, { csv: { hasHeader: false } });
      expect(asked).toMatchObject({ version: 2, isNew: true, rows: 3 });
      expect(asked.columns.map(({ name }) => name)).toEqual(['column_1', 'column_2']);
      expect(await addFile(test, small, { csv: { hasHeader: false } })).toMatchObject({
        version: 2,
        isNew: false,
      });
    }));

  it('with a mapping of columns is a CSV of these alone', () =>
    withEngine(async (test) => {
      const content = 'id;Omdöme;Betyg\n1;"bra; ""toppen""";5\n2;;1\n';
      const added = await addFile(test, content, { columns: { text: 'Omdöme', label: 'Betyg' } });
      expect(added).toMatchObject({ rows: 2, csv: { delimiter: ',', encoding: 'utf-8' } });
      const ctx = test.engine.ctx;
      expect(await readColumns(ctx, 'reviews', ['text', 'label'])).toEqual([
        ['bra; "toppen"', null],
        ['5', '1'],
      ]);
      const failure = await failureOf(addFile(test, content, { columns: { text: 'Omdome' } }));
      expect(failure).toMatchObject({
        code: 'DATA_INVALID',
        data: { problem: 'missing_column', value: 'Omdome', place: 'id, Omdöme, Betyg' },
      });
      expect(failure.message).toContain('Its columns are: id, Omdöme, Betyg');
    }));

  it('is in the activity, the lineage and the events', () =>
    withEngine(async (test) => {
      const { ctx, hub } = test.engine;
      const events: string[] = [];
      const stop = hub.listen((heard) => void events.push(...heard.map(({ type }) => type)));
      await addFile(test, small, { message: 'week 1', description: 'from the shop' });
      const derived = await addTable(ctx, {
        name: 'joined',
        columns: ['a'],
        rows: [['x'], [null], ['y']],
        message: 'made',
        derivedFrom: ['datasets:/reviews/1'],
      });
      stop();
      expect(derived).toMatchObject({ rows: 2, source: { kind: 'table' } });
      expect(events).toContain('dataset.changed');
      const { entries } = await test.client.activity.list({ entityKind: 'dataset', entityId: 'reviews' });
      expect(entries).toMatchObject([{ action: 'dataset.add_version', after: { version: 1, rows: 2 } }]);
      const graph = traceLineage(ctx, { uri: 'datasets:/joined/1', direction: 'upstream', depth: 5 });
      expect(JSON.stringify(graph)).toContain('datasets:/reviews/1');
    }));

  it('gets another description', () =>
    withEngine(async (test) => {
      await addFile(test, small);
      await test.client.datasets.describe({ name: 'reviews', description: 'new words' });
      expect((await test.client.datasets.list({})).datasets[0]?.description).toBe('new words');
      expect(await failureOf(test.client.datasets.describe({ name: 'no', description: '' }))).toMatchObject({
        code: 'NOT_FOUND',
      });
    }));
});

describe('what is refused', () => {
  it.each(['', 'a b', '../x', 'con', 'x.', 'å', '.hidden', 'a/b', 'x'.repeat(201)])('the name "%s"', (name) =>
    withEngine(async (test) => {
      const failure = await failureOf(addFile(test, small, { name }));
      expect(failure).toMatchObject({ code: 'INVALID_ARGUMENT', data: { field: 'name' } });
      expect(failure.message).toContain('letters of A to Z');
    }),
  );

  it('what is not there, says what is', () =>
    withEngine(async (test) => {
      const { ctx } = test.engine;
      const find = (ref: string) => failureOf(Promise.resolve().then(() => findDatasetVersion(ctx, ref)));
      expect((await find('nothing')).message).toContain('There are none yet');
      await addFile(test, small);
      await addFile(test, `${small}c,1\n`);
      expect((await find('nothing')).message).toContain('There is reviews');
      expect((await find('reviews@7')).message).toContain('It has versions 1 to 2');
      expect(await find('models:/x/1')).toMatchObject({ code: 'INVALID_ARGUMENT' });
      for (const ref of ['reviews', 'reviews@2', 'datasets:/reviews/2', 'datasets:/reviews'])
        expect(findDatasetVersion(ctx, ref).version).toBe(2);
    }));

  it('a file that is not there, a folder, an empty file: nothing is kept', () =>
    withEngine(async (test) => {
      const add = (path: string) => test.client.datasets.add({ name: 'x', source: { kind: 'file', path } });
      const problem = (problem: string) => ({ code: 'DATA_INVALID', data: { problem } });
      expect(await failureOf(add(join(test.folder, 'no.csv')))).toMatchObject(problem('unreachable'));
      expect(await failureOf(add(test.folder))).toMatchObject(problem('unreachable'));
      expect(await failureOf(add('here.csv'))).toMatchObject({ code: 'INVALID_ARGUMENT' });
      expect(await failureOf(addFile(test, ''))).toMatchObject(problem('empty'));
      expect(await failureOf(addFile(test, 'text,label\n'))).toMatchObject(problem('empty'));
      expect(await failureOf(addFile(test, '\n\n  \n'))).toMatchObject(problem('empty'));
      expect((await test.client.datasets.list({})).datasets).toEqual([]);
      expect([incoming(test), await listBlobs(test.engine.ctx.paths)]).toEqual([[], []]);
    }));

  it.skipIf(whyNoMounts() !== null)('what does not fit on the disk', () =>
    withDisk(24_000_000, (disk) =>
      withEngine(
        async (test) => {
          disk.fill(1_500_000);
          const content = Buffer.alloc(4_000_000, 'a');
          const path = join(test.folder, 'large.bin');
          writeFileSync(path, content);
          const failure = await failureOf(
            test.client.datasets.add({ name: 'x', source: { kind: 'file', path } }),
          );
          expect(failure).toMatchObject({ code: 'DISK_FULL' });
          expect(incoming(test)).toEqual([]);
          disk.free();
          await test.client.datasets.add({ name: 'x', source: { kind: 'file', path } });
        },
        { workspace: join(disk.folder, 'workspace') },
      ),
    ),
  );

  it.skipIf(process.platform === 'win32')('a device, which may never end', () =>
    withEngine(async (test) => {
      const source = { kind: 'file' as const, path: '/dev/zero' };
      expect(await failureOf(test.client.datasets.add({ name: 'x', source }))).toMatchObject({
        code: 'DATA_INVALID',
        data: { problem: 'unreachable', source: '/dev/zero' },
      });
      expect(incoming(test)).toEqual([]);
    }),
  );

  it('a call that gave up leaves nothing', () =>
    withEngine(async (test) => {
      const path = join(test.folder, 'a.csv');
      writeFileSync(path, small);
      const signal = AbortSignal.abort();
      const call = addDataset(test.engine.ctx, { name: 'x', source: { kind: 'file', path } }, { signal });
      expect(await failureOf(call)).toMatchObject({ code: 'CANCELED' });
      expect([incoming(test), await listBlobs(test.engine.ctx.paths)]).toEqual([[], []]);
    }));
});

describe('a folder', () => {
  it('is its files by path, the same in whatever order they came, without links that leave it', () =>
    withEngine(async (test) => {
      const folder = join(test.folder, 'images');
      mkdirSync(join(folder, 'b'), { recursive: true });
      writeFileSync(join(test.folder, 'outside.txt'), 'secret');
      writeFileSync(join(folder, 'z.txt'), 'z');
      writeFileSync(join(folder, 'b', 'åäö.txt'), 'å');
      writeFileSync(join(folder, 'empty'), '');
      symlinkSync(join(test.folder, 'outside.txt'), join(folder, 'out.txt'));
      symlinkSync(join(folder, 'z.txt'), join(folder, 'in.txt'));
      const source = { kind: 'folder' as const, path: folder };
      const added = await test.client.datasets.add({ name: 'images', source });
      expect(added.files.map(({ path }) => path)).toEqual(['b/åäö.txt', 'empty', 'in.txt', 'z.txt']);
      expect(added).toMatchObject({
        format: 'binary',
        rows: null,
        warnings: [{ code: 'links_skipped', count: 1 }],
      });
      renameSync(join(folder, 'z.txt'), join(folder, 'moved'));
      writeFileSync(join(folder, 'z.txt'), 'z');
      rmSync(join(folder, 'moved'));
      expect(await test.client.datasets.add({ name: 'images', source })).toMatchObject({
        version: 1,
        isNew: false,
      });
      writeFileSync(join(folder, 'z.txt'), 'Z');
      rmSync(join(folder, 'empty'));
      writeFileSync(join(folder, 'new'), 'n');
      await test.client.datasets.add({ name: 'images', source });
      expect(await test.client.datasets.diff({ name: 'images', from: 1, to: 2 })).toMatchObject({
        ...{
          filesAdded: ['new'],
          filesRemoved: ['empty'],
          filesChanged: ['in.txt', 'z.txt'],
          rowsAdded: null,
        },
      });
    }));

  it('that holds the workspace is taken without it; an empty one is refused', () =>
    withEngine(async (test) => {
      writeFileSync(join(test.folder, 'mine.txt'), 'x');
      const added = await test.client.datasets.add({
        name: 'all',
        source: { kind: 'folder', path: test.folder },
      });
      expect(added.files.map(({ path }) => path)).toEqual(['mine.txt']);
      const path = join(test.folder, 'empty');
      mkdirSync(path);
      const failure = await failureOf(
        test.client.datasets.add({ name: 'e', source: { kind: 'folder', path } }),
      );
      expect(failure).toMatchObject({ code: 'DATA_INVALID', data: { problem: 'empty' } });
    }));
});

describe('an address', () => {
  async function withServer<T>(answer: RequestListener, fn: (address: string) => Promise<T>): Promise<T> {
    const server = createServer(answer);
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    try {
      return await fn(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  }

  it('is read, through redirects, by its ending or its media type', () =>
    withServer(
      (request, response) => {
        if (request.url === '/moved') response.writeHead(302, { location: '/r.csv' }).end();
        else response.writeHead(200, { 'content-type': 'text/csv; charset=utf-8' }).end(small);
      },
      (address) =>
        withEngine(async (test) => {
          const add = (path: string) =>
            test.client.datasets.add({ name: 'web', source: { kind: 'url', url: address + path } });
          expect(await add('/data?x=1')).toMatchObject({ format: 'csv', rows: 2, source: { kind: 'url' } });
          expect(await add('/moved')).toMatchObject({ isNew: false });
        }),
    ));

  it('that fails, lies about its length, is silent or too large is refused', () =>
    withServer(
      (request, response) => {
        if (request.url === '/round') response.writeHead(302, { location: '/round' }).end();
        else if (request.url === '/404') response.writeHead(404).end();
        else if (request.url === '/short') {
          response.writeHead(200, { 'content-length': '100' });
          response.write('a,b\n');
          setImmediate(() => response.destroy());
        } else if (request.url === '/silent') response.writeHead(200).write('a,b\n');
        else response.end('x'.repeat(5000));
      },
      (address) =>
        withEngine(async (test) => {
          const { ctx } = test.engine;
          const limits = { bytes: 1000, silenceMs: 10_000, totalMs: 10_000 };
          const fail = (path: string, silenceMs = limits.silenceMs) =>
            failureOf(stageDownload(ctx, address + path, { ...limits, silenceMs }));
          expect((await fail('/404')).message).toContain('404');
          expect((await fail('/round')).message).toContain('leads on and on');
          expect(await fail('/short')).toMatchObject({ data: { problem: 'unreachable' } });
          expect((await fail('/silent', 100)).message).toContain('silent for 0.1 seconds');
          expect(await fail('/large')).toMatchObject({ data: { problem: 'too_large' } });
          const refused = await failureOf(stageDownload(ctx, 'http://127.0.0.1:9/x.csv', limits));
          expect(refused).toMatchObject({ code: 'DATA_INVALID', data: { problem: 'unreachable' } });
          expect(await failureOf(stageDownload(ctx, 'file:///etc/passwd', limits))).toMatchObject({
            code: 'INVALID_ARGUMENT',
          });
          expect(incoming(test)).toEqual([]);
        }),
    ));
});

describe('an upload', () => {
  it('comes in pieces, is inspected and added', () =>
    withEngine(async (test) => {
      const piece = (offset: number, text: string, last: boolean, uploadId?: string) =>
        test.client.datasets.upload({
          ...{ fileName: 'C:\\data\\mine.csv', offset, chunk: new File([text], 'x'), last },
          ...(uploadId !== undefined && { uploadId }),
        });
      const { uploadId } = await piece(0, small.slice(0, 10), false);
      const source = { kind: 'upload' as const, uploadId };
      expect(await failureOf(test.client.datasets.add({ name: 'up', source }))).toMatchObject({
        code: 'INVALID_ARGUMENT',
      });
      expect(await piece(10, small.slice(10), true, uploadId)).toEqual({ uploadId, size: small.length });
      expect(await test.client.datasets.inspect({ source })).toMatchObject({
        ...{
          format: 'csv',
          rows: 2,
          bytes: small.length,
          sample: [
            ['good', '1'],
            ['bad', '0'],
          ],
        },
        columns: [
          { name: 'text', type: 'text' },
          { name: 'label', type: 'integer' },
        ],
      });
      const added = await test.client.datasets.add({ name: 'up', source });
      expect(added).toMatchObject({ rows: 2, source: { kind: 'file', location: 'mine.csv' } });
      expect(incoming(test)).toEqual([]);
      expect(await failureOf(piece(5, 'x', true))).toMatchObject({ code: 'INVALID_ARGUMENT' });
    }));
});
