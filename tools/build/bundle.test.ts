import { posix, win32 } from 'node:path';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import type { Platform } from '#core/kernel/folder-hazards.ts';
import { compileCacheFolder } from '#core/kernel/user-folders.ts';
import { commonJsEntry } from './bundle.ts';

/** The folder of V8's cache that the beginning of every program names on this system. */
function namedFolder(platform: Platform, env: Record<string, string>, home: string): string {
  let named = '';
  const modules: Record<string, unknown> = {
    'node:module': { enableCompileCache: (folder: string) => void (named = folder) },
    'node:path': platform === 'win32' ? win32 : posix,
    'node:os': { homedir: () => home },
    'node:url': { pathToFileURL: (path: string) => ({ href: path }) },
  };
  const process = { versions: { node: '24.0.0' }, platform, env };
  const require = (name: string): unknown => modules[name];
  runInNewContext(commonJsEntry.banner?.['js'] ?? '', { process, require, __filename: '/dist/cli.cjs' });
  return named;
}

it.each<[Platform, Record<string, string>]>([
  ['linux', {}],
  ['linux', { XDG_CACHE_HOME: '/c', LOCALAPPDATA: '/l' }],
  ['linux', { XDG_CACHE_HOME: 'c' }],
  ['linux', { STILE_DATA: '/usb', XDG_CACHE_HOME: '/c' }],
  ['linux', { STILE_DATA: 'usb' }],
  ['linux', { STILE_COMPILE_CACHE: '/v8', STILE_DATA: '/usb' }],
  ['darwin', { XDG_CACHE_HOME: '/c' }],
  ['win32', {}],
  ['win32', { XDG_CACHE_HOME: 'C:\\c', LOCALAPPDATA: 'D:\\L' }],
  ['win32', { STILE_DATA: 'E:\\Stile data' }],
])('on %s with %j programs keep their code where it is looked for when all data go', (platform, env) => {
  const home = platform === 'win32' ? 'C:\\Users\\Åsa' : '/home/åsa';
  expect(namedFolder(platform, env, home)).toBe(compileCacheFolder({ platform, env, home }));
});
