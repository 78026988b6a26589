import { appendFileSync, mkdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { withScheduler, type TestScheduler } from '../testing/with-scheduler.ts';
import { createWatch } from './watch.ts';

/** What started the runs so far, once there are as many as expected. */
function details(t: TestScheduler, count: number): Promise<string[]> {
  return vi.waitFor(
    () => {
      const found = t.runs().map(({ trigger_detail }) => trigger_detail);
      expect(found).toHaveLength(count);
      return found;
    },
    { timeout: 5000, interval: 10 },
  );
}

/** Waits until the file was read: a change before that would be one by its stamp alone. */
async function isRead(t: TestScheduler, count: number): Promise<void> {
  const sql = "SELECT count(*) AS n FROM watched_files WHERE hash <> ''";
  await vi.waitFor(() => expect(t.ctx.db.get<{ n: number }>(sql)?.n).toBe(count), {
    timeout: 5000,
    interval: 10,
  });
}

describe('a file trigger', () => {
  test('a file that appears, one that changes, one that is only touched', () =>
    withScheduler(async (t) => {
      const file = join(t.project, 'data.csv');
      t.set('load', { triggers: [{ file: 'data.csv' }] });
      await t.scheduler.start();
      writeFileSync(file, 'a\n');
      expect(await details(t, 1)).toEqual(['file data.csv appeared']);
      await t.end();
      utimesSync(file, 1, 1);
      await vi.waitFor(() => {
        const sql = "SELECT modified_at AS at FROM watched_files WHERE file = '.'";
        expect(t.ctx.db.get<{ at: number }>(sql)?.at).toBe(1000);
      });
      expect(t.runs()).toHaveLength(1);
      appendFileSync(file, 'b\n');
      expect(await details(t, 2)).toEqual(['file data.csv appeared', 'file data.csv changed']);
      await t.end();
      rmSync(file);
      await vi.waitFor(() => {
        expect(t.ctx.db.all("SELECT * FROM watched_files WHERE file = '.'")).toEqual([]);
      });
      writeFileSync(file, 'a\n');
      expect((await details(t, 3)).at(-1)).toBe('file data.csv appeared');
    }));

  test('what is there at the first look starts nothing', () =>
    withScheduler(async (t) => {
      writeFileSync(join(t.project, 'data.csv'), 'a\n');
      t.set('load', { triggers: [{ file: 'data.csv' }] });
      await t.scheduler.start();
      await isRead(t, 1);
      expect(t.runs()).toEqual([]);
    }));

  test('files of a folder come as one run; unfinished ones do not', () =>
    withScheduler(async (t) => {
      const folder = join(t.project, 'in');
      mkdirSync(folder);
      t.set('load', { triggers: [{ file: 'in' }] });
      await t.scheduler.start();
      writeFileSync(join(folder, 'c.csv.part'), 'c');
      for (const name of ['a.csv', 'b.csv']) writeFileSync(join(folder, name), name);
      expect(await details(t, 1)).toEqual(['file in/a.csv appeared; file in/b.csv appeared']);
      await t.end();
      renameSync(join(folder, 'c.csv.part'), join(folder, 'c.csv'));
      expect((await details(t, 2)).at(-1)).toBe('file in/c.csv appeared');
    }));

  test('below a folder that is not there yet', () =>
    withScheduler(async (t) => {
      t.set('load', { triggers: [{ file: 'later/deep/data.csv' }] });
      await t.scheduler.start();
      mkdirSync(join(t.project, 'later', 'deep'), { recursive: true });
      writeFileSync(join(t.project, 'later', 'deep', 'data.csv'), 'a\n');
      // The folder's own appearance may be all that the system tells.
      await t.scheduler.refresh();
      expect(await details(t, 1)).toEqual(['file later/deep/data.csv appeared']);
    }));

  test('a restart neither misses nor repeats', () =>
    withScheduler(async (t) => {
      const file = join(t.project, 'data.csv');
      writeFileSync(file, 'a\n');
      t.set('load', { triggers: [{ file: 'data.csv' }] });
      await t.scheduler.start();
      await isRead(t, 1);
      await t.scheduler.stop();
      writeFileSync(file, 'other\n');
      const second = t.another();
      await second.start();
      expect(await details(t, 1)).toEqual(['file data.csv changed']);
      await second.stop();
      const third = t.another();
      await third.start();
      await t.end();
      await isRead(t, 1);
      expect(t.runs()).toHaveLength(1);
    }));

  test('a file that is replaced again and again, in a folder that is made anew', () =>
    withScheduler(async (t) => {
      const folder = join(t.project, 'in');
      const replace = (text: string): void => {
        mkdirSync(folder, { recursive: true });
        writeFileSync(join(folder, 'data.tmp'), text);
        renameSync(join(folder, 'data.tmp'), join(folder, 'data.csv'));
      };
      replace('0');
      t.set('load', { triggers: [{ file: 'in/data.csv' }], maxActiveRuns: 9 });
      await t.scheduler.start();
      await isRead(t, 1);
      for (let round = 1; round <= 3; round++) {
        replace(`round ${round}`);
        await details(t, round);
      }
      rmSync(folder, { recursive: true });
      await vi.waitFor(() => {
        expect(t.ctx.db.all("SELECT * FROM watched_files WHERE file = '.'")).toEqual([]);
      });
      replace('again');
      await details(t, 4);
      replace('and again');
      expect((await details(t, 5)).at(-1)).toBe('file in/data.csv changed');
    }));

  test('a path that no trigger names any more is forgotten', () =>
    withScheduler(async (t) => {
      t.set('load', { triggers: [{ file: 'data.csv' }] });
      await t.scheduler.start();
      t.set('load', {});
      await t.scheduler.refresh();
      expect(t.ctx.db.all('SELECT * FROM watched_files')).toEqual([]);
    }));

  test('a look that is under way leaves nothing of a path that is let go', () =>
    withScheduler(async ({ ctx }) => {
      const nothing = (): void => undefined;
      const watch = createWatch({ ctx, project: ctx.paths.root, onPipelines: nothing, onFact: nothing });
      await Promise.all([watch.follow(['data.csv']), watch.follow([])]);
      expect(ctx.db.all('SELECT * FROM watched_files')).toEqual([]);
      await watch.follow(['data.csv']);
      expect(ctx.db.all('SELECT * FROM watched_files')).toHaveLength(1);
      await watch.stop();
    }));

  test('one file starts all who wait for it', () =>
    withScheduler(async (t) => {
      for (const name of ['a', 'b']) t.set(name, { triggers: [{ file: 'data.csv' }] });
      await t.scheduler.start();
      writeFileSync(join(t.project, 'data.csv'), 'a\n');
      await details(t, 2);
      expect(t.runs().map(({ pipeline }) => pipeline)).toEqual(['a', 'b']);
    }));
});
