import { describe, expect, it } from 'vitest';
import { buildEditorEnvironment, hasDisplay } from './editor-environment.ts';

describe('the variables of an editor', () => {
  it('are those of the user, without what an AppImage has put among them', () => {
    const env = {
      ...{
        APPIMAGE: '/h/Stile.AppImage',
        APPDIR: '/tmp/.mount_x',
        ARGV0: 'Stile',
        OWD: '/h',
        EMPTY: '',
        GONE: undefined,
      },
      PATH: '/tmp/.mount_x:/tmp/.mount_x/usr/sbin:/usr/bin',
      LD_LIBRARY_PATH: '/tmp/.mount_x/usr/lib',
      XDG_DATA_DIRS: '/tmp/.mount_x/share:/usr/share',
      OTHER: 'a:b',
      NODE_EXTRA_CA_CERTS: '/ca.pem',
      NODE_PATH: '/lib',
      ELECTRON_RUN_AS_NODE: '1',
    };
    expect(buildEditorEnvironment('linux', env)).toEqual({
      ...{ PATH: '/usr/bin', XDG_DATA_DIRS: '/usr/share', OTHER: 'a:b', EMPTY: '' },
      ...{ NODE_EXTRA_CA_CERTS: '/ca.pem', NODE_PATH: '/lib' },
    });
    const { APPIMAGE: _, ...installed } = env;
    expect(buildEditorEnvironment('linux', installed)).toMatchObject({
      LD_LIBRARY_PATH: '/tmp/.mount_x/usr/lib',
    });
  });

  it.each([
    ['linux', {}, false],
    ['linux', { DISPLAY: '' }, false],
    ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, true],
    ['linux', { WSL_DISTRO_NAME: 'Ubuntu' }, true],
    ['linux', { VSCODE_IPC_HOOK_CLI: '/run/x.sock' }, true],
    ['darwin', {}, true],
    ['win32', {}, true],
  ] as const)('on %s with %j show a window: %s', (platform, env, expected) => {
    expect(hasDisplay(platform, env)).toBe(expected);
  });
});
