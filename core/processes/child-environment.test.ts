import { describe, expect, it } from 'vitest';
import type { Environment, Platform } from '#core/kernel/folder-hazards.ts';
import { buildChildEnvironment } from './child-environment.ts';

describe('buildChildEnvironment', () => {
  const cases: [string, Platform, Environment, string[]][] = [
    [
      'what a system and its network need goes along',
      'linux',
      {
        PATH: '/bin',
        LC_ALL: 'C',
        https_proxy: 'http://p',
        PIP_FIND_LINKS: '/w',
        XDG_CACHE_HOME: '/c',
        OMP_NUM_THREADS: '2',
      },
      ['PATH', 'LC_ALL', 'https_proxy', 'PIP_FIND_LINKS', 'XDG_CACHE_HOME', 'OMP_NUM_THREADS'],
    ],
    [
      'what steers Node, Electron or another Python stays here, and so do secrets',
      'linux',
      {
        NODE_OPTIONS: '--inspect',
        ELECTRON_RUN_AS_NODE: '1',
        PYTHONPATH: '/x',
        PYTHONHOME: '/y',
        VIRTUAL_ENV: '/z',
        AWS_SECRET_ACCESS_KEY: 's',
        GITHUB_TOKEN: 't',
        MLFLOW_TRACKING_PASSWORD: 'p',
      },
      [],
    ],
    ['libraries of a plain Linux', 'linux', { LD_LIBRARY_PATH: '/cuda' }, ['LD_LIBRARY_PATH']],
    [
      'but not those of an AppImage',
      'linux',
      { LD_LIBRARY_PATH: '/tmp/.mount', APPIMAGE: '/s.AppImage' },
      [],
    ],
    [
      'Windows in any case of its names',
      'win32',
      { Path: 'C:\\', SystemRoot: 'C:\\Windows', 'ProgramFiles(x86)': 'C:\\P', Unset: undefined },
      ['Path', 'SystemRoot', 'ProgramFiles(x86)'],
    ],
    ['which mean nothing elsewhere', 'darwin', { SystemRoot: 'C:\\Windows', HOME: '/Users/a' }, ['HOME']],
  ];
  it.each(cases)('%s', (_, platform, env, kept) => {
    expect(Object.keys(buildChildEnvironment(platform, env)).sort()).toEqual([...kept].sort());
  });

  it('lets what is added win', () => {
    expect(buildChildEnvironment('linux', { PATH: '/a' }, { PATH: '/b', X: '1' })).toEqual({
      PATH: '/b',
      X: '1',
    });
  });
});
