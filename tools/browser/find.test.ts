import { describe, expect, it } from 'vitest';
import { hasBundledBrowser } from './bundled.ts';
import { findInstalledBrowser } from './find.ts';

const chromeMac = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
const edgeMac = '/Users/eva/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge';
const chromeWin = 'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe';
const edgeWin = 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe';
const userWin = 'C:\\Users\\eva\\AppData\\Local\\Google\\Chrome\\Application\\chrome.exe';

const linuxEnv = { PATH: '/usr/local/bin:/usr/bin:relative' };
const macEnv = { HOME: '/Users/eva' };
const winEnv = {
  PROGRAMFILES: 'C:\\Program Files',
  'PROGRAMFILES(X86)': 'C:\\Program Files (x86)',
  LOCALAPPDATA: 'C:\\Users\\eva\\AppData\\Local',
};

describe('the browser for tests', () => {
  it.each<{ platform: NodeJS.Platform; env: NodeJS.ProcessEnv; files: string[]; found: string | undefined }>([
    { platform: 'linux', env: linuxEnv, files: ['/usr/bin/chromium'], found: '/usr/bin/chromium' },
    {
      platform: 'linux',
      env: linuxEnv,
      files: ['/usr/bin/chromium', '/usr/local/bin/google-chrome'],
      found: '/usr/local/bin/google-chrome',
    },
    { platform: 'linux', env: linuxEnv, files: ['relative/chromium'], found: undefined },
    { platform: 'linux', env: {}, files: ['/usr/bin/chromium'], found: undefined },
    { platform: 'darwin', env: macEnv, files: [edgeMac, chromeMac], found: chromeMac },
    { platform: 'darwin', env: macEnv, files: [edgeMac], found: edgeMac },
    { platform: 'darwin', env: {}, files: [edgeMac], found: undefined },
    { platform: 'win32', env: winEnv, files: [edgeWin, chromeWin], found: chromeWin },
    { platform: 'win32', env: winEnv, files: [edgeWin, userWin], found: userWin },
    { platform: 'win32', env: winEnv, files: [edgeWin], found: edgeWin },
    { platform: 'win32', env: {}, files: [chromeWin], found: undefined },
  ])('on $platform with $files is $found', ({ platform, env, files, found }) => {
    expect(findInstalledBrowser({ platform, env, exists: (file) => files.includes(file) })).toBe(found);
  });

  it('comes from npm on Linux x64 alone', () => {
    expect(hasBundledBrowser('linux', 'x64')).toBe(true);
    expect(hasBundledBrowser('linux', 'arm64')).toBe(false);
    expect(hasBundledBrowser('win32', 'x64')).toBe(false);
  });
});
