import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { describe, expect, it } from 'vitest';
import type { RepositoryPaths } from '../lib/paths.ts';
import { withRepository, writeTree } from '../testing.ts';
import { start } from './start.ts';

const host = `
  import { writeFileSync } from 'node:fs';
  writeFileSync('host.json', JSON.stringify({ args: process.argv.slice(2), open: process.env.STILE_OPEN_BROWSER }));
`;

/** The smallest product that builds: what matters here is which program starts, and how. */
const product = {
  'package.json': JSON.stringify({ type: 'module', imports: { '#core/*': './core/*' } }),
  'package-lock.json': '{}',
  'core/engine-bundle.ts': 'export const engine = 1;',
  'core/processes/supervisor/supervisor-main.ts': '',
  'core/host/node-host.ts': host,
  'core/host/engine-process.ts': '',
  'core/host/cli.ts': '',
  'electron/main.ts': 'export {};',
  'electron/preload/preload.ts': '',
  'renderer/index.html': '<title>page</title>',
  'renderer/vite.config.ts': 'export default {};',
  'resources/about.txt': 'what ships and is not code',
};

/** Stands in for Electron's program: notes how it was started. */
const standIn = `#!/bin/sh
printf '%s\\n' "$@" > "$STILE_STAND_IN_LOG"
printf 'RUN_AS_NODE=%s\\n' "$ELECTRON_RUN_AS_NODE" >> "$STILE_STAND_IN_LOG"
exit 7
`;

describe('npm start', () => {
  it.skipIf(process.platform === 'win32')('starts Electron on this folder with the arguments given', () =>
    withRepository({ ...product, 'stand-in/electron': standIn }, async (paths) => {
      const dist = join(paths.root, 'stand-in');
      chmodSync(join(dist, 'electron'), 0o755);
      const log = join(paths.root, 'log.txt');
      const env = {
        DISPLAY: ':0',
        ELECTRON_OVERRIDE_DIST_PATH: dist,
        STILE_STAND_IN_LOG: log,
        ELECTRON_RUN_AS_NODE: '1',
      };
      const result = await startWith(paths, env, ['--workspace', 'a b']);
      expect(result).toEqual({ code: 7, said: [] });
      const lines = readFileSync(log, 'utf8').trim().split('\n');
      expect(lines.filter((line) => line !== '--no-sandbox')).toEqual([
        paths.root,
        '--workspace',
        'a b',
        'RUN_AS_NODE=',
      ]);
    }),
  );

  it('serves to the browser where there is no window to open, and says why', () =>
    withRepository(product, async (paths) => {
      const env = {
        ELECTRON_OVERRIDE_DIST_PATH: join(paths.root, 'nothing-here'),
        DISPLAY: ':0',
        CI: 'true',
      };
      const result = await startWith(paths, env, ['--workspace', 'a b']);
      expect(result.code).toBe(0);
      expect(result.said).toEqual([expect.stringMatching(/^Stile opens in the browser, because .*\.$/)]);
      const started = JSON.parse(readFileSync(join(paths.root, 'host.json'), 'utf8'));
      expect(started).toEqual({ args: ['--workspace', 'a b'], open: '0' });
    }));

  it('starts in the folder the command was typed in', () =>
    withRepository({ ...product, 'elsewhere/x': '' }, async (paths) => {
      const env = {
        ELECTRON_OVERRIDE_DIST_PATH: '/nothing-here',
        STILE_CALLER_CWD: join(paths.root, 'elsewhere'),
      };
      await startWith(paths, env, []);
      expect(existsSync(join(paths.root, 'elsewhere', 'host.json'))).toBe(true);
    }));

  it('does not start what cannot be built', () =>
    withRepository(product, async (paths) => {
      writeTree(paths.root, { 'electron/main.ts': 'this is not TypeScript' });
      await expect(startWith(paths, {}, [])).rejects.toThrow(/electron\/main\.ts/);
    }));
});

/** Answers the exit code and the sentences said after the build's own. */
async function startWith(paths: RepositoryPaths, env: NodeJS.ProcessEnv, args: string[]) {
  const said: string[] = [];
  const code = await start({
    args,
    env: { PATH: process.env['PATH'], ...env },
    paths,
    say: (line) => said.push(line),
  });
  return { code, said: said.filter((line) => !line.startsWith('Built ')) };
}
