import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildShellPaths, resolveWorkspace } from './paths.ts';

type Machine = Parameters<typeof resolveWorkspace>[0];

describe('where the app lies', () => {
  it('finds resources in dist in a checkout and beside the archive in an installed app', () => {
    const shellFolder = resolve('/app/dist/electron');
    expect(buildShellPaths(shellFolder, null)).toEqual({
      renderer: resolve('/app/dist/renderer'),
      preload: resolve('/app/dist/electron/preload.cjs'),
      engine: resolve('/app/dist/engine-process.cjs'),
      resources: resolve('/app/dist/resources'),
    });
    expect(buildShellPaths(shellFolder, resolve('/opt/Stile/resources')).resources).toBe(
      join(resolve('/opt/Stile/resources'), 'resources'),
    );
  });
});

describe('the workspace to open', () => {
  const linux: Machine = { platform: 'linux', argv: [], env: {}, cwd: '/cwd' };
  const win32: Machine = { platform: 'win32', argv: [], env: {}, cwd: 'C:\\cwd' };

  it.each<[string, Machine, string, string]>([
    ['nothing given', linux, '/home/åsa', '/home/åsa/Stile/default'],
    ['nothing given', win32, 'C:\\Users\\Åsa', 'C:\\Users\\Åsa\\Stile\\default'],
    ['the environment', { ...linux, env: { STILE_WORKSPACE: '/e' } }, '/h', '/e'],
    ['an empty environment', { ...linux, env: { STILE_WORKSPACE: '' } }, '/h', '/h/Stile/default'],
    [
      'an option',
      { ...linux, argv: ['.', '--workspace', 'a b'], env: { STILE_WORKSPACE: '/e' } },
      '/h',
      '/cwd/a b',
    ],
    ['an option with =', { ...linux, argv: ['--workspace=../x'] }, '/h', '/x'],
    ['two options', { ...linux, argv: ['--workspace', '/a', '--workspace=/b'] }, '/h', '/b'],
    ['an option without a value', { ...linux, argv: ['--workspace', '--lang'] }, '/h', '/h/Stile/default'],
    ['another drive', { ...win32, argv: ['--workspace', 'D:\\ml\\åäö'] }, 'C:\\Users\\A', 'D:\\ml\\åäö'],
    ['a network share', { ...win32, argv: ['--workspace=\\\\nas\\ml'] }, 'C:\\Users\\A', '\\\\nas\\ml\\'],
  ])('%s', (_case, machine, home, workspace) => {
    expect(resolveWorkspace(machine, home)).toBe(workspace);
  });
});
