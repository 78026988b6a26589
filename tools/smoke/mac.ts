import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Install, Installed } from './installed.ts';
import { run } from './run.ts';

export const macKinds: Record<string, Install> = {
  '.dmg': async (installer, { scratch }) => {
    const mounted = join(scratch, 'disk image');
    mkdirSync(mounted);
    await run('hdiutil', 'attach', '-nobrowse', '-readonly', '-mountpoint', mounted, installer);
    try {
      // As a person would drag it.
      await run('cp', '-R', join(mounted, 'Stile.app'), scratch);
    } finally {
      await run('hdiutil', 'detach', mounted);
    }
    return appIn(scratch);
  },
  '.zip': async (installer, { scratch }) => {
    await run('ditto', '-x', '-k', installer, scratch);
    return appIn(scratch);
  },
};

async function appIn(folder: string): Promise<Installed> {
  const app = join(folder, 'Stile.app');
  // Apple's own processors start nothing whose signature is not whole, be it of nobody.
  await run('codesign', '--verify', '--deep', '--strict', app);
  return {
    program: join(app, 'Contents', 'MacOS', 'Stile'),
    programArgs: [],
    command: join(app, 'Contents', 'Resources', 'resources', 'bin', 'stile'),
    uninstall: async () => undefined,
  };
}
