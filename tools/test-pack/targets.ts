import { join } from 'node:path';

/** A system that is packed for, and where the result lies below its output folder. */
export interface Target {
  platform: 'linux' | 'win32' | 'darwin';
  arch: 'x64' | 'arm64';
  /** arguments of electron-builder */
  flags: string[];
  /** folder of the unpacked app */
  app: string;
  /** below `app`: the folder with app.asar */
  resources: string;
  /** below `app`: what carries the fuses */
  program: string;
  /** below `app`: folders or files of Chromium's languages */
  locales: string;
}

export const targets: Target[] = [
  {
    platform: 'linux',
    arch: 'x64',
    flags: ['--linux', 'dir', '--x64'],
    app: 'linux-unpacked',
    resources: 'resources',
    program: 'stile',
    locales: 'locales',
  },
  {
    platform: 'win32',
    arch: 'x64',
    flags: ['--win', 'dir', '--x64'],
    app: 'win-unpacked',
    resources: 'resources',
    program: 'Stile.exe',
    locales: 'locales',
  },
  {
    platform: 'darwin',
    arch: 'arm64',
    flags: ['--mac', 'dir', '--arm64'],
    app: join('mac-arm64', 'Stile.app'),
    resources: join('Contents', 'Resources'),
    program: '.',
    locales: join('Contents', 'Frameworks', 'Electron Framework.framework', 'Resources'),
  },
];
