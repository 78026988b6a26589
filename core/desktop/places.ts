import { statSync } from 'node:fs';
import { posix, win32 } from 'node:path';
import type { Platform } from '#core/kernel/folder-hazards.ts';
import {
  dataFolder,
  defaultWorkspace,
  environmentsFolder,
  recentFile,
  xdgFolder,
  type UserPlace,
} from '#core/kernel/user-folders.ts';

/** The folder of portable mode beside the program, and beside the single file of Windows. */
const portableFolder = 'data';
const portableExeFolder = 'Stile data';

export interface ProgramPlace extends Pick<UserPlace, 'platform' | 'env'> {
  /** Absolute path of the desktop app's program; null under plain Node, which is never portable by its place. */
  program: string | null;
}

/**
 * The folder that holds all data in portable mode; null when they lie where the system keeps them. Portable are: the
 * single file of Windows, whose data lie in `Stile data` beside it; an unpacked zip or tar.gz with a folder `data`
 * beside the program (on macOS beside Stile.app); an AppImage with a folder of its name and `.home` beside it. Whoever
 * starts the engine hands it on as `STILE_DATA`.
 */
export function findPortableData(
  { platform, env, program }: ProgramPlace,
  isThere: (folder: string) => boolean = isFolder,
): string | null {
  const named = dataFolder({ platform, env });
  if (named !== null || program === null) return named;
  const { join, dirname } = pathsOf(platform);
  const single = env['PORTABLE_EXECUTABLE_DIR'];
  if (platform === 'win32' && single) return join(single, portableExeFolder);
  const image = appImageOf({ platform, env, program });
  const beside =
    image === null ? join(dirname(bundleOf(platform, program)), portableFolder) : `${image}.home`;
  return isThere(beside) ? beside : null;
}

/**
 * The AppImage that this program was started from; null for none. A program that was started from within another
 * AppImage inherits its variables, but does not lie in it.
 */
export function appImageOf({ platform, env, program }: ProgramPlace): string | null {
  const { APPIMAGE: image, APPDIR: mount } = env;
  if (platform !== 'linux' || !image || !mount || program === null) return null;
  return program.startsWith(`${mount.replace(/\/+$/, '')}/`) ? image : null;
}

/** What a user sees as the program: on macOS the folder Stile.app around it. */
function bundleOf(platform: Platform, program: string): string {
  const app = /^(.*?\.app)\/Contents\/MacOS\/[^/]+$/.exec(program)?.[1];
  return platform === 'darwin' && app !== undefined ? app : program;
}

/** Where everything of Stile lies for a user of this machine. All absolute. */
export interface AppPlaces {
  /** The folder that holds all the others; null when they lie where the system keeps them. */
  portableData: string | null;
  /** settings, window state and cache of the desktop app: Electron's `userData` */
  profile: string;
  logs: string;
  crashDumps: string;
  recentFile: string;
  pythonEnvironments: string;
  defaultWorkspace: string;
}

/** @param user with `STILE_DATA` in its environment in portable mode */
export function findPlaces(user: UserPlace): AppPlaces {
  const data = dataFolder(user);
  const { join } = pathsOf(user.platform);
  const common = {
    portableData: data,
    recentFile: recentFile(user),
    pythonEnvironments: environmentsFolder(user),
    defaultWorkspace: defaultWorkspace(user),
  };
  if (data !== null) {
    return {
      ...common,
      profile: join(data, 'profile'),
      logs: join(data, 'logs'),
      crashDumps: join(data, 'crash-dumps'),
    };
  }
  const profile = profileOf(user);
  const logs =
    user.platform === 'darwin' ? join(user.home, 'Library', 'Logs', 'Stile') : join(profile, 'logs');
  return { ...common, profile, logs, crashDumps: join(profile, 'Crashpad') };
}

/** As Electron chooses by the name of the product. */
function profileOf(user: UserPlace): string {
  const { platform, env, home } = user;
  if (platform === 'win32')
    return win32.join(env['APPDATA'] ?? win32.join(home, 'AppData', 'Roaming'), 'Stile');
  if (platform === 'darwin') return posix.join(home, 'Library', 'Application Support', 'Stile');
  return posix.join(xdgFolder(user, 'XDG_CONFIG_HOME', '.config'), 'Stile');
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function pathsOf(platform: Platform): typeof posix {
  return platform === 'win32' ? win32 : posix;
}
