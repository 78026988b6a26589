import { describe, expect, it } from 'vitest';
import { listPlaces, readLauncher, type PlacesInput } from './interpreter-places.ts';

function places(input: Partial<PlacesInput>, folders: Record<string, string[]> = {}): string[] {
  const found = listPlaces({
    platform: 'linux',
    env: {},
    home: '/home/a',
    project: null,
    launcher: '',
    list: (folder) => folders[folder] ?? [],
    ...input,
  });
  return found.map(({ path, source }) => `${source} ${path}`);
}

describe('listPlaces', () => {
  it('puts what was named first, then the project, the active environment, PATH and the managers', () => {
    const env = {
      STILE_PYTHON: '/opt/py/bin/python',
      VIRTUAL_ENV: '/v',
      CONDA_PREFIX: '/c',
      PATH: '/usr/local/bin:bin:/usr/bin:/home/a/.pyenv/shims',
    };
    const folders = {
      '/usr/local/bin': ['python3.12', 'python', 'python3', 'python3-config', 'pip'],
      '/usr/bin': ['python3'],
      '/home/a/.pyenv/shims': ['python3'],
      '/home/a/.pyenv/versions': ['3.9.18', '3.11.7', '3.10.13'],
    };
    expect(places({ env, project: '/p' }, folders).filter((line) => !line.startsWith('conda '))).toEqual([
      'STILE_PYTHON /opt/py/bin/python',
      'project /p/.venv/bin/python',
      'project /p/venv/bin/python',
      'VIRTUAL_ENV /v/bin/python',
      'CONDA_PREFIX /c/bin/python',
      'PATH /usr/local/bin/python3',
      'PATH /usr/local/bin/python',
      'PATH /usr/local/bin/python3.12',
      'PATH /usr/bin/python3',
      'pyenv /home/a/.pyenv/versions/3.11.7/bin/python',
      'pyenv /home/a/.pyenv/versions/3.10.13/bin/python',
      'pyenv /home/a/.pyenv/versions/3.9.18/bin/python',
    ]);
  });

  it('knows where Windows keeps them, and that the Store’s alias is none', () => {
    const env = {
      Path: 'C:\\Users\\a\\AppData\\Local\\Microsoft\\WindowsApps;C:\\Python310',
      LOCALAPPDATA: 'C:\\Users\\a\\AppData\\Local',
      VIRTUAL_ENV: 'C:\\v',
    };
    const folders = {
      'C:\\Users\\a\\AppData\\Local\\Microsoft\\WindowsApps': ['python.exe', 'python3.exe'],
      'C:\\Python310': ['python.exe', 'pythonw.exe'],
      'C:\\Users\\a\\AppData\\Local\\Programs\\Python': ['Python39', 'Python312'],
    };
    const launcher =
      ' -V:3.12 *        C:\\Users\\a\\AppData\\Local\\Programs\\Python\\Python312\\python.exe\r\n';
    expect(places({ platform: 'win32', env, home: 'C:\\Users\\a', launcher }, folders)).toEqual([
      'VIRTUAL_ENV C:\\v\\Scripts\\python.exe',
      'launcher C:\\Users\\a\\AppData\\Local\\Programs\\Python\\Python312\\python.exe',
      'PATH C:\\Python310\\python.exe',
      'system C:\\Users\\a\\AppData\\Local\\Programs\\Python\\Python39\\python.exe',
    ]);
  });

  it('looks where macOS keeps them, also when PATH is the window’s', () => {
    const folders = {
      '/opt/homebrew/bin': ['python3.12', 'python3'],
      '/Library/Frameworks/Python.framework/Versions': ['3.11', '3.12'],
    };
    expect(places({ platform: 'darwin' }, folders).filter((line) => line.startsWith('system'))).toEqual([
      'system /Library/Frameworks/Python.framework/Versions/3.12/bin/python3',
      'system /Library/Frameworks/Python.framework/Versions/3.11/bin/python3',
      'system /opt/homebrew/bin/python3',
      'system /opt/homebrew/bin/python3.12',
    ]);
  });
});

describe('readLauncher', () => {
  it('reads both forms of `py -0p`', () => {
    const text = ` -V:3.12 *        C:\\Program Files\\Python312\\python.exe
 -3.9-64          C:\\Python39\\python.exe
No installed Pythons found!
`;
    expect(readLauncher(text)).toEqual([
      'C:\\Program Files\\Python312\\python.exe',
      'C:\\Python39\\python.exe',
    ]);
  });
});
