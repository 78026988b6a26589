import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withRunner } from '../testing/with-runner.ts';

const tasks = 'tasks: { a: { type: test/echo }, b: { type: test/echo, needs: [a] } }\n';
const placed = {
  version: 1 as const,
  positions: { b: { x: 300, y: -20.5 }, a: { x: 0, y: 0 } },
  collapsed: ['prepare'],
};

describe('the layout of a pipeline', () => {
  it('is empty without a file, and stands beside the pipeline whose text stays as it is', async () => {
    await withRunner(async ({ ctx, client, file }) => {
      file('p', tasks);
      expect(await client.pipelines.layout({ name: 'p' })).toEqual({
        version: 1,
        positions: {},
        collapsed: [],
      });
      const { hash } = await client.pipelines.get({ name: 'p' });
      await client.pipelines.saveLayout({ name: 'p', layout: placed });
      expect(await client.pipelines.layout({ name: 'p' })).toEqual(placed);
      expect((await client.pipelines.get({ name: 'p' })).hash).toBe(hash);
      expect(readFileSync(join(ctx.paths.pipelines, 'p.layout.json'), 'utf8')).toBe(
        '{\n  "version": 1,\n  "positions": {\n    "a": { "x": 0, "y": 0 },\n    "b": { "x": 300, "y": -20.5 }\n  },\n  "collapsed": ["prepare"]\n}\n',
      );
      expect((await client.pipelines.list({})).pipelines.map(({ name }) => name)).toEqual(['p']);
    });
  });

  it('is written only where it differs, without tasks that are gone, and not at all when it is empty', async () => {
    await withRunner(async ({ ctx, client, file }) => {
      file('p', tasks);
      const path = join(ctx.paths.pipelines, 'p.layout.json');
      const ghost = { ...placed, positions: { ...placed.positions, ghost: { x: 1, y: 1 } } };
      await client.pipelines.saveLayout({ name: 'p', layout: ghost });
      expect(await client.pipelines.layout({ name: 'p' })).toEqual(placed);
      const before = statSync(path, { bigint: true });
      const { a, b } = placed.positions;
      await client.pipelines.saveLayout({ name: 'p', layout: { ...placed, positions: { a, b } } });
      const after = statSync(path, { bigint: true });
      expect([after.ino, after.mtimeNs]).toEqual([before.ino, before.mtimeNs]);
      const empty = { version: 1 as const, positions: {}, collapsed: [] };
      await client.pipelines.saveLayout({ name: 'p', layout: empty });
      expect(existsSync(path)).toBe(false);
    });
  });

  it.each([
    '{ broken',
    '{"version": 2, "positions": {}, "collapsed": []}',
    '{"version": 1, "positions": {"a": {"x": "left", "y": 0}}, "collapsed": []}',
  ])('is empty where %s stands, which is kept before it is written over', async (foreign) => {
    await withRunner(async ({ ctx, client, file }) => {
      file('p', tasks);
      const path = join(ctx.paths.pipelines, 'p.layout.json');
      for (const text of [foreign, `${foreign} `]) {
        writeFileSync(path, text);
        expect((await client.pipelines.layout({ name: 'p' })).positions).toEqual({});
        expect(readFileSync(path, 'utf8')).toBe(text);
        await client.pipelines.saveLayout({ name: 'p', layout: placed });
        expect(await client.pipelines.layout({ name: 'p' })).toEqual(placed);
      }
      const kept = readdirSync(ctx.paths.pipelines).filter((name) => name.includes('kept'));
      expect(kept.map((name) => readFileSync(join(ctx.paths.pipelines, name), 'utf8')).sort()).toEqual([
        foreign,
        `${foreign} `,
      ]);
    });
  });

  it('keeps all places while the file is no YAML, and is refused without a pipeline', async () => {
    await withRunner(async ({ client, file }) => {
      file('p', 'tasks: {');
      await client.pipelines.saveLayout({ name: 'p', layout: placed });
      expect(await client.pipelines.layout({ name: 'p' })).toEqual(placed);
      const nowhere = client.pipelines.saveLayout({ name: 'nowhere', layout: placed });
      await expect(nowhere).rejects.toMatchObject({ code: 'NOT_FOUND' });
      const outside = client.pipelines.layout({ name: '../p' });
      await expect(outside).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    });
  });
});
