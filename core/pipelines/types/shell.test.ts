import { describe, expect, it } from 'vitest';
import type { Platform } from '#core/kernel/folder-hazards.ts';
import type { InputFinding } from '#core/tasks/index.ts';
import { buildScript, checkShell, defaultShell, locateShell, shellArgs, type Shell } from './shell.ts';

describe('shell', () => {
  it('is cmd on Windows and sh elsewhere', () => {
    expect(['win32', 'darwin', 'linux'].map((platform) => defaultShell(platform as NodeJS.Platform))).toEqual(
      ['cmd', 'sh', 'sh'],
    );
  });

  it('runs a file on Windows, whatever its path holds', () => {
    expect(shellArgs('cmd', String.raw`C:\work\command.cmd`)).toEqual([
      '/d',
      '/c',
      String.raw`C:\work\command.cmd`,
    ]);
    expect(shellArgs('cmd', String.raw`C:\R&D\command.cmd`)).toEqual([
      '/d',
      '/c',
      String.raw`C:\R^&D\command.cmd`,
    ]);
    expect(shellArgs('cmd', String.raw`C:\my work (1)\command.cmd`)).toEqual([
      '/d',
      '/c',
      'call',
      String.raw`C:\my work (1)\command.cmd`,
    ]);
    expect(shellArgs('powershell', 'C:\\a b\\command.ps1').slice(-2)).toEqual([
      '-File',
      'C:\\a b\\command.ps1',
    ]);
  });

  it('writes UTF-8 that each shell reads, and ends with the code of the last program', () => {
    expect(buildScript('sh', 'true')).toBeNull();
    expect(buildScript('cmd', 'echo å\nexit /b 3')).toEqual({
      name: 'command.cmd',
      text: '@echo off\r\nchcp 65001 >nul\r\necho å\r\nexit /b 3\r\n',
    });
    expect(buildScript('powershell', 'python a.py')?.text).toMatch(
      /^\uFEFF.*\r\npython a\.py\r\nif .*LASTEXITCODE/,
    );
  });

  it('says before a run that a shell is not there, with the remedy', () => {
    const check = (...[shell, platform, here]: [Shell, Platform, Platform]): InputFinding[] =>
      checkShell(shell, platform, here, (one) => locateShell(here, { PATH: '/nowhere' }, one));
    expect(check('sh', 'linux', 'linux')).toEqual([]);
    expect(check('bash', 'linux', 'linux')[0]?.message).toContain('Install bash, or use sh.');
    expect(check('cmd', 'linux', 'linux')[0]).toMatchObject({ path: ['shell'], value: 'cmd' });
    expect(check('cmd', 'win32', 'win32')).toEqual([]);
    expect(check('bash', 'win32', 'win32')[0]?.message).toContain('Git for Windows');
    expect(check('powershell', 'darwin', 'darwin')[0]?.message).toContain('PowerShell 7');
    // Of another machine's programs nothing is known here.
    expect(check('bash', 'win32', 'linux')).toEqual([]);
  });
});
