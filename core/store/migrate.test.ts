import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createFakeClock } from '#core/testing/fake-clock.ts';
import { openTestConnection } from '#core/testing/with-database.ts';
import { withFolder } from '#core/testing/with-engine.ts';
import type { Connection } from './database.ts';
import { dumpSchema, migrate, readHeaderVersion, readSchemaVersion } from './migrate.ts';
import { migrations, schemaVersion } from './migrations/index.ts';
import type { Migration } from './migrations/migration.ts';

const steps: readonly Migration[] = [
  { id: 1, name: 'one', sql: 'CREATE TABLE one (a INTEGER) STRICT; INSERT INTO one VALUES (1);' },
  { id: 2, name: 'two', sql: 'CREATE TABLE two (b INTEGER) STRICT; INSERT INTO two SELECT a + 1 FROM one;' },
  { id: 3, name: 'three', sql: 'DROP TABLE one; CREATE TABLE three (c INTEGER) STRICT;' },
];
const clock = createFakeClock();

function withConnection<T>(fn: (connection: Connection, file: string) => T): Promise<T> {
  return withFolder(async (folder) => {
    const file = join(folder, 'x.db');
    const connection = openTestConnection(file);
    try {
      return fn(connection, file);
    } finally {
      connection.close();
    }
  });
}

function tables(connection: Connection): string[] {
  const rows = connection.all<{ name: string }>(
    "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name",
  );
  return rows.map(({ name }) => name);
}

describe('migrations', () => {
  it('are numbered without gaps', () => {
    expect(migrations.map(({ id }) => id)).toEqual(migrations.map((_, index) => index + 1));
    expect(schemaVersion).toBe(migrations.length);
  });

  it('make the schema that is committed', () =>
    withConnection((connection) => {
      migrate(connection, migrations, clock);
      const committed = readFileSync(join(import.meta.dirname, 'schema.sql'), 'utf8').replaceAll(
        '\r\n',
        '\n',
      );
      expect(dumpSchema(connection)).toBe(committed);
      for (const table of tables(connection).filter((name) => !name.startsWith('sqlite_'))) {
        expect([table, connection.get('SELECT strict FROM pragma_table_list WHERE name = ?', table)]).toEqual(
          [table, { strict: 1 }],
        );
      }
    }));

  it.each([0, 1, 2, 3])('go on after step %i', (done) =>
    withConnection((connection, file) => {
      migrate(connection, steps.slice(0, done), clock);
      expect(readSchemaVersion(connection)).toBe(done);
      migrate(connection, steps, clock);
      migrate(connection, steps, clock);
      expect(tables(connection)).toEqual(['schema_migrations', 'three', 'two']);
      expect(connection.all('SELECT id, name, applied_at FROM schema_migrations')).toEqual(
        steps.map(({ id, name }) => ({ id, name, applied_at: clock.now() })),
      );
      // Without closing: whoever looks at the file while this runs, or after a crash, sees the version.
      expect(readHeaderVersion(file)).toBe(3);
    }),
  );

  it.each([
    [
      'in the middle of its statements',
      'CREATE TABLE two (b INTEGER) STRICT; INSERT INTO nowhere VALUES (1);',
    ],
    [
      'after ending the transaction',
      "INSERT INTO one VALUES (2); INSERT OR ROLLBACK INTO one VALUES ('text');",
    ],
  ])('that fail %s leave the version before', (_, sql) =>
    withConnection((connection) => {
      const [one, two, three] = steps;
      if (one === undefined || two === undefined || three === undefined) throw new Error('three steps');
      expect(() => {
        migrate(connection, [one, { ...two, sql }, three], clock);
      }).toThrow();
      expect([readSchemaVersion(connection), connection.inTransaction]).toEqual([1, false]);
      expect(connection.all('SELECT a FROM one')).toEqual([{ a: 1 }]);
      expect(tables(connection)).toEqual(['one', 'schema_migrations']);
      migrate(connection, steps, clock);
      expect(readSchemaVersion(connection)).toBe(3);
    }),
  );
});

describe('the version in a file’s header', () => {
  it.each([
    ['missing', null, 0],
    ['empty', Buffer.alloc(0), 0],
    ['too short', Buffer.from('SQLite format 3\0'), 0],
    ['of another kind', Buffer.alloc(200, 'x'), 0],
  ])('of a file that is %s is 0', (_, content, version) =>
    withFolder(async (folder) => {
      const file = join(folder, 'x');
      if (content !== null) writeFileSync(file, content);
      expect(readHeaderVersion(file)).toBe(version);
    }),
  );
});
