import { closeSync, openSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withRunner, type TestRunner } from '../testing/with-runner.ts';

const body = 'tasks:\n  a: { type: test/echo }\n';
const files = ({ ctx }: Pick<TestRunner, 'ctx'>): string[] => readdirSync(ctx.paths.pipelines).sort();

async function newestChange({ client }: Pick<TestRunner, 'client'>) {
  const { entries } = await client.activity.list({ entityKind: 'pipeline', maxResults: 1 });
  return entries[0] ?? expect.fail('there is no change');
}

describe('removing a pipeline', () => {
  it('deletes its file and keeps its runs; it is undone, and done again, with layout and draft', () =>
    withRunner(async (test) => {
      const { ctx, client, runner, file, finish } = test;
      file('p', body);
      const path = join(ctx.paths.pipelines, 'p.yaml');
      const bytes = `\uFEFF${readFileSync(path, 'utf8').replaceAll('\n', '\r\n')}`;
      writeFileSync(path, bytes);
      const run = await finish('p');
      await runner.editor.saveLayout(ctx, {
        name: 'p',
        layout: { version: 1, positions: { a: { x: 1, y: 2 } }, collapsed: [] },
      });
      const layout = readFileSync(join(ctx.paths.pipelines, 'p.layout.json'), 'utf8');
      const { text: baseText, hash } = await runner.get(ctx, { name: 'p' });
      const entries = [
        {
          kind: 'edit' as const,
          label: 'type',
          subject: '',
          splices: [{ at: baseText.length, remove: '', insert: '# unsaved' }],
          layout: null,
        },
      ];
      await runner.editor.recordDraft(ctx, { name: 'p', revision: 0, baseText, baseHash: hash, entries });

      await runner.editor.remove(ctx, { name: 'p' });
      expect(files(test)).toEqual([]);
      expect(runner.editor.draft(ctx, { name: 'p' }).draft).toBeNull();
      expect(runner.getRun(ctx, run)).toMatchObject({ state: 'success' });
      await expect(runner.get(ctx, { name: 'p' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
      const removal = await newestChange(test);
      expect(removal).toMatchObject({
        action: 'pipeline.remove',
        entityId: 'p',
        undo: { state: 'possible' },
      });

      const { activityId } = await client.activity.undo({ activityId: removal.activityId });
      expect(readFileSync(path, 'utf8')).toBe(bytes);
      expect(readFileSync(join(ctx.paths.pipelines, 'p.layout.json'), 'utf8')).toBe(layout);
      expect(runner.editor.draft(ctx, { name: 'p' }).draft).toMatchObject({
        text: `${baseText}# unsaved`,
        baseHash: hash,
      });
      await client.activity.undo({ activityId });
      expect(files(test)).toEqual([]);
    }));

  it('is not undone over a file that has come since, nor is a file taken away that was changed since it was made', () =>
    withRunner(async (test) => {
      const { ctx, client, runner, file } = test;
      file('p', body);
      await runner.editor.remove(ctx, { name: 'p' });
      const removal = await newestChange(test);
      file('p', `${body}# another\n`);
      await expect(client.activity.undo({ activityId: removal.activityId })).rejects.toMatchObject({
        code: 'CANNOT_UNDO',
        data: { why: 'changed' },
      });
      await runner.editor.create(ctx, { name: 'q', from: 'p' });
      const made = await newestChange(test);
      file('q', body);
      await expect(client.activity.undo({ activityId: made.activityId })).rejects.toMatchObject({
        data: { why: 'changed' },
      });
      expect(files(test)).toEqual(['p.yaml', 'q.yaml']);
    }));

  it('that cannot be written leaves the files as they were, as does a rename', () =>
    withRunner(async (test) => {
      const { ctx, runner, file } = test;
      file('p', body);
      const layout = { version: 1 as const, positions: { a: { x: 1, y: 2 } }, collapsed: [] };
      await runner.editor.saveLayout(ctx, { name: 'p', layout });
      const before = files(test).map((name) => readFileSync(join(ctx.paths.pipelines, name), 'utf8'));
      await ctx.write((tx) => {
        tx.db.run(
          "CREATE TRIGGER full BEFORE INSERT ON activity BEGIN SELECT RAISE(ABORT, 'the disk is full'); END",
        );
        tx.unchanged();
      });
      await expect(runner.editor.remove(ctx, { name: 'p' })).rejects.toThrow();
      await expect(runner.editor.rename(ctx, { name: 'p', to: 'q' })).rejects.toThrow();
      expect(files(test)).toEqual(['p.layout.json', 'p.yaml']);
      expect(files(test).map((name) => readFileSync(join(ctx.paths.pipelines, name), 'utf8'))).toEqual(
        before,
      );
    }));

  it('leaves what it said to be begun with', () =>
    withRunner(async (test) => {
      const { ctx, runner, file } = test;
      file('p', body);
      await runner.editor.saveLayout(ctx, {
        name: 'p',
        layout: { version: 1, positions: { a: { x: 1, y: 2 } }, collapsed: [] },
      });
      const { text } = await runner.get(ctx, { name: 'p' });
      await runner.editor.remove(ctx, { name: 'p' });
      await runner.editor.create(ctx, { name: 'q', from: 'p' });
      expect(readFileSync(join(ctx.paths.pipelines, 'q.yaml'), 'utf8')).toBe(
        text.replace('name: p', 'name: q'),
      );
      expect(runner.editor.layout(ctx, { name: 'q' }).positions).toEqual({ a: { x: 1, y: 2 } });
      await runner.editor.create(ctx, { name: 'p', from: 'p' });
      expect(files(test)).toEqual(['p.layout.json', 'p.yaml', 'q.layout.json', 'q.yaml']);
    }));

  it('tells who still names it, and takes a file that is open elsewhere, or is no text', () =>
    withRunner(async (test) => {
      const { ctx, runner, file } = test;
      file('p', body);
      file('other', `triggers: [ { pipeline: p } ]\n${body}`);
      const handle = openSync(join(ctx.paths.pipelines, 'p.yaml'), 'r+');
      try {
        expect(await runner.editor.remove(ctx, { name: 'p' })).toEqual({ stillNaming: ['other'] });
      } finally {
        closeSync(handle);
      }
      writeFileSync(join(ctx.paths.pipelines, 'bytes.yaml'), Buffer.from([0xff, 0xfe, 0x00]));
      await runner.editor.remove(ctx, { name: 'bytes' });
      expect(await newestChange(test)).toMatchObject({ entityId: 'bytes', undo: { state: 'incomplete' } });
      expect(files(test)).toEqual(['other.yaml']);
    }));

  it.each(['nowhere', '../engine', '..', '', 'P'])('finds nothing to remove called %j', (name) =>
    withRunner(async ({ ctx, runner, file }) => {
      file('p', body);
      await expect(runner.editor.remove(ctx, { name })).rejects.toMatchObject({ code: 'NOT_FOUND' });
      expect(readdirSync(ctx.paths.pipelines)).toEqual(['p.yaml']);
    }),
  );

  it('leaves its schedule paused for when it comes back', () =>
    withRunner(async (test) => {
      const { ctx, client, runner, file } = test;
      file('p', `schedule: { cron: "0 6 * * *" }\n${body}`);
      await runner.pause(ctx, { name: 'p' });
      await runner.editor.remove(ctx, { name: 'p' });
      const { activityId } = await newestChange(test);
      await client.activity.undo({ activityId });
      expect(await runner.schedule({ name: 'p' })).toMatchObject({ schedule: { isPaused: true } });
    }));
});
