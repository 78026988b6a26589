import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { describe, expect, it } from 'vitest';
import type { RepositoryPaths } from '../lib/paths.ts';
import { withRepository, writeTree } from '../testing.ts';
import { buildStale, partsFor } from './build.ts';
import { toAscii, workerEntries } from './engine-part.ts';

const manifest = JSON.stringify({
  type: 'module',
  imports: { '#core/*': './core/*' },
  dependencies: { 'better-sqlite3': '1' },
});

const smallEngine = {
  'package.json': manifest,
  'package-lock.json': '{}',
  'core/engine-bundle.ts': `
    import Database from 'better-sqlite3';
    export class Engine { sum() { return new Database(':memory:').prepare('select 40 + 2 as n').get().n; } }
    export const where: string = import.meta.dirname;
  `,
  'core/host/node-host.ts': `import { Engine } from '#core/engine-bundle.ts'; console.log(new Engine().sum());`,
  'core/host/engine-process.ts': `import { where } from '../engine-bundle.ts'; console.log(where);`,
  'core/host/cli.ts': `
    if (process.argv[2] === 'lazy') console.log(Object.keys(require.cache).length);
    else { const { Engine } = await0(); }
    async function load() { const { Engine } = await import('#core/engine-bundle.ts'); return Engine.name; }
    function await0() { load().then(console.log); return {}; }
  `,
  'core/processes/supervisor/supervisor-main.ts': `console.log('supervises');`,
  'core/engine/sum.worker.ts': `import { Engine } from '#core/engine-bundle.ts'; console.log(Engine.name);`,
  'resources/words.txt': 'åäö',
};

describe('building the engine', () => {
  it('makes programs that share the one engine file and run', () =>
    withRepository(smallEngine, async (paths) => {
      await buildEngine(paths);
      expect(runFile(paths, 'node-host.cjs')).toBe('42');
      expect(runFile(paths, 'engine-process.cjs')).toBe(paths.dist);
      expect(runFile(paths, 'workers/sum.cjs')).toBe('Engine');
      expect(runFile(paths, 'supervisor.cjs')).toBe('supervises');
      expect(readFileSync(join(paths.dist, 'node-host.cjs'), 'utf8')).not.toContain('better-sqlite3');
      expect(readFileSync(join(paths.dist, 'resources/words.txt'), 'utf8')).toBe('åäö');
    }));

  it('loads the engine in the command line only when it is asked for', () =>
    withRepository(smallEngine, async (paths) => {
      await buildEngine(paths);
      expect(runFile(paths, 'cli.cjs', 'lazy')).toBe('1');
      expect(runFile(paths, 'cli.cjs')).toBe('Engine');
    }));

  it('leaves a part alone until its inputs change', () =>
    withRepository(smallEngine, async (paths) => {
      expect(await buildEngine(paths)).toEqual(['engine', 'resources']);
      expect(await buildEngine(paths)).toEqual([]);
      writeTree(paths.root, { 'core/x.test.ts': 'tests do not ship', 'resources/words.txt': 'ord' });
      expect(await buildEngine(paths)).toEqual(['resources']);
      writeTree(paths.root, { 'core/host/cli.ts': 'console.log(1)' });
      expect(await buildEngine(paths)).toEqual(['engine']);
    }));

  it('builds again what was left half-built or deleted', () =>
    withRepository(smallEngine, async (paths) => {
      await buildEngine(paths);
      writeTree(paths.root, { 'core/host/cli.ts': 'syntax error here' });
      await expect(buildEngine(paths)).rejects.toThrow(/Expected ";" but found "error"/);
      writeTree(paths.root, smallEngine);
      expect(await buildEngine(paths)).toEqual(['engine']);
    }));

  it('names the entries that are missing', () =>
    withRepository({ 'package.json': manifest, 'package-lock.json': '{}' }, async (paths) => {
      await expect(buildEngine(paths)).rejects.toThrow(/core\/engine-bundle\.ts, core\/host\/node-host\.ts/);
      expect(existsSync(join(paths.dist, 'engine.cjs'))).toBe(false);
    }));

  it('refuses a host that carries a second engine', () => {
    const files = {
      ...smallEngine,
      'core/store/open.ts': 'export const open = () => 1;',
      'core/host/cli.ts': `import { open } from '#core/store/open.ts'; console.log(open());`,
    };
    return withRepository(files, async (paths) => {
      await expect(buildEngine(paths)).rejects.toThrow(/core\/store\/open\.ts into its own bundle/);
    });
  });
});

describe('worker entries', () => {
  it('are named after their file', () => {
    expect(workerEntries('/r', ['/r/core/a/profile.worker.ts'])).toEqual({
      profile: 'core/a/profile.worker.ts',
    });
  });

  it('refuse two of one name', () => {
    expect(() => workerEntries('/r', ['/r/core/a/x.worker.ts', '/r/core/b/x.worker.ts'])).toThrow(
      /Rename one/,
    );
  });
});

/** Answers the names of the parts that were built. */
async function buildEngine(paths: RepositoryPaths): Promise<string[]> {
  const said: string[] = [];
  await buildStale({ paths, say: (sentence) => said.push(sentence) }, partsFor.commandLine);
  return said.map((sentence) => sentence.split(' ')[1] ?? '').sort();
}

function runFile(paths: RepositoryPaths, file: string, ...args: string[]): string {
  const env = { ...process.env, STILE_COMPILE_CACHE: join(paths.cache, 'v8') };
  const result = spawnSync(process.execPath, [join(paths.dist, file), ...args], { encoding: 'utf8', env });
  return `${result.stdout}${result.stderr}`.trim();
}

describe('a program in ASCII', () => {
  it.each([
    { program: '/[¹²]/u.test(x)', ascii: String.raw`/[\u00b9\u00b2]/u.test(x)` },
    { program: '`’ 😀`', ascii: String.raw`\u2019 \ud83d\ude00`.replace(/^|$/g, '`') },
    { program: 'plain()', ascii: 'plain()' },
  ])('is $ascii', ({ program, ascii }) => {
    expect(toAscii(program)).toBe(ascii);
  });

  it('refuses raw text, where an escape would be read as it stands', () => {
    expect(() => toAscii('String.raw`å`')).toThrow(/without String\.raw/);
  });
});
