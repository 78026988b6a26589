import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readColumns, recoverDatasets } from '#core/datasets/index.ts';
import { blobFile, blobStagingFolder, listBlobs } from '#core/store/blobs.ts';
import { failureOf } from '#core/testing/factories.ts';
import { withEngine, type TestEngine } from '#core/testing/with-engine.ts';
import { withCommitMark } from './recover.ts';
import { addFile } from './testing.ts';

const table = 'text,label\ngood,1\nbad,0\nbad,0\n';

function overwrite(file: string, content: string): void {
  chmodSync(file, 0o644);
  writeFileSync(file, content);
}

async function addTwice(test: TestEngine) {
  const first = await addFile(test, table);
  await addFile(test, 'text,label,source\nbad,0,web\n');
  return blobFile(test.engine.ctx.paths, first.sha256);
}

describe('the difference of two versions', () => {
  const compare = async (test: TestEngine, before: string, after: string) => {
    await addFile(test, before);
    await addFile(test, after, { file: 'other.csv' });
    return test.client.datasets.diff({ name: 'reviews', from: 1, to: 2 });
  };

  it.each([
    [
      'rows, duplicates counted',
      table,
      'text,label\nbad,0\nnew,1\nnew,1\n',
      { rowsAdded: 2, rowsRemoved: 2 },
    ],
    [
      'another order of rows and columns',
      table,
      'label;text\n0;bad\n1;good\n0;bad\n',
      { rowsAdded: 0, rowsRemoved: 0 },
    ],
    ['a value in another column', 'a,b\nx,\n', 'a,b\n,x\n', { rowsAdded: 1, rowsRemoved: 1 }],
    ['cells that join to the same text', 'a,b\nxy,z\n', 'a,b\nx,yz\n', { rowsAdded: 1, rowsRemoved: 1 }],
    [
      'columns',
      table,
      'text,label,more\ngood,yes,1\n',
      {
        ...{ columnsAdded: ['more'], columnsRemoved: [], rowsAdded: 1, rowsRemoved: 3 },
        columnsRetyped: [{ name: 'label', from: 'integer', to: 'text' }],
        filesChanged: ['other.csv'],
      },
    ],
  ])('%s', (_, before, after, expected) =>
    withEngine(async (test) => {
      expect(await compare(test, before, after)).toMatchObject(expected);
    }),
  );

  it('of 30,000 rows, shuffled, with known changes', () =>
    withEngine(async (test) => {
      const rows = Array.from({ length: 30_000 }, (_, n) => `row ${n % 20_000},${n}`);
      const changed = rows.slice(100).reverse().concat(['new,1', 'new,2']);
      const toText = (lines: string[]) => `a,b\n${lines.join('\n')}\n`;
      expect(await compare(test, toText(rows), toText(changed))).toMatchObject({
        rowsAdded: 2,
        rowsRemoved: 100,
      });
    }));

  it('needs both versions', () =>
    withEngine(async (test) => {
      await addFile(test, table);
      const failure = await failureOf(test.client.datasets.diff({ name: 'reviews', from: 1, to: 2 }));
      expect(failure).toMatchObject({ code: 'NOT_FOUND', data: { id: 'reviews@2' } });
    }));
});

describe('the preview', () => {
  it('has any page', () =>
    withEngine(async (test) => {
      await addFile(test, `n\n${Array.from({ length: 50_000 }, (_, n) => n).join('\n')}\n`, {
        csv: { hasHeader: true },
      });
      const page = (offset: number) =>
        test.client.datasets.preview({ name: 'reviews', offset, maxResults: 2 });
      expect((await page(0)).rows).toEqual([['0'], ['1']]);
      expect((await page(31_234)).rows).toEqual([['31234'], ['31235']]);
      expect((await page(49_999)).rows).toEqual([['49999']]);
      expect((await page(60_000)).rows).toEqual([]);
    }));
});

describe('stored files', () => {
  it('are read-only, verified, and healed by adding them again', () =>
    withEngine(async (test) => {
      const stored = await addTwice(test);
      const verify = () => test.client.datasets.verify({ name: 'reviews', version: 1 });
      expect(statSync(stored).mode & 0o777).toBe(0o444);
      expect(await verify()).toEqual({ files: 1, bytes: table.length, damaged: [] });
      overwrite(stored, table.replace('good', 'evil'));
      expect(await verify()).toMatchObject({ damaged: ['reviews.csv'] });
      rmSync(stored);
      expect(await verify()).toMatchObject({ damaged: ['reviews.csv'] });
      const failure = await failureOf(readColumns(test.engine.ctx, 'reviews@1', ['text']));
      expect(failure).toMatchObject({
        code: 'DATA_INVALID',
        data: { problem: 'hash_differs', place: 'reviews.csv' },
      });
      expect(await addFile(test, table)).toMatchObject({ version: 1, isNew: false });
      expect(await verify()).toMatchObject({ damaged: [] });
    }));

  it('are restored into a folder that is empty or new', () =>
    withEngine(async (test) => {
      const stored = await addTwice(test);
      const restore = (folder: string) =>
        test.client.datasets.restore({ name: 'reviews', version: 1, folder });
      const folder = join(test.folder, 'out', 'deep');
      expect(await restore(folder)).toEqual({ folder, files: 1 });
      expect(readFileSync(join(folder, 'reviews.csv'), 'utf8')).toBe(table);
      writeFileSync(join(folder, 'reviews.csv'), 'mine');
      expect(await failureOf(restore(folder))).toMatchObject({ code: 'ALREADY_EXISTS' });
      expect(await failureOf(restore('out'))).toMatchObject({ code: 'INVALID_ARGUMENT' });
      overwrite(stored, table.replace('good', 'evil'));
      const fresh = join(test.folder, 'fresh');
      expect(await failureOf(restore(fresh))).toMatchObject({ data: { problem: 'hash_differs' } });
      expect(existsSync(fresh)).toBe(false);
    }));

  it('of a folder are restored with their folders', () =>
    withEngine(async (test) => {
      const path = join(test.folder, 'in');
      mkdirSync(join(path, 'a', 'b'), { recursive: true });
      writeFileSync(join(path, 'a', 'b', 'c.txt'), 'c');
      writeFileSync(join(path, 'same.txt'), 'c');
      await test.client.datasets.add({ name: 'f', source: { kind: 'folder', path } });
      const folder = join(test.folder, 'out');
      await test.client.datasets.restore({ name: 'f', folder });
      expect(readFileSync(join(folder, 'a', 'b', 'c.txt'), 'utf8')).toBe('c');
      expect(await listBlobs(test.engine.ctx.paths)).toHaveLength(1);
    }));
});

describe('after a kill', () => {
  it('staged files go, and stored ones that no version refers to', () =>
    withEngine(async (test) => {
      const { ctx } = test.engine;
      const kept = await addFile(test, table);
      const staging = blobStagingFolder(ctx.paths);
      const orphan = 'ab'.repeat(32);
      writeFileSync(join(staging, 'half.blob'), 'half');
      mkdirSync(join(staging, 'upload-1'));
      // Dies between the files and the database: one file is new, one was there before.
      const dying = withCommitMark(ctx, [orphan, kept.sha256], () => {
        mkdirSync(join(blobFile(ctx.paths, orphan), '..'), { recursive: true });
        writeFileSync(blobFile(ctx.paths, orphan), 'x');
        return Promise.reject(new Error('killed'));
      });
      expect((await failureOf(dying)).message).toBe('killed');
      expect(readdirSync(staging)).toHaveLength(3);
      await recoverDatasets(ctx);
      expect(existsSync(staging)).toBe(false);
      expect(await listBlobs(ctx.paths)).toEqual([kept.sha256]);
      expect(await test.client.datasets.verify({ name: 'reviews' })).toMatchObject({ damaged: [] });
      await recoverDatasets(ctx);
    }));
});

describe('several adds at once', () => {
  it('get versions of their own, and the same content one', () =>
    withEngine(async (test) => {
      const added = await Promise.all(
        Array.from({ length: 12 }, (_, n) => addFile(test, `a\nx${n % 6}\n`, { file: `${n}.csv` })),
      );
      const versions = new Set(added.map(({ version }) => version));
      expect([...versions].sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6]);
      expect(added.filter(({ isNew }) => isNew)).toHaveLength(6);
      expect(await listBlobs(test.engine.ctx.paths)).toHaveLength(6);
    }));
});
