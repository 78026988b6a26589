import { describe, expect, it } from 'vitest';
import { appImageOf, findPlaces, findPortableData, type ProgramPlace } from './places.ts';

const image = { APPIMAGE: '/usb/Stile åäö.AppImage', APPDIR: '/tmp/.mount_StileX' };
const mounted = '/tmp/.mount_StileX/stile';

describe('portable mode', () => {
  /** The program, the only folder that is there, and where the data lie. */
  it.each<[string, ProgramPlace, string | null, string | null]>([
    ['an installed app', { platform: 'linux', env: {}, program: '/opt/Stile/stile' }, null, null],
    ['plain Node', { platform: 'linux', env: {}, program: null }, '/usr/bin/data', null],
    ['an unpacked tar.gz', { platform: 'linux', env: {}, program: '/usb/å ä/stile' }, '/usb/å ä/data', '/usb/å ä/data'],
    ['an AppImage with its folder', { platform: 'linux', env: image, program: mounted }, '/usb/Stile åäö.AppImage.home', '/usb/Stile åäö.AppImage.home'],
    ['an AppImage without', { platform: 'linux', env: image, program: mounted }, null, null],
    ['an AppImage with a folder in itself', { platform: 'linux', env: image, program: mounted }, '/tmp/.mount_StileX/data', null],
    ['a program of another AppImage', { platform: 'linux', env: image, program: '/opt/Stile/stile' }, '/usb/Stile åäö.AppImage.home', null],
    ['a zip of macOS', { platform: 'darwin', env: {}, program: '/Volumes/U/Stile.app/Contents/MacOS/Stile' }, '/Volumes/U/data', '/Volumes/U/data'],
    ['a folder in the app of macOS', { platform: 'darwin', env: {}, program: '/Applications/Stile.app/Contents/MacOS/Stile' }, '/Applications/Stile.app/Contents/MacOS/data', null],
    ['a zip of Windows', { platform: 'win32', env: {}, program: 'E:\\Stile\\Stile.exe' }, 'E:\\Stile\\data', 'E:\\Stile\\data'],
    ['an installed app of Windows', { platform: 'win32', env: {}, program: 'C:\\P\\Stile\\Stile.exe' }, null, null],
    ['the single file of Windows', { platform: 'win32', env: { PORTABLE_EXECUTABLE_DIR: 'E:\\å' }, program: 'C:\\Temp\\x\\Stile.exe' }, null, 'E:\\å\\Stile data'],
    ['the variable of Windows elsewhere', { platform: 'linux', env: { PORTABLE_EXECUTABLE_DIR: '/x' }, program: '/opt/Stile/stile' }, null, null],
    ['a named folder', { platform: 'linux', env: { STILE_DATA: '/d' }, program: null }, null, '/d'],
    ['a named folder before all', { platform: 'linux', env: { STILE_DATA: '/d' }, program: '/usb/stile' }, '/usb/data', '/d'],
  ])('of %s', (_, place, there, data) => {
    expect(findPortableData(place, (folder) => folder === there)).toBe(data);
  }); // prettier-ignore

  it('knows its AppImage', () => {
    expect(appImageOf({ platform: 'linux', env: image, program: mounted })).toBe(image.APPIMAGE);
    expect(appImageOf({ platform: 'linux', env: image, program: '/tmp/.mount_StileXY/stile' })).toBeNull();
    expect(appImageOf({ platform: 'darwin', env: image, program: mounted })).toBeNull();
    expect(appImageOf({ platform: 'linux', env: { APPIMAGE: '/x' }, program: mounted })).toBeNull();
  });
});

describe('the places of Stile', () => {
  it('are those of each system', () => {
    expect(findPlaces({ platform: 'linux', env: {}, home: '/h' })).toEqual({
      portableData: null,
      profile: '/h/.config/Stile',
      logs: '/h/.config/Stile/logs',
      crashDumps: '/h/.config/Stile/Crashpad',
      recentFile: '/h/.local/state/stile/recent.json',
      pythonEnvironments: '/h/.cache/stile/python',
      defaultWorkspace: '/h/Stile/default',
    });
    expect(findPlaces({ platform: 'darwin', env: {}, home: '/h' })).toMatchObject({
      profile: '/h/Library/Application Support/Stile',
      logs: '/h/Library/Logs/Stile',
    });
    expect(findPlaces({ platform: 'win32', env: { APPDATA: 'C:\\R' }, home: 'C:\\h' })).toMatchObject({
      profile: 'C:\\R\\Stile',
      logs: 'C:\\R\\Stile\\logs',
      crashDumps: 'C:\\R\\Stile\\Crashpad',
      defaultWorkspace: 'C:\\h\\Stile\\default',
    });
  });

  it('all lie in the folder of portable mode', () => {
    const { portableData, ...places } = findPlaces({
      platform: 'linux',
      env: { STILE_DATA: '/usb' },
      home: '/h',
    });
    expect(portableData).toBe('/usb');
    expect(Object.values(places).filter((path) => !path.startsWith('/usb/'))).toEqual([]);
    expect(new Set(Object.values(places)).size).toBe(6);
  });
});
