import { join } from 'node:path';

/** A system that is packed for, and where the result lies below its output folder. */
export interface Target {
  platform: 'linux' | 'win32' | 'darwin';
  arch: 'x64' | 'arm64';
  /** arguments of electron-builder: system and processor */
  flags: [system: string, processor: string];
  /** folder of the unpacked app */
  app: string;
  /** below `app`: the folder with app.asar */
  resources: string;
  /** below `app`: what is started */
  program: string;
  /** below `app`: what carries the fuses */
  fuses: string;
  /** below `app`: folders or files of Chromium's languages */
  locales: string;
}

const linux = {
  platform: 'linux',
  resources: 'resources',
  program: 'stile-desktop',
  fuses: 'stile-desktop',
  locales: 'locales',
} as const;
const windows = {
  platform: 'win32',
  resources: 'resources',
  program: 'Stile.exe',
  fuses: 'Stile.exe',
  locales: 'locales',
} as const;
const mac = {
  platform: 'darwin',
  resources: join('Contents', 'Resources'),
  program: join('Contents', 'MacOS', 'Stile'),
  fuses: '.',
  locales: join('Contents', 'Frameworks', 'Electron Framework.framework', 'Resources'),
} as const;

/** Everything that installers are made for. */
export const targets: Target[] = [
  { ...linux, arch: 'x64', flags: ['--linux', '--x64'], app: 'linux-unpacked' },
  { ...linux, arch: 'arm64', flags: ['--linux', '--arm64'], app: 'linux-arm64-unpacked' },
  { ...windows, arch: 'x64', flags: ['--win', '--x64'], app: 'win-unpacked' },
  { ...windows, arch: 'arm64', flags: ['--win', '--arm64'], app: 'win-arm64-unpacked' },
  { ...mac, arch: 'arm64', flags: ['--mac', '--arm64'], app: join('mac-arm64', 'Stile.app') },
  { ...mac, arch: 'x64', flags: ['--mac', '--x64'], app: join('mac', 'Stile.app') },
];
