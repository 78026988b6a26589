import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Install } from './installed.ts';
import { run } from './run.ts';

const { join } = path.win32;
const userEnvironment = String.raw`HKCU\Environment`;
const links = String.raw`HKCU\Software\Classes\stile\shell\open\command`;

export const windowsKinds: Record<string, Install> = {
  '-setup.exe': async (installer, { scratch }) => {
    // The installer makes a folder of the product's name in another one, so this has it already. /D comes last.
    const folder = join(scratch, 'Stile');
    await run(installer, '/S', '/currentuser', `/D=${folder}`);
    const bin = join(folder, 'resources', 'resources', 'bin');
    if (!(await readRegistry(userEnvironment, 'Path')).includes(bin))
      throw new Error(`The installer did not put ${bin} on the user's PATH.`);
    if (!(await readRegistry(links)).includes(folder))
      throw new Error('The installer registered no stile:// links.');
    return {
      program: join(folder, 'Stile.exe'),
      programArgs: [],
      command: join(bin, 'stile.cmd'),
      uninstall: async () => {
        // With _? the uninstaller works where it lies and can be waited for; it cannot remove itself then.
        await run(join(folder, 'Uninstall Stile.exe'), '/S', `_?=${folder}`);
        if (existsSync(join(folder, 'Stile.exe'))) throw new Error(`The uninstaller left ${folder}.`);
        if ((await readRegistry(userEnvironment, 'Path')).includes(bin))
          throw new Error(`The uninstaller left ${bin} on the user's PATH.`);
        if ((await readRegistry(links)) !== '') throw new Error('The uninstaller left the stile:// links.');
      },
    };
  },
  '-portable.exe': async (installer) => ({
    program: installer,
    programArgs: [],
    command: null,
    uninstall: async () => undefined,
  }),
  '.zip': async (installer, { scratch }) => {
    const folder = join(scratch, 'unpacked');
    mkdirSync(folder);
    await run('tar.exe', '-xf', installer, '-C', folder);
    return {
      program: join(folder, 'Stile.exe'),
      programArgs: [],
      command: join(folder, 'resources', 'resources', 'bin', 'stile.cmd'),
      uninstall: async () => undefined,
    };
  },
};

/** What the registry has there; empty when it has nothing. */
async function readRegistry(key: string, value?: string): Promise<string> {
  const what = value === undefined ? ['/ve'] : ['/v', value];
  return run('reg.exe', 'query', key, ...what).catch(() => '');
}
