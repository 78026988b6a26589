import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { runStile, withHost } from '#core/testing/programs.ts';
import { withFolder } from '#core/testing/with-engine.ts';

const fixtures = join(import.meta.dirname, '..', 'datasets', 'formats', 'fixtures');
const table = 'Omdöme;Betyg\nbra;5\ndålig;1\n';

/** Runs `stile dataset ...` in a folder, on its workspace `ws`. */
function createCommand(folder: string) {
  const env = { STILE_WORKSPACE: join(folder, 'ws') };
  const run = (...args: string[]) => runStile(['dataset', ...args], { cwd: folder, env });
  const json = async (...args: string[]): Promise<Record<string, unknown>> => {
    const { stdout } = await run(...args, '--json');
    return JSON.parse(stdout) as Record<string, unknown>;
  };
  return { run, json };
}

describe('stile dataset', () => {
  it('adds, shows, compares, verifies and restores', () =>
    withFolder(async (folder) => {
      const { run, json } = createCommand(folder);
      writeFileSync(join(folder, 'r.csv'), Buffer.from(table, 'latin1'));
      const added = await run(
        'add',
        'reviews',
        'r.csv',
        '--message',
        'week 1',
        '--description',
        'of the shop',
      );
      expect([added.code, added.stderr]).toEqual([0, '']);
      expect(added.stdout).toContain('Added version 1 of reviews: 2 rows, 2 columns');
      expect(added.stdout).toContain('read as Windows-1252');
      expect((await run('add', 'reviews', 'r.csv')).stdout).toContain(
        'Version 1 of reviews has this content already',
      );
      writeFileSync(join(folder, 'r.csv'), `${table}så där;3\n`);
      expect(await json('add', 'reviews', 'r.csv')).toMatchObject({ version: 2, rows: 3, isNew: true });
      expect((await run('list')).stdout).toMatch(/reviews\t2\t3\t.*of the shop/);
      expect((await run('show', 'reviews@1')).stdout).toMatch(/datasets:\/reviews\/1[^]*Betyg\s+integer/);
      expect((await run('versions', 'reviews')).stdout).toContain('week 1');
      expect((await run('preview', 'datasets:/reviews/2', '--offset', '2')).stdout).toBe(
        'Omdöme\tBetyg\nså där\t3\n',
      );
      expect((await run('diff', 'reviews', '1', '2')).stdout).toMatch(/Rows added:\s+1\nRows removed:\s+0/);
      expect(await json('verify', 'reviews@1')).toMatchObject({ files: 1, damaged: [] });
      expect((await run('restore', 'reviews@1', 'out')).code).toBe(0);
      expect(readFileSync(join(folder, 'out', 'r.csv'), 'latin1')).toBe(table);
      expect((await run('describe', 'reviews', 'new words')).code).toBe(0);
      expect((await json('list'))['datasets']).toMatchObject([{ description: 'new words', versions: 2 }]);
    }));

  it('takes options of the CSV, mapped columns, folders and queries, through a running engine too', () =>
    withFolder(async (folder) => {
      const { run, json } = createCommand(folder);
      writeFileSync(join(folder, 'r.csv'), table);
      mkdirSync(join(folder, 'images'));
      writeFileSync(join(folder, 'images', 'a.png'), 'png');
      const db = new Database(join(folder, 'shop.db'));
      db.exec("CREATE TABLE orders (id INTEGER, note TEXT); INSERT INTO orders VALUES (1, 'x')");
      db.close();
      await withHost(join(folder, 'ws'), async () => {
        const inspected = await run('inspect', 'r.csv');
        expect(inspected.stdout).toMatch(/Delimiter:\s+";"[^]*Omdöme \(text\), Betyg \(integer\)/);
        expect(await json('inspect', 'r.csv', '--no-header', '--delimiter', ';')).toMatchObject({
          csv: { hasHeader: false },
        });
        expect(await json('add', 'm', 'r.csv', '--column', 'text=Omdöme')).toMatchObject({
          columns: [{ name: 'text' }],
        });
        copyFileSync(join(fixtures, 'reviews.zstd.parquet'), join(folder, 'p.parquet'));
        expect(await json('add', 'p', 'p.parquet')).toMatchObject({ rows: 4, format: 'parquet' });
        expect(await json('add', 'images', 'images')).toMatchObject({
          rows: null,
          files: [{ path: 'a.png' }],
        });
        expect(await json('add', 'orders', 'shop.db', '--query', 'SELECT * FROM orders')).toMatchObject({
          rows: 1,
        });
      });
    }));

  it.each([
    [1, ['add', 'x', 'r.csv', '--column', 'text=no'], 'Its columns are: Omdöme, Betyg'],
    [1, ['add', 'x', 'shop.db', '--query', 'DROP TABLE x'], 'SELECT, WITH or VALUES'],
    [1, ['restore', 'r', 'full'], 'is not empty'],
    [2, ['add', 'a b', 'r.csv'], 'letters of A to Z'],
    [2, ['add', 'x', 'r.csv', '--delimiter', 'ab'], 'one character'],
    [2, ['add', 'x', 'shop.db'], '--query'],
    [2, ['diff', 'r', '1', 'x'], 'numbered from 1'],
    [3, ['add', 'x', 'no.csv'], 'no.csv'],
    [3, ['show', 'nothing'], 'There is r.'],
    [3, ['show', 'r@9'], 'It has version 1'],
  ])('ends with %d for %j', (code, args, words) =>
    withFolder(async (folder) => {
      const { run } = createCommand(folder);
      writeFileSync(join(folder, 'r.csv'), table);
      new Database(join(folder, 'shop.db')).exec('CREATE TABLE x (a)').close();
      mkdirSync(join(folder, 'full'));
      writeFileSync(join(folder, 'full', 'mine'), '');
      await run('add', 'r', 'r.csv');
      const { code: found, stdout, stderr } = await run(...args);
      expect([found, stdout]).toEqual([code, '']);
      expect(stderr).toContain(words);
      expect(existsSync(join(folder, 'full', 'mine'))).toBe(true);
    }),
  );
});
