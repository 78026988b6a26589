import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { withFolder } from '#core/testing/with-engine.ts';

const main = join(import.meta.dirname, '..', 'dist', 'electron', 'main.js');
const standIn = pathToFileURL(join(import.meta.dirname, 'testing', 'electron-module.ts')).href;

/** Runs the built main script, to whom a fake is Electron. */
function runMain(folder: string, env: NodeJS.ProcessEnv, words: string[] = []) {
  if (!existsSync(main)) throw new Error(`${main} is missing: run "npm run build" first.`);
  const program = `
    import { registerHooks } from 'node:module';
    registerHooks({
      resolve: (name, context, next) =>
        name === 'electron' ? { url: ${JSON.stringify(standIn)}, shortCircuit: true } : next(name, context),
    });
    await import(${JSON.stringify(pathToFileURL(main).href)});
  `;
  const file = join(folder, 'main.mjs');
  writeFileSync(file, program);
  return spawnSync(process.execPath, [file, ...words], {
    encoding: 'utf8',
    timeout: 60_000,
    env: { ...process.env, ...env },
  });
}

describe('the built main script', () => {
  it('loads with all that it is bundled of, and ends where Stile runs already', () =>
    withFolder(async (folder) => {
      const { status, stderr } = runMain(folder, { STILE_STAND_IN: 'second' });
      expect({ status, stderr }).toEqual({ status: 0, stderr: expect.not.stringContaining('Error') });
    }));

  it('starts its engine on the workspace that is named, serves its page, and leaves nothing behind', () =>
    withFolder(async (folder) => {
      const workspace = join(folder, 'work space åäö');
      const env = { STILE_DATA: join(folder, 'data'), STILE_COMPILE_CACHE: join(folder, 'v8') };
      const { status, stdout, stderr } = runMain(folder, env, ['--workspace', workspace]);
      expect({ status, stdout, stderr }).toEqual({
        status: 0,
        stdout: '200 text/html; charset=utf-8\n',
        stderr: expect.not.stringContaining('Error'),
      });
      expect(existsSync(join(workspace, 'stile.db'))).toBe(true);
      expect(existsSync(join(workspace, 'engine.json'))).toBe(false);
      expect(existsSync(join(folder, 'data', 'logs', 'desktop.log'))).toBe(true);
    }));
});
