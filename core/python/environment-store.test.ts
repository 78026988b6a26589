import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { withFolder } from '#core/testing/with-engine.ts';
import { isBaseGone } from './environment-store.ts';

it('an environment on Windows knows its base by the folder that it names', () =>
  withFolder(async (folder) => {
    const [base, environment] = [join(folder, 'Python 3.12'), join(folder, 'environment')];
    mkdirSync(base);
    mkdirSync(environment);
    const config = join(environment, 'pyvenv.cfg');
    expect(await isBaseGone('win32', environment)).toBe(false);
    writeFileSync(config, `version = 3.12.1\r\nhome = ${base}\r\ninclude-system-site-packages = false\r\n`);
    expect(await isBaseGone('win32', environment)).toBe(true);
    writeFileSync(join(base, 'python.exe'), '');
    expect(await isBaseGone('win32', environment)).toBe(false);
    expect(await isBaseGone('linux', environment)).toBe(false);
  }));
