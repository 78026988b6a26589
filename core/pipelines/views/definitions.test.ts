import { describe, expect, it } from 'vitest';
import { hashText } from '#core/store/blobs.ts';
import { makeUpRuns } from '../testing/made-up-runs.ts';
import { withRunner } from '../testing/with-runner.ts';

const body = (text: string): string => `tasks:\n  a: { type: test/echo, with: { text: ${text} } }\n`;
const whole = (text: string): string => `version: 1\nname: p\n${body(text)}`;

describe('versions of a pipeline', () => {
  it('are what its runs have run, the newest first, and say which one the file is', async () => {
    await withRunner(async ({ ctx, runner, file, finish }) => {
      file('p', body('one'));
      await finish('p');
      await finish('p');
      file('p', body('two'));
      await finish('p');
      file('p', body('one'));
      const last = await finish('p');
      const { versions } = await runner.versions(ctx, { name: 'p' });
      expect(versions).toMatchObject([
        { hash: hashText(whole('one')), runs: 3, lastRunAt: last.queuedAt, isCurrent: true },
        { hash: hashText(whole('two')), runs: 1, isCurrent: false },
      ]);
      file('p', body('three'));
      expect((await runner.versions(ctx, { name: 'p' })).versions.map(({ isCurrent }) => isCurrent)).toEqual([
        false,
        false,
      ]);
    });
  });

  it('are there when the file is gone, and not of what never was', async () => {
    await withRunner(async ({ ctx, runner }) => {
      await makeUpRuns(ctx, [{ pipeline: 'gone', text: 'a' }]);
      expect((await runner.versions(ctx, { name: 'gone' })).versions).toMatchObject([
        { runs: 1, isCurrent: false },
      ]);
      await expect(runner.versions(ctx, { name: 'never' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    });
  });

  it('can be read, those of other pipelines not', async () => {
    await withRunner(async ({ ctx, runner, file }) => {
      await makeUpRuns(ctx, [
        { pipeline: 'p', text: 'old' },
        { pipeline: 'q', text: 'foreign' },
      ]);
      file('p', body('now'));
      const read = (hash: string): Promise<{ text: string }> => runner.definition(ctx, { name: 'p', hash });
      expect(await read(hashText('old'))).toEqual({ text: 'old' });
      expect(await read(hashText(whole('now')))).toEqual({ text: whole('now') });
      await expect(read(hashText('foreign'))).rejects.toThrow(
        /has no version .*`stile pipeline versions p`/s,
      );
      await expect(read('nothing')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    });
  });
});

describe('comparing versions of a pipeline', () => {
  it('tells each line with its numbers', async () => {
    await withRunner(async ({ ctx, runner, file }) => {
      await makeUpRuns(ctx, [
        { pipeline: 'p', text: 'a\nb\nc\n' },
        { pipeline: 'p', text: 'a\nx\nc\nd' },
      ]);
      const [from, to] = [{ hash: hashText('a\nb\nc\n') }, { hash: hashText('a\nx\nc\nd') }];
      expect(await runner.compareDefinitions(ctx, { name: 'p', from, to })).toEqual({
        lines: [
          { kind: 'same', from: 1, to: 1, text: 'a' },
          { kind: 'removed', from: 2, to: null, text: 'b' },
          { kind: 'added', from: null, to: 2, text: 'x' },
          { kind: 'same', from: 3, to: 3, text: 'c' },
          { kind: 'added', from: null, to: 4, text: 'd' },
        ],
        added: 2,
        removed: 1,
      });
      file('p', body('now'));
      const now = await runner.compareDefinitions(ctx, {
        name: 'p',
        from: { file: true },
        to: { file: true },
      });
      expect([now.added, now.removed, now.lines[0]?.text]).toEqual([0, 0, 'version: 1']);
    });
  });

  it('ends soon for files of 5,000 tasks that have nothing in common', async () => {
    await withRunner(async ({ ctx, runner }) => {
      const text = (type: string): string =>
        Array.from(
          { length: 5000 },
          (_, n) => `  t${n}:\n    type: ${type}\n    retries: ${n}${type}\n`,
        ).join('');
      await makeUpRuns(ctx, [
        { pipeline: 'p', text: text('a') },
        { pipeline: 'p', text: text('b') },
      ]);
      const [from, to] = [{ hash: hashText(text('a')) }, { hash: hashText(text('b')) }];
      const start = performance.now();
      const { added, removed } = await runner.compareDefinitions(ctx, { name: 'p', from, to });
      expect(performance.now() - start).toBeLessThan(1500);
      expect(added).toBe(removed);
    });
  });
});
