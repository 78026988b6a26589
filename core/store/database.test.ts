import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Logger } from '#core/kernel/logger.ts';
import { silentLogger } from '#core/kernel/logger.ts';
import { createFakeClock } from '#core/testing/fake-clock.ts';
import { openTestConnection, withDatabase } from '#core/testing/with-database.ts';
import { withFolder } from '#core/testing/with-engine.ts';
import { openConnection } from './database.ts';
import { createStatementCache } from './statements.ts';

describe('a connection', () => {
  it('promises that an answered write is on the disk', () =>
    withDatabase(({ connection }) => {
      const pragmas = ['journal_mode', 'synchronous', 'foreign_keys', 'auto_vacuum', 'busy_timeout'] as const;
      expect(Object.fromEntries(pragmas.map((name) => [name, connection.pragma(name)]))).toEqual({
        journal_mode: 'wal',
        synchronous: 2,
        foreign_keys: 1,
        auto_vacuum: 2,
        busy_timeout: 5000,
      });
      const full = process.platform === 'darwin' ? 1 : 0;
      expect([connection.pragma('fullfsync'), connection.pragma('checkpoint_fullfsync')]).toEqual([
        full,
        full,
      ]);
    }));

  it('compares text by case, as MLflow does', () =>
    withDatabase(({ connection }) => {
      expect(connection.get("SELECT 'Åa' LIKE 'åA' AS a, 'ab' LIKE 'AB' AS b")).toEqual({ a: 0, b: 0 });
    }));

  it('refuses values of another type, and keys that lead nowhere', () =>
    withDatabase(({ connection }) => {
      expect(() => connection.run("INSERT INTO keys (id, name) VALUES ('x', 'y')")).toThrow(
        /datatype mismatch/,
      );
      expect(() =>
        connection.run(
          "INSERT INTO experiments (name, artifact_location, created_at, updated_at) VALUES ('n', '', 'soon', 0)",
        ),
      ).toThrow(/cannot store TEXT/);
      expect(() => connection.run("INSERT INTO experiment_tags VALUES (99, 'k', 'v')")).toThrow(
        /FOREIGN KEY/,
      );
    }));

  it('that is closed says that the engine stops', () =>
    withFolder(async (folder) => {
      const connection = openTestConnection(join(folder, 'x.db'));
      connection.get('SELECT 1');
      connection.close();
      expect(() => connection.get('SELECT 1')).toThrow(expect.objectContaining({ code: 'ENGINE_STOPPING' }));
    }));

  it('for reading makes no file and writes none', () =>
    withFolder(async (folder) => {
      const file = join(folder, 'missing.db');
      expect(() => openTestConnection(file, true)).toThrow(/unable to open/);
      expect(existsSync(file)).toBe(false);
    }));

  it('logs slow statements by their text alone', () =>
    withFolder(async (folder) => {
      const lines: object[] = [];
      const logger: Logger = { ...silentLogger, warn: (facts) => lines.push(facts) };
      const connection = openConnection({
        file: join(folder, 'x.db'),
        readOnly: false,
        logger,
        clock: createFakeClock(),
      });
      const slow = `WITH RECURSIVE n (i) AS (SELECT ? UNION ALL SELECT i + 1 FROM n WHERE i < 3000000) SELECT count(*) FROM n`;
      connection.get(slow, 1);
      connection.get('SELECT ?', 'secret');
      connection.close();
      expect(lines).toEqual([{ sql: slow, ms: expect.any(Number) }]);
    }));
});

describe('the statement cache', () => {
  it('prepares a text once', () => {
    const made: string[] = [];
    const prepare = createStatementCache((sql) => made.push(sql));
    expect([prepare('a'), prepare('b'), prepare('a')]).toEqual([1, 2, 1]);
    expect(made).toEqual(['a', 'b']);
  });

  it('drops those that were not used for longest when it is full', () => {
    const made: string[] = [];
    const prepare = createStatementCache((sql) => made.push(sql));
    for (let n = 0; n < 400; n++) prepare(`s${n}`);
    prepare('s0');
    prepare('new');
    made.length = 0;
    prepare('s0');
    prepare('new');
    expect(made).toEqual([]);
    prepare('s1');
    expect(made).toEqual(['s1']);
  });

  it('keeps none that could not be prepared', () => {
    let tries = 0;
    const prepare = createStatementCache(() => {
      tries++;
      throw new Error('syntax');
    });
    expect(() => prepare('a')).toThrow('syntax');
    expect(() => prepare('a')).toThrow('syntax');
    expect(tries).toBe(2);
  });
});
