import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { addDataset } from '#core/datasets/index.ts';
import { failureOf } from '#core/testing/factories.ts';
import { withEngine, type TestEngine } from '#core/testing/with-engine.ts';

function incoming({ engine }: TestEngine): string[] {
  const folder = join(engine.ctx.paths.datasets, '.incoming');
  return existsSync(folder) ? readdirSync(folder) : [];
}

describe('a query', () => {
  function makeShop(folder: string): string {
    const path = join(folder, 'shop.db');
    const db = new Database(path);
    db.exec(
      "CREATE TABLE orders (id INTEGER, note TEXT, price REAL, data BLOB); INSERT INTO orders VALUES (9007199254740993, 'a, \"b\"\nc', 1.5, x'00ff'), (2, NULL, NULL, NULL)",
    );
    db.close();
    return path;
  }

  it('is kept as a CSV', () =>
    withEngine(async (test) => {
      const path = makeShop(test.folder);
      const source = { kind: 'sqlite' as const, path, query: 'SELECT * FROM orders ORDER BY id DESC' };
      expect(await test.client.datasets.inspect({ source })).toMatchObject({ rows: 2, format: 'csv' });
      const added = await test.client.datasets.add({ name: 'orders', source });
      expect(added).toMatchObject({ rows: 2, format: 'csv', source: { kind: 'sqlite' } });
      expect(await test.client.datasets.preview({ name: 'orders' })).toEqual({
        columns: ['id', 'note', 'price', 'data'],
        rows: [
          ['9007199254740993', 'a, "b"\nc', '1.5', '00ff'],
          ['2', null, null, null],
        ],
      });
    }));

  it.each([
    ['SELECT * FROM missing', 'no such table: missing'],
    ['SELECT 1; SELECT 2', 'more than one statement'],
    ['DELETE FROM orders', 'SELECT, WITH or VALUES'],
    ['WITH x AS (SELECT 1) DELETE FROM orders', 'changes something'],
    ['PRAGMA user_version', 'SELECT, WITH or VALUES'],
    ['SELECT abs(-9223372036854775808)', 'integer overflow'],
    // A pattern that may end such a comment in several places takes years for this.
    [`${'/**/'.repeat(100)}x`, 'SELECT, WITH or VALUES'],
  ])('%s is refused with the reason', (query, reason) =>
    withEngine(async (test) => {
      const path = makeShop(test.folder);
      const failure = await failureOf(
        test.client.datasets.add({ name: 'x', source: { kind: 'sqlite', path, query } }),
      );
      expect(failure).toMatchObject({ code: 'DATA_INVALID', data: { problem: 'query' } });
      expect(failure.message).toContain(reason);
      expect(incoming(test)).toEqual([]);
    }),
  );

  it('may begin with comments', () =>
    withEngine(async (test) => {
      const query = '-- all of them\n/* even * those ** */ /**/ SELECT id FROM orders';
      const source = { kind: 'sqlite' as const, path: makeShop(test.folder), query };
      expect(await test.client.datasets.add({ name: 'x', source })).toMatchObject({ rows: 2 });
    }));

  it('that takes long leaves the engine free, and gives up when it is told to', () =>
    withEngine(async (test) => {
      const path = makeShop(test.folder);
      const query =
        'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000000) SELECT count(*) AS n FROM n';
      const input = { name: 'x', source: { kind: 'sqlite' as const, path, query } };
      let [isDone, answered] = [false, 0];
      const added = addDataset(test.engine.ctx, input).finally(() => (isDone = true));
      for (; !isDone; answered++) {
        await test.client.datasets.list({});
        await nextTurn();
      }
      expect(await added).toMatchObject({ rows: 1, columns: [{ name: 'n', max: 2_000_000 }] });
      expect(answered).toBeGreaterThan(20);
      const stop = new AbortController();
      const failed = failureOf(addDataset(test.engine.ctx, { ...input, name: 'y' }, { signal: stop.signal }));
      await test.client.datasets.list({});
      stop.abort();
      expect(await failed).toMatchObject({ code: 'CANCELED' });
      expect(incoming(test)).toEqual([]);
    }));

  it('of two columns with one name, of no database, or of the workspace itself is refused', () =>
    withEngine(async (test) => {
      const add = (path: string, query: string) =>
        failureOf(test.client.datasets.add({ name: 'x', source: { kind: 'sqlite', path, query } }));
      expect(await add(makeShop(test.folder), 'SELECT id, id FROM orders')).toMatchObject({
        data: { problem: 'duplicate_column' },
      });
      writeFileSync(
        join(test.folder, 'text.db'),
        'this is no database, whatever its name says, and long enough',
      );
      expect(await add(join(test.folder, 'text.db'), 'SELECT 1 FROM x')).toMatchObject({
        data: { problem: 'unreachable' },
      });
      expect(await add(join(test.folder, 'no.db'), 'SELECT 1')).toMatchObject({
        data: { problem: 'unreachable' },
      });
      expect((await add(test.engine.ctx.paths.database, 'SELECT 1')).message).toContain('has in use');
    }));
});
