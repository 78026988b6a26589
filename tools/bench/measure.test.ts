import process from 'node:process';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { RepositoryPaths } from '../lib/paths.ts';
import { withRepository } from '../testing.ts';
import { measure } from './measure.ts';
import type { Kind } from './measure.ts';

const product = {
  'package.json': JSON.stringify({ type: 'module', imports: { '#core/*': './core/*' } }),
  'package-lock.json': '{}',
  'core/engine-bundle.ts': '',
  'core/processes/supervisor/supervisor-main.ts': '',
  'core/host/node-host.ts': '',
  'core/host/engine-process.ts': '',
  'core/host/cli.ts': '',
  'electron/main.ts': '',
  'electron/preload/preload.ts': '',
  'renderer/index.html': '<title>page</title>',
  'renderer/vite.config.ts': 'export default {};',
  'resources/about.txt': '',
  'core/store/good.bench.ts': `
    import { existsSync, readdirSync } from 'node:fs';
    export const bench = { name: 'good', run: async (ctx: any) => [
      { case: 'dist is built', value: existsSync(ctx.dist + '/engine.cjs') ? 1 : 0, unit: 'yes', ok: true },
      { case: 'folder is empty', value: readdirSync(ctx.folder).length, unit: 'files', reference: 4 },
    ] };`,
  'core/store/slow.bench.ts': `
    export const bench = { name: 'slow', run: async () =>
      [{ case: 'wait', value: 9, unit: 'ms', budget: '< 5 ms', ok: false }] };`,
  'core/store/broken.bench.ts':
    "export const bench = { name: 'broken', run: async () => { throw new Error('out of ink'); } };",
  'core/store/open.bench.ts': `
    export const bench = { name: 'open', run: async () => { setInterval(() => {}, 1000); return []; } };`,
  'core/store/kills.soak.ts': `
    export const soak = { name: 'kills', run: async (ctx: any) =>
      [{ case: 'kills', value: ctx.count(1000), unit: 'seed ' + ctx.seed }] };`,
};

afterEach(() => void vi.restoreAllMocks());

describe('npm run bench', () => {
  it('measures on the built product and prints ratios', () =>
    withRepository(product, async (paths) => {
      const { code, rows } = await measureJson(paths, 'bench', 'good');
      expect(code).toBe(0);
      expect(rows).toMatchObject([
        { name: 'good', case: 'dist is built', value: 1 },
        { name: 'good', value: 0, reference: 4, ratio: 0 },
      ]);
    }));

  it('fails for a missed budget', () =>
    withRepository(product, async (paths) => {
      expect(await measureJson(paths, 'bench', 'slow')).toMatchObject({ code: 1, rows: [{ ok: false }] });
    }));

  it('fails for a bench that breaks, and measures the others', () =>
    withRepository(product, async (paths) => {
      const { code, rows, errors } = await measureJson(paths, 'bench', 'broken', 'good');
      expect(code).toBe(1);
      expect(rows).toHaveLength(2);
      expect(errors).toEqual([expect.stringMatching(/^core\/store\/broken\.bench\.ts: Error: out of ink/)]);
    }));

  it('does not wait for what a bench left running', () =>
    withRepository(product, async (paths) => {
      expect(await measureJson(paths, 'bench', 'open')).toMatchObject({ code: 0, rows: [] });
    }));

  it('says when no bench has the name', () =>
    withRepository(product, async (paths) => {
      await expect(measureJson(paths, 'bench', 'nothing')).rejects.toThrow('No bench is called nothing.');
    }));
});

describe('npm run soak', () => {
  it.each([
    { args: [], value: 1000, unit: 'seed 1' },
    { args: ['--count', '20', '--seed', '7'], value: 20, unit: 'seed 7' },
  ])('with $args does it $value times, $unit', ({ args, value, unit }) =>
    withRepository(product, async (paths) => {
      expect((await measureJson(paths, 'soak', ...args)).rows).toMatchObject([{ value, unit }]);
    }),
  );
});

async function measureJson(paths: RepositoryPaths, kind: Kind, ...args: string[]) {
  const log = vi.spyOn(console, 'log').mockImplementation(() => {});
  const code = await measure({ args: [...args, '--json'], env: process.env, paths, say: () => {} }, kind);
  const printed = log.mock.calls.map(([line]) => String(line)).join('\n');
  return { code, ...(JSON.parse(printed) as { rows: unknown[]; errors: string[] }) };
}
