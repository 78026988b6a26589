import { describe, expect, it } from 'vitest';
import { decideStart, electronBinary, mayFetchElectron, mayOpenBrowser } from './decide.ts';
import type { Machine } from './decide.ts';

const posix = '/app/node_modules/electron';
const windows = 'C:\\app\\node_modules\\electron';

const linux = { platform: 'linux', folder: posix, binary: `${posix}/dist/electron` } as const;
const mac = {
  platform: 'darwin',
  folder: posix,
  binary: `${posix}/dist/Electron.app/Contents/MacOS/Electron`,
} as const;
const win = { platform: 'win32', folder: windows, binary: `${windows}\\dist\\electron.exe` } as const;

function machine(platform: NodeJS.Platform, env: NodeJS.ProcessEnv, files: string[] = []): Machine {
  return { platform, env, exists: (file) => files.includes(file) };
}

describe('the place of Electron’s binary', () => {
  it.each([linux, mac, win])('on $platform is $binary', ({ platform, folder, binary }) => {
    expect(electronBinary(machine(platform, {}), folder)).toBe(binary);
  });

  it.each([
    { ...linux, dist: '/x', binary: '/x/electron' },
    { ...mac, dist: '/x', binary: '/x/Electron.app/Contents/MacOS/Electron' },
    { ...win, dist: 'D:\\x', binary: 'D:\\x\\electron.exe' },
  ])('on $platform follows ELECTRON_OVERRIDE_DIST_PATH=$dist', ({ platform, folder, dist, binary }) => {
    expect(electronBinary(machine(platform, { ELECTRON_OVERRIDE_DIST_PATH: dist }), folder)).toBe(binary);
  });
});

describe('how Stile starts', () => {
  it.each([
    { ...linux, env: { DISPLAY: ':0' } },
    { ...linux, env: { WAYLAND_DISPLAY: 'wayland-0' } },
    { ...mac, env: {} },
    { ...win, env: {} },
  ])('in a window on $platform with $env', ({ platform, folder, binary, env }) => {
    expect(decideStart(machine(platform, env, [binary]), folder)).toEqual({ kind: 'electron', binary });
  });

  it.each([
    {
      name: 'a Linux without a display',
      ...linux,
      env: {},
      files: [linux.binary],
      reason: /no display here/,
    },
    {
      name: 'an empty DISPLAY',
      ...linux,
      env: { DISPLAY: '' },
      files: [linux.binary],
      reason: /no display here/,
    },
    {
      name: 'a Linux without the binary',
      ...linux,
      env: { DISPLAY: ':0' },
      files: [],
      reason: /not installed/,
    },
    { name: 'a Mac without the binary', ...mac, env: {}, files: [], reason: /MacOS\/Electron is missing/ },
    { name: 'a Windows without the binary', ...win, env: {}, files: [], reason: /electron\.exe is missing/ },
  ])('in the browser on $name', ({ platform, folder, env, files, reason }) => {
    const decision = decideStart(machine(platform, env, files), folder);
    expect(decision).toEqual({ kind: 'browser', reason: expect.stringMatching(reason) });
  });
});

describe('fetching Electron’s binary', () => {
  it.each([
    { env: { DISPLAY: ':0' }, files: [], fetch: true },
    { env: { DISPLAY: ':0' }, files: [linux.binary], fetch: false },
    { env: {}, files: [], fetch: false },
    { env: { DISPLAY: ':0', CI: 'true' }, files: [], fetch: false },
    { env: { DISPLAY: ':0', STILE_OFFLINE: '1' }, files: [], fetch: false },
    { env: { DISPLAY: ':0', ELECTRON_OVERRIDE_DIST_PATH: '/x' }, files: [], fetch: false },
  ])('$env with $files: $fetch', ({ env, files, fetch }) => {
    expect(mayFetchElectron(machine('linux', env, files), posix)).toBe(fetch);
  });
});

describe('opening a browser', () => {
  it.each([
    { platform: 'linux', env: {}, open: false },
    { platform: 'linux', env: { DISPLAY: ':0' }, open: true },
    { platform: 'linux', env: { DISPLAY: ':0', CI: 'true' }, open: false },
    { platform: 'win32', env: {}, open: true },
  ] as const)('$platform $env: $open', ({ platform, env, open }) => {
    expect(mayOpenBrowser(machine(platform, env))).toBe(open);
  });
});
