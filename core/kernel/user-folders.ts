import { posix, win32 } from 'node:path';
import type { Environment, Platform } from './folder-hazards.ts';

/** A user of a machine, as far as it says where programs keep what belongs to them. */
export interface UserPlace {
  platform: Platform;
  env: Environment;
  /** the user's home folder */
  home: string;
}

/**
 * The folder that holds everything of Stile instead of the places of the system: portable mode sets it
 * (core/desktop/places.ts), and so can a user.
 */
export function dataFolder({ platform, env }: Pick<UserPlace, 'platform' | 'env'>): string | null {
  const named = env['STILE_DATA'];
  const { isAbsolute, normalize } = paths(platform);
  return named && isAbsolute(named) ? normalize(named) : null;
}

/** The file with the list of recent workspaces. `STILE_RECENT` overrides it. */
export function recentFile(user: UserPlace): string {
  const named = user.env['STILE_RECENT'];
  return named ? named : join(user, 'recent.json', stateFolder);
}

/**
 * The file with the choice of an editor. It may hold a command, so it lies in the user's own folder, wherever the list
 * of recent workspaces was put.
 */
export function editorFile(user: UserPlace): string {
  return join(user, 'editor.json', stateFolder);
}

/**
 * The folder of all Python environments of this user, shared by workspaces: the place where each system keeps what can
 * be made again. `STILE_PYTHON_ENVS` overrides it.
 */
export function environmentsFolder(user: UserPlace): string {
  const named = user.env['STILE_PYTHON_ENVS'];
  return named ? named : join(user, 'python', cacheFolder);
}

/** Where V8 keeps what it has made of the programs; tools/build/bundle.ts has them say so before anything else. */
export function compileCacheFolder(user: UserPlace): string {
  const named = user.env['STILE_COMPILE_CACHE'];
  if (named) return named;
  const { join: joined } = paths(user.platform);
  return joined(dataFolder(user) ?? userCache(user), 'stile', 'compile-cache');
}

/** The workspace that is meant when none is named. */
export function defaultWorkspace(user: UserPlace): string {
  const data = dataFolder(user);
  const { join: joined } = paths(user.platform);
  return data === null ? joined(user.home, 'Stile', 'default') : joined(data, 'workspaces', 'default');
}

/** On Windows, what programs keep of this machine alone. */
export function localAppData({ env, home }: UserPlace): string {
  return env['LOCALAPPDATA'] ?? win32.join(home, 'AppData', 'Local');
}

/** A folder of the XDG specification, which counts only when it is absolute. */
export function xdgFolder({ env, home }: UserPlace, variable: string, ...otherwise: string[]): string {
  const named = env[variable];
  return named?.startsWith('/') === true ? named : posix.join(home, ...otherwise);
}

function join(user: UserPlace, name: string, otherwise: (user: UserPlace) => string): string {
  return paths(user.platform).join(dataFolder(user) ?? otherwise(user), name);
}

function stateFolder(user: UserPlace): string {
  if (user.platform === 'win32') return win32.join(localAppData(user), 'Stile');
  if (user.platform === 'darwin') return posix.join(user.home, 'Library', 'Application Support', 'Stile');
  return posix.join(xdgFolder(user, 'XDG_STATE_HOME', '.local', 'state'), 'stile');
}

function cacheFolder(user: UserPlace): string {
  const name = user.platform === 'linux' ? 'stile' : 'Stile';
  return paths(user.platform).join(userCache(user), name);
}

function userCache(user: UserPlace): string {
  if (user.platform === 'win32') return localAppData(user);
  if (user.platform === 'darwin') return posix.join(user.home, 'Library', 'Caches');
  return xdgFolder(user, 'XDG_CACHE_HOME', '.cache');
}

function paths(platform: Platform): typeof posix {
  return platform === 'win32' ? win32 : posix;
}
