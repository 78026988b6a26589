import { posix, win32 } from 'node:path';
import type { Environment, Platform } from '#core/kernel/folder-hazards.ts';

export type InterpreterSource =
  | 'STILE_PYTHON'
  | 'project'
  | 'VIRTUAL_ENV'
  | 'CONDA_PREFIX'
  | 'launcher'
  | 'uv'
  | 'pyenv'
  | 'conda'
  | 'system'
  | 'PATH';

/** A file that may be a Python. */
export interface InterpreterPlace {
  /** absolute */
  path: string;
  source: InterpreterSource;
}

export interface PlacesInput {
  platform: Platform;
  env: Environment;
  /** The user's home folder. */
  home: string;
  /** The project's folder, whose `.venv` comes first; null without a project. */
  project: string | null;
  /** What `py -0p` of Windows' launcher says; empty elsewhere. */
  launcher: string;
  /** Names in a folder; empty when it is not there. */
  list(folder: string): readonly string[];
}

/**
 * Where Pythons may lie, the most wanted first: the one that is named, the project's, the active environment, then the
 * machine's. Nothing is started and nothing checked here.
 */
export function listPlaces(input: PlacesInput): InterpreterPlace[] {
  const { platform, env } = input;
  const { join } = platform === 'win32' ? win32 : posix;
  const inEnvironment = (folder: string): string =>
    platform === 'win32' ? join(folder, 'Scripts', 'python.exe') : join(folder, 'bin', 'python');
  const inConda = (folder: string): string =>
    platform === 'win32' ? join(folder, 'python.exe') : join(folder, 'bin', 'python');
  const places: InterpreterPlace[] = [];
  const add = (source: InterpreterSource, path: string | undefined): void => {
    if (path === undefined || path === '' || isStub(platform, path)) return;
    if (!places.some((place) => isSame(platform, place.path, path))) places.push({ path, source });
  };
  add('STILE_PYTHON', env['STILE_PYTHON']);
  for (const name of ['.venv', 'venv']) {
    if (input.project !== null) add('project', inEnvironment(join(input.project, name)));
  }
  if (env['VIRTUAL_ENV']) add('VIRTUAL_ENV', inEnvironment(env['VIRTUAL_ENV']));
  if (env['CONDA_PREFIX']) add('CONDA_PREFIX', inConda(env['CONDA_PREFIX']));
  for (const path of readLauncher(input.launcher)) add('launcher', path);
  for (const path of listPath(input, join)) add('PATH', path);
  for (const path of listManaged(input, join)) add(path.source, path.path);
  return places;
}

type Join = (...parts: string[]) => string;

/** Windows answers to `python` with a program that opens the Microsoft Store; macOS with one that offers Xcode. */
export function isStub(platform: Platform, path: string): boolean {
  if (platform === 'win32') return /\\Microsoft\\WindowsApps\\python[\d.]*\.exe$/i.test(path);
  return platform === 'linux' && /\/\.pyenv\/shims\//.test(path);
}

function isSame(platform: Platform, a: string, b: string): boolean {
  return platform === 'win32' ? a.toLowerCase() === b.toLowerCase() : a === b;
}

/** The paths in lines such as ` -V:3.12 *        C:\Python312\python.exe`. */
export function readLauncher(text: string): string[] {
  return text.split(/\r?\n/).flatMap((line) => /^\s*-\S+.*?\s([A-Za-z]:\\.*\.exe)\s*$/.exec(line)?.[1] ?? []);
}

function listPath({ platform, env, list }: PlacesInput, join: Join): string[] {
  const value = Object.entries(env).find(([name]) => name.toUpperCase() === 'PATH')?.[1] ?? '';
  const separator = platform === 'win32' ? ';' : ':';
  const wanted = platform === 'win32' ? /^python(3(\.\d+)?)?\.exe$/i : /^python(3(\.\d+)?)?$/;
  // A relative part of PATH would depend on where Stile was started.
  const folders = value.split(separator).filter((folder) => /^([A-Za-z]:\\|\/)/.test(folder));
  return folders.flatMap((folder) =>
    list(folder)
      .filter((name) => wanted.test(name))
      .sort(byPlainName)
      .map((name) => join(folder, name)),
  );
}

/** `python3` before `python`, which may be Python 2, and before `python3.11`, which `python3` mostly is. */
function byPlainName(a: string, b: string): number {
  const rank = (name: string): number =>
    /^python3(\.exe)?$/i.test(name) ? 0 : /^python(\.exe)?$/i.test(name) ? 1 : 2;
  return rank(a) - rank(b) || (a < b ? -1 : 1);
}

/** Pythons that version managers and installers keep in places of their own, newest first. */
function listManaged(input: PlacesInput, join: Join): InterpreterPlace[] {
  const { platform, env, home, list } = input;
  const places: InterpreterPlace[] = [];
  const addEach = (source: InterpreterSource, folder: string, ...rest: string[]): void => {
    const names = [...list(folder)].sort(byNumbers).reverse();
    for (const name of names) places.push({ source, path: join(folder, name, ...rest) });
  };
  if (platform === 'win32') {
    const local = env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local');
    addEach('pyenv', join(home, '.pyenv', 'pyenv-win', 'versions'), 'python.exe');
    addEach('uv', join(env['APPDATA'] ?? join(home, 'AppData', 'Roaming'), 'uv', 'python'), 'python.exe');
    addEach('system', join(local, 'Programs', 'Python'), 'python.exe');
    addEach('conda', join(home, 'miniconda3', 'envs'), 'python.exe');
    return places;
  }
  addEach('pyenv', join(env['PYENV_ROOT'] ?? join(home, '.pyenv'), 'versions'), 'bin', 'python');
  addEach(
    'uv',
    join(env['XDG_DATA_HOME'] ?? join(home, '.local', 'share'), 'uv', 'python'),
    'bin',
    'python3',
  );
  for (const name of ['miniconda3', 'anaconda3', 'miniforge3']) {
    places.push({ source: 'conda', path: join(home, name, 'bin', 'python') });
    addEach('conda', join(home, name, 'envs'), 'bin', 'python');
  }
  if (platform === 'darwin') {
    // A window's PATH is not the shell's there.
    addEach('system', '/Library/Frameworks/Python.framework/Versions', 'bin', 'python3');
    for (const folder of ['/opt/homebrew/bin', '/usr/local/bin']) {
      for (const name of list(folder)
        .filter((file) => /^python3(\.\d+)?$/.test(file))
        .sort(byPlainName)) {
        places.push({ source: 'system', path: join(folder, name) });
      }
    }
  }
  return places;
}

function byNumbers(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}
