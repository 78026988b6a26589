import { chmodSync, existsSync, lstatSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Install, Installed } from './installed.ts';
import { run, runAsRoot } from './run.ts';

const systemFiles = [
  '/opt/Stile/stile-desktop',
  '/usr/bin/stile',
  '/usr/share/applications/stile.desktop',
  '/usr/share/mime/packages/stile.xml',
  '/etc/apparmor.d/stile-desktop',
];

/** Chromium's sandbox refuses to start for root, which on Linux means a container. */
const sandboxArgs = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

export const linuxKinds: Record<string, Install> = {
  '.deb': async (installer) => {
    await runAsRoot('apt-get', 'install', '--yes', installer);
    return systemPackage(() => runAsRoot('apt-get', 'remove', '--yes', 'stile'));
  },
  // Where deb is the system's own kind, the names of what an rpm needs mean nothing.
  '.rpm': async (installer) => {
    await runAsRoot('rpm', '--install', '--nodeps', installer);
    return systemPackage(() => runAsRoot('rpm', '--erase', 'stile'));
  },
  '.AppImage': async (installer) => {
    chmodSync(installer, 0o755);
    return {
      program: installer,
      // Without libfuse, as in a container and on fresh systems.
      programArgs: ['--appimage-extract-and-run', ...sandboxArgs],
      command: null,
      uninstall: async () => undefined,
    };
  },
  '.tar.gz': async (installer, { scratch }) => {
    const folder = join(scratch, 'unpacked');
    mkdirSync(folder);
    await run('tar', '-xzf', installer, '-C', folder, '--strip-components', '1');
    return {
      program: join(folder, 'stile-desktop'),
      // Nobody has given an unpacked folder a profile of AppArmor.
      programArgs: ['--no-sandbox'],
      command: join(folder, 'resources', 'resources', 'bin', 'stile'),
      uninstall: async () => undefined,
    };
  },
};

function systemPackage(remove: () => Promise<string>): Installed {
  const missing = systemFiles.slice(0, 4).filter((file) => !isThere(file));
  if (missing.length > 0) throw new Error(`The package did not bring ${missing.join(', ')}.`);
  return {
    program: '/opt/Stile/stile-desktop',
    programArgs: sandboxArgs,
    command: 'stile',
    uninstall: async () => {
      await remove();
      const left = [...systemFiles, '/opt/Stile'].filter(isThere);
      if (left.length > 0) throw new Error(`Removing the package left ${left.join(', ')}.`);
    },
  };
}

/** Also of a link that leads nowhere. */
function isThere(file: string): boolean {
  return existsSync(file) || lstatSync(file, { throwIfNoEntry: false }) !== undefined;
}
