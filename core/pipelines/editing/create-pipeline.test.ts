import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hashText } from '#core/store/blobs.ts';
import { withRunner } from '../testing/with-runner.ts';

const body = '# by hand\r\nname:   p  # mine\r\nversion: 1\r\ntasks:\r\n  a: { type: test/echo }\r\n';

describe('making a pipeline', () => {
  it('copies the text of another one, but for its name, and its layout', () =>
    withRunner(async ({ ctx, client, runner }) => {
      const place = (file: string): string => join(ctx.paths.pipelines, file);
      writeFileSync(place('p.yaml'), body);
      await runner.editor.saveLayout(ctx, {
        name: 'p',
        layout: { version: 1, positions: { a: { x: 1, y: 2 } }, collapsed: [] },
      });
      await runner.editor.create(ctx, { name: 'q', from: 'p' });
      const text = body.replace('p  # mine', 'q  # mine');
      expect(readFileSync(place('q.yaml'), 'utf8')).toBe(text);
      expect(readFileSync(place('q.layout.json'), 'utf8')).toBe(readFileSync(place('p.layout.json'), 'utf8'));
      const { entries } = await client.activity.list({ entityKind: 'pipeline' });
      expect(entries[0]).toMatchObject({
        action: 'pipeline.create',
        entityId: 'q',
        after: { hash: hashText(text), from: 'p' },
      });
    }));

  it('copies one that is no YAML as it is', () =>
    withRunner(async ({ ctx, runner }) => {
      writeFileSync(join(ctx.paths.pipelines, 'broken.yaml'), 'name: [\n');
      await runner.editor.create(ctx, { name: 'q', from: 'broken' });
      expect(readFileSync(join(ctx.paths.pipelines, 'q.yaml'), 'utf8')).toBe('name: [\n');
    }));

  it('begins with no tasks where nothing is said', () =>
    withRunner(async ({ ctx, runner }) => {
      await runner.editor.create(ctx, { name: 'on' });
      const { text, problems, tasks } = await runner.get(ctx, { name: 'on' });
      expect(text).toBe('version: 1\nname: on\ntasks: {}\n');
      expect(tasks).toEqual([]);
      expect(problems).toMatchObject([{ path: 'tasks', expected: 'at least one task' }]);
      expect(await runner.list(ctx)).toMatchObject({ pipelines: [{ name: 'on' }] });
    }));

  it('writes over nothing, whatever it is', () =>
    withRunner(async ({ ctx, runner, file }) => {
      file('there', 'tasks: { a: { type: test/echo } }\n');
      mkdirSync(join(ctx.paths.pipelines, 'folder.yaml'));
      symlinkSync(join(ctx.paths.root, 'nowhere'), join(ctx.paths.pipelines, 'link.yaml'));
      for (const name of ['there', 'There', 'folder', 'link'])
        await expect(runner.editor.create(ctx, { name })).rejects.toMatchObject({ code: 'ALREADY_EXISTS' });
      expect(existsSync(join(ctx.paths.root, 'nowhere'))).toBe(false);
      const both = await Promise.allSettled([1, 2].map(() => runner.editor.create(ctx, { name: 'twice' })));
      expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    }));

  it.each(['', '../out', 'a/b', 'a\\b', 'con', '.hidden', 'a:b', 'x'.repeat(300), 'a\u0000'])(
    'refuses the name %j, and writes nothing',
    (name) =>
      withRunner(async ({ ctx, client, runner }) => {
        await expect(runner.editor.create(ctx, { name })).rejects.toMatchObject({
          code: 'INVALID_ARGUMENT',
          data: { field: 'name' },
        });
        expect((await client.activity.list({ entityKind: 'pipeline' })).entries).toEqual([]);
      }),
  );

  it('refuses a beginning that there is none of, and two at once', () =>
    withRunner(async ({ ctx, runner }) => {
      const make = (more: object): Promise<unknown> => runner.editor.create(ctx, { name: 'q', ...more });
      await expect(make({ from: 'nowhere' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await expect(make({ from: '../outside' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await expect(make({ template: '../workshop/train' })).rejects.toMatchObject({
        code: 'INVALID_ARGUMENT',
      });
      await expect(make({ from: 'p', template: 'shell' })).rejects.toMatchObject({ data: { field: 'from' } });
    }));
});
