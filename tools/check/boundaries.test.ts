import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { repositoryPaths } from '../lib/paths.ts';
import { withRepository } from '../testing.ts';
import { checkBoundaries, judge } from './cruise.ts';

const manifest = JSON.stringify({
  type: 'module',
  imports: { '#contract/*': './core/contract/*', '#core/*': './core/*' },
});

/** A small product that keeps every rule: each case below adds a file to it. */
const product = {
  'package.json': manifest,
  'core/contract/entities.ts': 'export const run = 1; export type Run = number;',
  'core/kernel/errors.ts': "import { run } from '#contract/entities.ts'; export const failed = run;",
  'core/store/database.ts': "import { failed } from '#core/kernel/errors.ts'; export const open = failed;",
  'core/tracking/index.ts': "export { runs } from './runs.ts';",
  'core/tracking/runs.ts': "import { open } from '#core/store/database.ts'; export const runs = open;",
  'core/registry/index.ts': "import { runs } from '#core/tracking/index.ts'; export const models = runs;",
  'core/rpc/router.ts': "import { models } from '#core/registry/index.ts'; export const router = models;",
  'core/engine.ts': "import { router } from '#core/rpc/router.ts'; export const engine = router;",
  'core/host/cli.ts': "import { engine } from '#core/engine.ts'; export const cli = engine;",
  'core/testing/with-engine.ts':
    "import { engine } from '#core/engine.ts'; export const withEngine = engine;",
  'core/tracking/runs.test.ts': "import { withEngine } from '#core/testing/with-engine.ts'; withEngine;",
  'electron/main.ts': "import type { engine } from '#core/engine.ts'; export type Engine = typeof engine;",
  'renderer/features/runs/index.ts': "export { list } from './list.ts';",
  'renderer/features/runs/list.ts':
    "import type { Run } from '#contract/entities.ts'; export const list: Run = 1;",
  'renderer/features/home/index.ts': "import { list } from '../runs/index.ts'; export const home = list;",
};

/** File to add, what it imports, and the rule that must say no. */
const violations: [file: string, target: string, rule: string][] = [
  ['core/contract/more-1.ts', '#core/kernel/errors.ts', 'contract-stands-on'],
  ['core/kernel/more-2.ts', '#core/store/database.ts', 'kernel-stands-on'],
  ['core/store/more-3.ts', '#core/tracking/index.ts', 'store-stands-on'],
  ['core/tracking/more-4.ts', '#core/rpc/router.ts', 'features-stands-on'],
  ['core/tracking/more-5.ts', '#core/registry/index.ts', 'feature-order'],
  ['core/registry/more-6.ts', '#core/tracking/runs.ts', 'feature-through-index'],
  ['core/rpc/more-7.ts', '#core/tracking/runs.ts', 'feature-through-index'],
  ['core/rpc/more-8.ts', '#core/engine.ts', 'rpc-stands-on'],
  ['core/engine-bundle.ts', '#core/host/cli.ts', 'engine-below-host'],
  ['core/host/more-9.ts', '../../electron/main.ts', 'host-below-shell'],
  ['core/registry/more-10.ts', '#core/testing/with-engine.ts', 'testing-does-not-ship'],
  ['electron/more-11.ts', '#core/engine.ts', 'shell-knows-types'],
  ['core/desktop/more-16.ts', '#core/store/database.ts', 'desktop-stands-on'],
  ['electron/more-12.ts', '../renderer/features/runs/index.ts', 'shell-and-page-apart'],
  ['renderer/more-13.ts', '#core/kernel/errors.ts', 'page-knows-contract'],
  ['renderer/features/home/more-14.ts', '../runs/list.ts', 'page-feature-through-index'],
  ['renderer/more-15.ts', './nowhere.ts', 'not-resolvable'],
];

describe('the boundaries', () => {
  it('hold for a product that keeps them', () =>
    check({}, ({ lines, passed }) => {
      expect(lines).toEqual(['15 of 15 source files were looked at.']);
      expect(passed).toBe(true);
    }));

  it('refuse every import that breaks one of them', () => {
    const more = violations.map(([file, target]): [string, string] => [
      file,
      `export * as it from '${target}';`,
    ]);
    return check(Object.fromEntries(more), ({ lines, passed }) => {
      const missed = violations.filter(
        ([file, , rule]) => !lines.some((line) => line.startsWith(`${rule}: ${file} ->`)),
      );
      expect(missed).toEqual([]);
      expect(passed).toBe(false);
    });
  });

  it('refuse cycles and tell the way around', () => {
    const files = {
      'core/kernel/a.ts': "import { b } from './b.ts'; export const a = (): unknown => b;",
      'core/kernel/b.ts': "import { a } from './a.ts'; export const b = (): unknown => a;",
    };
    return check(files, ({ lines }) =>
      expect(lines.join('\n')).toMatch(/no-cycles: core\/kernel\/a\.ts -> .*b\.ts/),
    );
  });

  it('refuse files that nothing is connected with', () =>
    check({ 'core/kernel/alone.ts': 'export const alone = 1;' }, ({ lines }) => {
      expect(lines[0]).toMatch(/^no-orphans: core\/kernel\/alone\.ts/);
    }));
});

describe('the floor', () => {
  const none = { modules: [], summary: { violations: [] } };

  it('fails when the files were not seen, though nothing was found wrong', () => {
    expect(judge(none, ['core/a.ts']).passed).toBe(false);
    expect(judge(none, []).passed).toBe(false);
  });

  it('lets a few be missing', () => {
    const sources = ['1.ts', '2.ts', '3.ts', '4.ts', '5.ts'];
    const modules = sources.slice(1).map((source) => ({ source }));
    expect(judge({ ...none, modules }, sources).passed).toBe(true);
    expect(judge({ ...none, modules: modules.slice(1) }, sources).passed).toBe(false);
  });
});

function check(
  more: Record<string, string>,
  expectations: (result: { lines: string[]; passed: boolean }) => void,
): Promise<void> {
  return withRepository({ ...product, ...more }, async ({ root }) => {
    for (const file of ['.dependency-cruiser.cjs', 'tsconfig.base.json']) {
      copyFileSync(join(repositoryPaths().root, file), join(root, file));
    }
    expectations(checkBoundaries(root));
  });
}
