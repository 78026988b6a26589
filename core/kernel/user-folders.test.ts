import { describe, expect, it } from 'vitest';
import {
  compileCacheFolder,
  dataFolder,
  defaultWorkspace,
  editorFile,
  environmentsFolder,
  recentFile,
  type UserPlace,
} from './user-folders.ts';

const linux = (env = {}): UserPlace => ({ platform: 'linux', env, home: '/home/åsa' });
const mac = (env = {}): UserPlace => ({ platform: 'darwin', env, home: '/Users/åsa' });
const windows = (env = {}): UserPlace => ({ platform: 'win32', env, home: 'C:\\Users\\Åsa' });

describe('the folders of a user', () => {
  it.each([
    [linux(), '/home/åsa/.local/state/stile/recent.json', '/home/åsa/.cache/stile/python'],
    [linux({ XDG_STATE_HOME: '/s', XDG_CACHE_HOME: '/c' }), '/s/stile/recent.json', '/c/stile/python'],
    [linux({ XDG_STATE_HOME: 's', XDG_CACHE_HOME: 'c' }), '/home/åsa/.local/state/stile/recent.json', '/home/åsa/.cache/stile/python'],
    [linux({ STILE_RECENT: '/r.json', STILE_PYTHON_ENVS: '/envs' }), '/r.json', '/envs'],
    [linux({ STILE_DATA: '/usb/data/' }), '/usb/data/recent.json', '/usb/data/python'],
    [linux({ STILE_DATA: '/usb/data', STILE_RECENT: '/r.json' }), '/r.json', '/usb/data/python'],
    [linux({ STILE_DATA: 'data' }), '/home/åsa/.local/state/stile/recent.json', '/home/åsa/.cache/stile/python'],
    [mac(), '/Users/åsa/Library/Application Support/Stile/recent.json', '/Users/åsa/Library/Caches/Stile/python'],
    [windows(), 'C:\\Users\\Åsa\\AppData\\Local\\Stile\\recent.json', 'C:\\Users\\Åsa\\AppData\\Local\\Stile\\python'],
    [windows({ LOCALAPPDATA: 'D:\\L' }), 'D:\\L\\Stile\\recent.json', 'D:\\L\\Stile\\python'],
    [windows({ STILE_DATA: 'E:\\Stile data' }), 'E:\\Stile data\\recent.json', 'E:\\Stile data\\python'],
  ])('%j keep the list and the environments', (user, list, environments) => {
    expect([recentFile(user), environmentsFolder(user)]).toEqual([list, environments]);
  }); // prettier-ignore

  it('hold what V8 has made of the programs, where they themselves put it', () => {
    expect(compileCacheFolder(linux())).toBe('/home/åsa/.cache/stile/compile-cache');
    expect(compileCacheFolder(mac())).toBe('/Users/åsa/Library/Caches/stile/compile-cache');
    expect(compileCacheFolder(windows({ LOCALAPPDATA: 'D:\\L' }))).toBe('D:\\L\\stile\\compile-cache');
    expect(compileCacheFolder(linux({ STILE_DATA: '/usb' }))).toBe('/usb/stile/compile-cache');
    expect(compileCacheFolder(linux({ STILE_COMPILE_CACHE: '/v8' }))).toBe('/v8');
  });

  it('hold the choice of an editor, which another place of the recent workspaces does not take along', () => {
    expect(editorFile(linux({ STILE_RECENT: '/tmp/recent.json' }))).toBe(
      '/home/åsa/.local/state/stile/editor.json',
    );
    expect(editorFile(linux({ STILE_DATA: '/usb' }))).toBe('/usb/editor.json');
    expect(editorFile(windows())).toBe('C:\\Users\\Åsa\\AppData\\Local\\Stile\\editor.json');
  });

  it('hold the workspace that nobody names', () => {
    expect(defaultWorkspace(linux())).toBe('/home/åsa/Stile/default');
    expect(defaultWorkspace(windows())).toBe('C:\\Users\\Åsa\\Stile\\default');
    expect(defaultWorkspace(linux({ STILE_DATA: '/usb' }))).toBe('/usb/workspaces/default');
  });

  it('are those of the system unless a whole path is named', () => {
    expect([dataFolder(linux()), dataFolder(linux({ STILE_DATA: '' })), dataFolder(windows({ STILE_DATA: 'x' }))]).toEqual([null, null, null]); // prettier-ignore
  });
});
