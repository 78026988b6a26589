import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { applySplices } from '#core/pipeline-text/index.ts';
import { hashText } from '#core/store/blobs.ts';
import { withRunner } from '../testing/with-runner.ts';

const body = '# by hand\ntasks:\n  a: { type: test/echo } # the first\n';

describe('editing a pipeline by operations', () => {
  it('writes the file only when it is asked to, and leaves other lines as they are', () =>
    withRunner(async ({ ctx, runner, file, client }) => {
      file('p', body);
      const { text: before } = await runner.get(ctx, { name: 'p' });
      const operations = [
        { op: 'addTask' as const, id: 'b', type: 'test/echo' },
        { op: 'connect' as const, from: 'a', to: 'b' },
      ];
      const dry = await runner.editor.edit(ctx, { name: 'p', operations });
      expect(dry).toMatchObject({ isSaved: false, hash: hashText(dry.text) });
      expect(applySplices(before, dry.splices)).toBe(dry.text);
      const path = join(ctx.paths.pipelines, 'p.yaml');
      expect(readFileSync(path, 'utf8')).toBe(before);
      expect(await runner.editor.edit(ctx, { name: 'p', operations, save: true })).toEqual({
        ...dry,
        isSaved: true,
      });
      expect(readFileSync(path, 'utf8')).toBe(dry.text);
      expect(dry.text).toMatch(/# by hand\ntasks:\n {2}a: \{ type: test\/echo \} # the first\n {2}b:/);
      const { entries } = await client.activity.list({ entityKind: 'pipeline' });
      expect(entries[0]).toMatchObject({ action: 'pipeline.save', before: { hash: hashText(before) } });
    }));

  it('names the operation that cannot be made, and makes none', () =>
    withRunner(async ({ ctx, runner, file }) => {
      file('p', body);
      const { text } = await runner.get(ctx, { name: 'p' });
      const edit = (
        ...operations: Parameters<typeof runner.editor.edit>[1]['operations']
      ): Promise<unknown> => runner.editor.edit(ctx, { name: 'p', operations, save: true });
      const add = { op: 'addTask' as const, id: 'b', type: 'test/echo' };
      await expect(edit(add, { op: 'connect', from: 'b', to: 'nowhere' })).rejects.toMatchObject({
        code: 'INVALID_ARGUMENT',
        data: {
          field: 'operations[1]',
          value: 'nowhere',
          rule: expect.stringContaining('connect cannot be made: '),
          remedy: expect.stringContaining('Name a task'),
        },
      });
      await expect(edit(add, add)).rejects.toMatchObject({
        data: { value: 'b', remedy: 'Take another id.' },
      });
      await expect(edit({ op: 'connect', from: 'a', to: 'a' })).rejects.toMatchObject({
        code: 'INVALID_ARGUMENT',
      });
      expect((await runner.get(ctx, { name: 'p' })).text).toBe(text);
    }));

  it('does not save errors without force, nor over what somebody else has written', () =>
    withRunner(async ({ ctx, runner, file }) => {
      file('p', body);
      const { hash } = await runner.get(ctx, { name: 'p' });
      const wrong = {
        name: 'p',
        operations: [
          { op: 'set' as const, path: ['tasks', 'a', 'type'] as [string, ...string[]], value: 'none' },
        ],
        save: true,
      };
      await expect(runner.editor.edit(ctx, wrong)).rejects.toMatchObject({ code: 'PIPELINE_INVALID' });
      file('p', `${body}# somebody else\n`);
      const { text: theirs } = await runner.get(ctx, { name: 'p' });
      const late = { ...wrong, force: true, expectedHash: hash };
      await expect(runner.editor.edit(ctx, late)).rejects.toMatchObject({ code: 'CONFLICT' });
      expect((await runner.get(ctx, { name: 'p' })).text).toBe(theirs);
      await runner.editor.edit(ctx, { ...wrong, force: true });
      expect((await runner.get(ctx, { name: 'p' })).problems).toMatchObject([{ code: 'unknown_task_type' }]);
    }));

  it('works on a text that is in no file yet', () =>
    withRunner(async ({ ctx, runner }) => {
      const text = 'version: 1\nname: new\ntasks: {}\n';
      const operations = [{ op: 'addTask' as const, id: 'a', type: 'test/echo' }];
      await expect(runner.editor.edit(ctx, { name: 'new', operations })).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
      const edited = await runner.editor.edit(ctx, {
        name: 'new',
        text,
        operations,
        save: true,
        expectedHash: null,
      });
      expect(edited).toMatchObject({ isSaved: true });
      expect(await runner.get(ctx, { name: 'new' })).toMatchObject({ text: edited.text, problems: [] });
    }));
});
