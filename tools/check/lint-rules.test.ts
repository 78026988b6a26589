import { copyFileSync, globSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import process from 'node:process';
import { ESLint } from 'eslint';
import ts from 'typescript';
import { expect, it } from 'vitest';
import { repositoryPaths } from '../lib/paths.ts';
import { runProgram } from '../lib/run-program.ts';
import { withRepository } from '../testing.ts';

const asUnknownAs = 'export const n = JSON as unknown as number;';
const parse = 'export const v: unknown = JSON.parse("1");';
const now = 'export const t = Date.now();';

/** File, code, and words of what ESLint must say about it; null when it must be content. */
const cases: [file: string, code: string, complaint: RegExp | null][] = [
  [
    'core/kernel/a.ts',
    "import type { App } from 'electron'; export type A = App;",
    /Electron stays in electron/,
  ],
  [
    'core/tracking/b.ts',
    "import D from 'better-sqlite3'; export const d = D;",
    /Only core\/store speaks to SQLite/,
  ],
  ['core/store/c.ts', "import D from 'better-sqlite3'; export const d = D;", null],
  ['core/kernel/d.ts', now, /Ask ctx\.clock/],
  ['core/kernel/e.ts', 'export const t = new Date();', /Ask ctx\.clock/],
  ['core/kernel/f.ts', 'export const t = new Date(0);', null],
  ['core/kernel/clock.ts', now, null],
  ['core/kernel/clock.test.ts', now, null],
  ['core/kernel/q.test.ts', "import { vi } from 'vitest';\nvi.mock('./clock.ts');", /Hand a stand-in in/],
  ['core/kernel/r.test.ts', "process.env['A'] = 'b';", /Use vi\.stubEnv/],
  ['core/kernel/s.test.ts', "import { vi } from 'vitest';\nvi.stubEnv('A', 'b');", null],
  ['core/kernel/t.test.ts', "process.chdir('/');", /Hand the folder in/],
  ['core/kernel/g.ts', parse, /core\/kernel\/json\.ts/],
  ['core/kernel/json.ts', parse, null],
  ['core/kernel/h.ts', 'console.log(1);', /Unexpected console/],
  ['core/kernel/i.ts', asUnknownAs, /switches the type checker off/],
  ['core/kernel/j.ts', 'export default 1;', /Export by name/],
  ['core/kernel/k.ts', 'export const f = (x?: number): number => x!;', /non-null assertion/],
  ['core/kernel/l.ts', 'export const f = (x: any): unknown => x;', /Unexpected any/],
  ['core/kernel/m.ts', '// TODO later\nexport const m = 1;', /Unexpected 'todo' comment/],
  ['core/kernel/n.ts', '/* eslint-disable */\nexport default 1;', /Export by name/],
  ['core/kernel/o.ts', '// oxlint-disable\nexport const o = 1;', /Unexpected 'oxlint-disable' comment/],
  [
    'core/a/b/p.ts',
    "import { d } from '../../store/c.ts'; export const p = d;",
    /Import across folders by name/,
  ],
  ['electron/a.ts', "import { d } from '#core/store/c.ts'; export const e = d;", /knows its types/],
  ['electron/b.ts', "import type { d } from '#core/store/c.ts'; export type E = typeof d;", null],
  ['core/desktop/a.ts', 'export const d = 1;', null],
  ['electron/d.ts', "import { d } from '#core/desktop/a.ts'; export const e = d;", null],
  ['electron/e.ts', "import { d } from '#core/kernel/errors.ts'; export const e = d;", /knows its types/],
  ['electron/c.ts', "import { app } from 'electron'; export const e = app;", null],
  [
    'renderer/a.ts',
    "import { one } from '#contract/one.ts'; export const a = one;",
    /Only `import type` in the page/,
  ],
  ['renderer/b.ts', "import type { one } from '#contract/one.ts'; export type B = typeof one;", null],
  [
    'renderer/c.ts',
    "import type { d } from '#core/store/c.ts'; export type C = typeof d;",
    /knows the engine by #contract/,
  ],
  ['renderer/d.ts', "import { join } from 'node:path'; export const d = join;", /runs in a sandbox/],
  ['renderer/e.ts', "import * as z from 'zod'; export const e = z;", /Only `import type` in the page/],
  ['e2e/a.spec.ts', "import { app } from 'electron'; export const e = app;", /Electron stays in electron/],
  ['core/contract/one.ts', 'export const one = 1;', null],
];

/** The same for the rules that need types, which are Oxlint's. */
const typedCases: typeof cases = [
  ['core/t/a.ts', 'const p = async (): Promise<number> => 1;\np();', /Promises must be awaited/],
  ['core/t/b.ts', '/* eslint-disable */\nvoid 0;\nPromise.resolve(1);', /Promises must be awaited/],
  ['core/t/c.ts', 'export const f = async (): Promise<void> => void (await 1);', /Unexpected `await`/],
  ['core/t/d.ts', 'export const s = `${{ a: 1 }}`;', /[Ii]nvalid type/],
  ['core/t/e.ts', 'export const s = (n: number, b: boolean): string => `${n} ${b}`;', null],
  [
    'core/t/f.ts',
    "export function f(a: 'x' | 'y'): void {\n  switch (a) {\n    case 'x':\n  }\n}",
    /not exhaustive/,
  ],
  ['core/t/g.ts', 'export const v: number = JSON.parse("1");', /any/],
  ['core/t/g.test.ts', 'export const v: number = JSON.parse("1");', null],
  ['core/t/h.ts', '[1].forEach(async () => {});', /void return/],
  ['core/t/i.ts', 'export const f = (): never => {\n  throw "a";\n};', /error object/i],
  ['core/t/j.ts', 'export const s = String({});', /stringif/],
  ['core/t/k.ts', 'export const f = async (): Promise<number> => 1;', null],
];

const tsconfig = {
  compilerOptions: {
    module: 'ESNext',
    moduleResolution: 'bundler',
    strict: true,
    allowImportingTsExtensions: true,
    noEmit: true,
  },
  include: ['**/*.ts'],
};

const project = {
  'package.json': JSON.stringify({
    type: 'module',
    imports: { '#contract/*': './core/contract/*', '#core/*': './core/*' },
  }),
  'tsconfig.json': JSON.stringify(tsconfig),
  ...Object.fromEntries([...cases, ...typedCases].map(([file, code]) => [file, `${code}\n`])),
};

it('the rules say what is wrong where, and nothing else', () =>
  withRepository(project, async ({ root }) => {
    copyFileSync(join(repositoryPaths().root, 'eslint.config.js'), join(root, 'eslint.config.js'));
    const results = await new ESLint({ cwd: root }).lintFiles(cases.map(([file]) => file));
    expect(
      unexpected(
        cases,
        new Map(
          results.map(({ filePath, messages }) => [relative(root, filePath), messages.map((m) => m.message)]),
        ),
      ),
    ).toEqual([]);
  }));

it('the rules that need types do so too', () =>
  withRepository(project, async ({ root }) => {
    const from = repositoryPaths().root;
    copyFileSync(join(from, '.oxlintrc.json'), join(root, '.oxlintrc.json'));
    const oxlint = join(from, 'node_modules', 'oxlint', 'bin', 'oxlint');
    const args = [oxlint, '--format', 'json', ...typedCases.map(([file]) => file)];
    const { code, output } = await runProgram(process.execPath, args, { cwd: root, env: process.env });
    expect(code, output).toBe(1);
    const { diagnostics } = JSON.parse(output) as { diagnostics: { filename: string; message: string }[] };
    const said = new Map(typedCases.map(([file]) => [file, [] as string[]]));
    for (const { filename, message } of diagnostics) said.get(filename)?.push(message);
    expect(unexpected(typedCases, said)).toEqual([]);
  }));

it('types are checked in every file', () => {
  const { root } = repositoryPaths();
  const checked = new Set(projectFiles(join(root, 'tsconfig.json')).map((file) => relative(root, file)));
  const rooms = ['core', 'e2e', 'electron', 'renderer', 'tools'];
  const files = globSync(['*.ts', ...rooms.map((room) => `${room}/**/*.{ts,tsx}`)], { cwd: root });
  expect(files.length).toBeGreaterThan(1000);
  expect(files.filter((file) => !checked.has(file))).toEqual([]);
});

/** Of a project and all that it refers to. */
function projectFiles(configFile: string): string[] {
  const { config } = ts.readConfigFile(configFile, ts.sys.readFile);
  const { fileNames, projectReferences = [] } = ts.parseJsonConfigFileContent(
    config,
    ts.sys,
    dirname(configFile),
  );
  const others = projectReferences.map((one) => projectFiles(ts.resolveProjectReferencePath(one)));
  return [...fileNames, ...others.flat()];
}

function unexpected(expected: typeof cases, messages: ReadonlyMap<string, string[]>): unknown[] {
  return expected
    .map(([file, , complaint]) => ({ file, complaint, said: messages.get(file) ?? ['not linted'] }))
    .filter(({ complaint, said }) => !isAsExpected(complaint, said));
}

function isAsExpected(complaint: RegExp | null, said: string[]): boolean {
  return complaint ? said.some((message) => complaint.test(message)) : said.length === 0;
}
