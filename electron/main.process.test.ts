import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';

const main = join(import.meta.dirname, '..', 'dist', 'electron', 'main.js');
const stand = pathToFileURL(join(import.meta.dirname, 'testing', 'electron-module.ts')).href;

it('the built main script loads with all that it is bundled of, and ends where Stile runs already', () => {
  if (!existsSync(main)) throw new Error(`${main} is missing: run "npm run build" first.`);
  const program = `
    import { registerHooks } from 'node:module';
    registerHooks({
      resolve: (name, context, next) =>
        name === 'electron' ? { url: ${JSON.stringify(stand)}, shortCircuit: true } : next(name, context),
    });
    await import(${JSON.stringify(pathToFileURL(main).href)});
    process.exitCode = 9;
  `;
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    encoding: 'utf8',
    timeout: 30_000,
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: expect.not.stringContaining('Error') });
});
