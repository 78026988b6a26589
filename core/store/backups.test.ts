import { mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { EngineEvent } from '#contract/events.ts';
import { silentLogger } from '#core/kernel/logger.ts';
import { failureOf } from '#core/testing/factories.ts';
import { openTestConnection, withDatabase, type TestDatabase } from '#core/testing/with-database.ts';
import { dropUnfinishedBackups, findGoodBackup, listBackups, makeBackup } from './backups.ts';
import { backupIfDue, type DailyBackupOptions } from './daily-backup.ts';
import type { Connection } from './database.ts';
import { restoreBackup } from './restore.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

function daily(test: TestDatabase): DailyBackupOptions {
  const hub = { announce: (_events: readonly EngineEvent[]) => undefined };
  return { ...test, logger: silentLogger, hub, noteDamage: () => undefined };
}

function names(test: TestDatabase): string[] {
  return listBackups(test.paths).map(({ file }) => basename(file));
}

function setMeta(connection: Connection, value: string): void {
  connection.run("INSERT OR REPLACE INTO meta (key, value) VALUES ('k', ?)", value);
}

function readMeta(file: string): unknown {
  const connection = openTestConnection(file);
  try {
    return connection.get<{ value: string }>("SELECT value FROM meta WHERE key = 'k'")?.value;
  } finally {
    connection.close();
  }
}

describe('a backup', () => {
  it('is one file that says when and why it was made', () =>
    withDatabase(async (test) => {
      setMeta(test.connection, 'kept');
      const entry = await makeBackup(test.connection, test.paths, 'manual', test.clock.now());
      expect(entry).toMatchObject({ createdAt: test.clock.now(), reason: 'manual' });
      expect(findGoodBackup(test.paths)).toEqual(entry);
      expect(readdirSync(test.paths.backups)).toEqual(['stile-2026-11-20T12-00-00-manual.db']);
      expect(readMeta(entry.file)).toBe('kept');
    }));

  it('made while writes go on is one moment of the database', () =>
    withDatabase(async (test) => {
      const { connection } = test;
      connection.exec('CREATE TABLE a (n INTEGER, text TEXT); CREATE TABLE b (n INTEGER, text TEXT)');
      let isDone = false;
      let written = 0;
      const write = (): void => {
        if (isDone) return;
        connection.exec('BEGIN');
        connection.run('INSERT INTO a VALUES (?, ?)', ++written, 'x'.repeat(2000));
        connection.run('INSERT INTO b VALUES (?, ?)', written, 'y'.repeat(2000));
        connection.exec('COMMIT');
        setImmediate(write);
      };
      for (let n = 0; n < 2000; n++) connection.run('INSERT INTO a VALUES (0, ?)', 'z'.repeat(4000));
      write();
      const entry = await makeBackup(connection, test.paths, 'manual', test.clock.now());
      isDone = true;
      expect(written).toBeGreaterThan(3);
      const copy = openTestConnection(entry.file, true);
      expect(copy.pragma('integrity_check')).toBe('ok');
      const count = (table: string): unknown =>
        copy.get(`SELECT count(*) AS n, max(n) AS last FROM ${table} WHERE n > 0`);
      expect(count('a')).toEqual(count('b'));
      copy.close();
    }));

  it('stays with six others of its reason; other reasons have their own seven', () =>
    withDatabase(async (test) => {
      const { connection, paths, clock } = test;
      await makeBackup(connection, paths, 'migration', clock.now());
      for (let n = 0; n < 9; n++) {
        clock.advance(1000);
        await makeBackup(connection, paths, 'daily', clock.now());
      }
      const kept = Array.from({ length: 7 }, (_, n) => `stile-2026-11-20T12-00-0${9 - n}-daily.db`);
      expect(names(test)).toEqual([...kept, 'stile-2026-11-20T12-00-00-migration.db']);
    }));

  it('is listed newest first, without what is no backup', () =>
    withDatabase(async (test) => {
      expect(listBackups(test.paths)).toEqual([]);
      expect(findGoodBackup(test.paths)).toBeNull();
      mkdirSync(test.paths.backups);
      const file = (name: string): void => {
        writeFileSync(join(test.paths.backups, name), '');
      };
      ['notes.txt', 'stile-2026-99-99T99-99-99-daily.db', 'stile-2026-11-20T12-00-00-daily.db.tmp'].forEach(
        file,
      );
      ['stile-2026-11-01T00-00-00-daily.db', 'stile-2026-11-02T00-00-00-manual.db'].forEach(file);
      expect(names(test)).toEqual([
        'stile-2026-11-02T00-00-00-manual.db',
        'stile-2026-11-01T00-00-00-daily.db',
      ]);
      dropUnfinishedBackups(test.paths);
      expect(readdirSync(test.paths.backups)).not.toContain('stile-2026-11-20T12-00-00-daily.db.tmp');
      expect(readdirSync(test.paths.backups)).toHaveLength(4);
    }));
});

describe('the daily backup', () => {
  it('is made when the newest is a day old', () =>
    withDatabase(async (test) => {
      await makeBackup(test.connection, test.paths, 'manual', test.clock.now());
      const made: number[] = [];
      for (const wait of [0, hourMs, dayMs - hourMs - 1, 1, 1000, 3 * dayMs]) {
        test.clock.advance(wait);
        expect(await backupIfDue(daily(test))).toBeNull();
        made.push(names(test).filter((name) => name.includes('daily')).length);
      }
      expect(made).toEqual([1, 1, 1, 2, 2, 3]);
    }));

  it('is not held up by one that was made while the clock was wrong', () =>
    withDatabase(async (test) => {
      await makeBackup(test.connection, test.paths, 'daily', test.clock.now() + 1000 * dayMs);
      await backupIfDue(daily(test));
      expect(names(test)).toHaveLength(2);
    }));

  it('says why it failed, and works again', () =>
    withDatabase(async (test) => {
      writeFileSync(test.paths.backups, 'a file where the folder should be');
      expect(await backupIfDue(daily(test))).toMatch(/ENOTDIR|EEXIST/);
      rmSync(test.paths.backups);
      expect(await backupIfDue(daily(test))).toBeNull();
      expect(names(test)).toHaveLength(1);
    }));
});

describe('a restored backup', () => {
  it('takes the place of the database, which is kept beside with its log', () =>
    withDatabase(async (test) => {
      const { connection, paths, clock } = test;
      setMeta(connection, 'old');
      const { file } = await makeBackup(connection, paths, 'daily', clock.now());
      setMeta(connection, 'new');
      // As a killed engine leaves it: what is new stands in the log alone.
      const left = ['', '-wal'].map((suffix) => [suffix, readFileSync(paths.database + suffix)] as const);
      connection.close();
      for (const [suffix, bytes] of left) writeFileSync(paths.database + suffix, bytes);

      const { replaced } = await restoreBackup(paths, file, clock.now());
      expect(readMeta(paths.database)).toBe('old');
      expect(readMeta(replaced)).toBe('new');
      expect(readMeta(file)).toBe('old');
      expect(basename(replaced)).toBe('stile.db.replaced-2026-11-20T12-00-00');
    }));

  it('keeps what each of two restores in one second has put aside', () =>
    withDatabase(async (test) => {
      const { connection, paths, clock } = test;
      setMeta(connection, 'old');
      const { file } = await makeBackup(connection, paths, 'daily', clock.now());
      setMeta(connection, 'new');
      connection.close();
      const first = await restoreBackup(paths, file, clock.now());
      const second = await restoreBackup(paths, first.replaced, clock.now());
      expect(readMeta(first.replaced)).toBe('new');
      expect(readMeta(second.replaced)).toBe('old');
      expect(readMeta(paths.database)).toBe('new');
    }));

  it('ends the log of a killed engine first, and leaves no half of its own behind', () =>
    withDatabase(async (test) => {
      const { connection, paths, clock } = test;
      setMeta(connection, 'old');
      const { file } = await makeBackup(connection, paths, 'daily', clock.now());
      setMeta(connection, 'new');
      const left = ['', '-wal'].map((suffix) => [suffix, readFileSync(paths.database + suffix)] as const);
      connection.close();
      for (const [suffix, bytes] of left) writeFileSync(paths.database + suffix, bytes);
      for (const suffix of ['', '-journal']) writeFileSync(`${paths.database}.incoming${suffix}`, 'half');
      const { replaced } = await restoreBackup(paths, file, clock.now());
      expect(readdirSync(test.folder).filter((name) => /-wal|incoming/.test(name))).toEqual([]);
      expect(readMeta(replaced)).toBe('new');
    }));

  it('is refused when it is damaged or not there, and nothing changes', () =>
    withDatabase(async (test) => {
      const { connection, paths, clock } = test;
      setMeta(connection, 'old');
      const good = await makeBackup(connection, paths, 'daily', clock.now());
      clock.advance(dayMs);
      const { file } = await makeBackup(connection, paths, 'daily', clock.now());
      truncateSync(file, 5000);
      expect(findGoodBackup(paths)?.file).toBe(good.file);
      connection.close();
      const before = readdirSync(test.folder);
      expect(await failureOf(restoreBackup(paths, file, 0))).toMatchObject({
        code: 'ARCHIVE_INVALID',
        data: { path: file },
      });
      expect(await failureOf(restoreBackup(paths, `${file}.none`, 0))).toMatchObject({ code: 'NOT_FOUND' });
      expect(readdirSync(test.folder)).toEqual(before);
      expect(readMeta(paths.database)).toBe('old');
    }));
});
