import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withFolder } from '#core/testing/with-engine.ts';
import { addCommand } from './command-path.ts';
import { listDataPlaces, type DataQuestion } from './data-places.ts';
import { noteOpened } from './recent-workspaces.ts';
import { choosePlaces, removePlaces, waitForEnd } from './remove-data.ts';
import { findThisProgram } from './this-program.ts';

interface Home {
  question: DataQuestion;
  /** below the folder of the test */
  at(...parts: string[]): string;
  write(path: string, bytes?: number): string;
  remove(...named: string[]): Promise<(string | null)[]>;
}

/** A user of Linux with something of Stile in every place, and files of their own beside it. */
function withHome(fn: (home: Home) => Promise<void>): Promise<void> {
  return withFolder(async (folder) => {
    const home = join(folder, 'home');
    const program = { ...findThisProgram('linux', {}), cli: import.meta.filename };
    const env = { PATH: '/usr/bin', SHELL: '/bin/sh' };
    const question: DataQuestion = { platform: 'linux', env, home, program, resources: folder, isOpen: (path) => path.endsWith('open') }; // prettier-ignore
    const at = (...parts: string[]): string => join(folder, ...parts);
    const write = (path: string, bytes = 10): string => {
      mkdirSync(dirname(at(path)), { recursive: true });
      writeFileSync(at(path), Buffer.alloc(bytes));
      return at(path);
    };
    for (const name of ['Preferences', 'Cache/a', 'logs/desktop.log', 'Crashpad/completed/x.dmp'])
      write(`home/.config/Stile/${name}`);
    write('home/.cache/stile/compile-cache/v24.21.0-x64-964aae3f-0/a');
    write(`home/.cache/stile/python/${'a'.repeat(32)}/bin/python`);
    write(`home/.cache/stile/python/${'a'.repeat(32)}.lock`);
    for (const name of [
      'stile.db',
      'stile.db-wal',
      'engine.lock',
      'artifacts/1/a',
      'logs/engine.log',
      'backups/b.db',
    ])
      write(`home/Stile/default/${name}`);
    for (const name of ['.stile/stile.db', '.stile/.gitignore', '.stile/datasets/d', 'train.py', 'data.csv'])
      write(`project/${name}`);
    write('open/stile.db');
    write('none/notes.txt');
    [at('home', 'Stile', 'default'), at('none'), at('open'), at('project', '.stile')].forEach((path, i) => {
      noteOpened(question, path, i);
    });
    for (const name of ['editor.json', 'editor-try.py']) write(`home/.local/state/stile/${name}`);
    await addCommand(question);
    await fn({
      ...{ question, at, write },
      remove: async (...named) =>
        (await removePlaces(question, await choosePlaces(question, named))).map(({ problem }) => problem),
    });
  });
}

const list = async ({ question }: Home): Promise<Record<string, [string, number, number]>> =>
  Object.fromEntries((await listDataPlaces(question)).map(({ path, kind, bytes, files }) => [path, [kind, bytes, files]])); // prettier-ignore

describe('what Stile keeps on a machine', () => {
  it('is listed once, with what it takes', () =>
    withHome(async (home) => {
      const { at } = home;
      expect(await list(home)).toEqual({
        [at('home/.config/Stile')]: ['profile', 20, 2],
        [at('home/.cache/stile/compile-cache')]: ['profile', 10, 1],
        [at('home/.config/Stile/logs')]: ['logs', 10, 1],
        [at('home/.config/Stile/Crashpad')]: ['crashDumps', 10, 1],
        [at('home/.local/state/stile/recent.json')]: ['recent', expect.any(Number), 1],
        [at('home/.local/state/stile/editor.json')]: ['editor', 10, 1],
        [at('home/.local/state/stile/editor-try.py')]: ['editor', 10, 1],
        [at('home/.cache/stile/python')]: ['pythonEnvironments', 20, 2],
        [at('home/Stile/default')]: ['workspace', 60, 6],
        [at('project/.stile')]: ['workspace', 30, 3],
        [at('open')]: ['workspace', 10, 1],
        [at('home/.local/bin/stile')]: ['command', expect.any(Number), 1],
      });
      const open = (await listDataPlaces(home.question)).filter(({ isOpen }) => isOpen);
      expect(open.map(({ path }) => path)).toEqual([at('open')]);
    }));

  it('is nothing where Stile never was', () =>
    withFolder(async (folder) => {
      const program = findThisProgram('linux', {});
      const question = { platform: 'linux', env: {}, home: folder, program, resources: folder, isOpen: () => false } as const; // prettier-ignore
      expect(await listDataPlaces(question)).toEqual([]);
    }));

  it('is also what macOS keeps of an app by its name', () =>
    withHome(async ({ at, question, write }) => {
      const names = ['Preferences/se.stile.app.plist', 'Caches/se.stile.app/x', 'Saved Application State/se.stile.app.savedState/x', 'Application Support/Stile/Preferences', 'Logs/Stile/desktop.log']; // prettier-ignore
      for (const name of names) write(`home/Library/${name}`);
      const user = { ...question, platform: 'darwin', file: at('none/stile') } as const;
      const found = (await listDataPlaces(user)).filter(({ kind }) => kind === 'profile' || kind === 'logs');
      expect(found.map(({ path }) => path).sort()).toEqual(names.map((name) => at('home/Library', name.replace(/(\/x|\/Preferences|\/desktop\.log)$/, ''))).sort()); // prettier-ignore
    }));

  it('goes without a trace of it, and nothing of the user goes with it', () =>
    withHome(async (home) => {
      const { at, write, remove } = home;
      const workspaces = [at('home/Stile/default'), at('project/.stile')];
      const own = ['home/Stile/mine.txt', 'home/.local/bin/other', 'home/.cache/stile/python/mine/x', 'open/mine/x'].map((path) => write(path)); // prettier-ignore
      symlinkSync(at('none'), at('home/Stile/default/artifacts/link'));
      symlinkSync(at('none'), at('home/.config/Stile/link'));
      expect(await remove(...workspaces, at('open'))).toEqual([null, null, null]);
      expect(await remove()).toEqual([null, null, null, null, null, null, null, null, null]);
      expect(await listDataPlaces(home.question)).toEqual([]);
      const kept = [...own, at('project/train.py'), at('project/data.csv'), at('none/notes.txt')];
      expect(kept.filter((path) => !existsSync(path))).toEqual([]);
      const gone = ['home/.config/Stile', 'home/.local/state/stile', 'home/Stile/default', 'project/.stile', 'open/stile.db']; // prettier-ignore
      expect(gone.filter((path) => existsSync(at(path)))).toEqual([]);
    }));

  it('goes part by part: a profile without its logs, a kind by its name', () =>
    withHome(async (home) => {
      const { at, remove } = home;
      await remove('profile', 'recent');
      expect(readdirSync(at('home/.config/Stile')).sort()).toEqual(['Crashpad', 'logs']);
      await remove('logs', 'crashDumps');
      expect(existsSync(at('home/.config/Stile'))).toBe(false);
      expect(Object.values(await list(home)).map(([kind]) => kind)).toEqual(['editor',
        'editor',
        'pythonEnvironments', 'workspace', 'command']); // prettier-ignore
    }));

  it('is forgotten among the recent workspaces when it went', () =>
    withHome(async (home) => {
      await home.remove(home.at('project/.stile'));
      expect(Object.keys(await list(home))).not.toContain(home.at('project/.stile'));
      expect(existsSync(home.at('project'))).toBe(true);
    }));

  it.each([
    ['a project', 'project'],
    ['the home folder', 'home'],
    ['a folder that is no workspace', 'none'],
    ['a part of a workspace', 'home/Stile/default/artifacts'],
    ['the folder of all', ''],
    ['a folder that is not there', 'nowhere'],
    ['a folder above it all by dots', 'home/Stile/default/../..'],
  ])('is never %s', (_, path) =>
    withHome(async ({ at, question }) => {
      await expect(choosePlaces(question, [at('home/Stile/default'), at(path)])).rejects.toMatchObject({ code: 'INVALID_ARGUMENT', data: { field: 'places' } }); // prettier-ignore
      await expect(choosePlaces(question, ['workspace'])).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    }),
  );

  it('is no workspace that the user lives in, and none that is a link to nowhere', () =>
    withHome(async (home) => {
      const { at, question, write } = home;
      write('home/stile.db');
      symlinkSync(at('nowhere'), at('gone'));
      symlinkSync(at('open'), at('linked'));
      mkdirSync(at('folder/stile.db'), { recursive: true });
      for (const path of ['home', 'gone', 'linked', 'folder']) noteOpened(question, at(path), 9);
      const found = Object.keys(await list(home));
      expect(found).toContain(at('open'));
      for (const path of ['home', 'gone', 'linked', 'folder']) expect(found).not.toContain(at(path));
      expect((await choosePlaces(question, [at('linked')])).map(({ path }) => path)).toEqual([at('open')]);
    }));

  it('is not a profile that is a link to somewhere else', () =>
    withHome(async (home) => {
      const env = { ...home.question.env, XDG_CONFIG_HOME: home.at('c') };
      mkdirSync(home.at('c'));
      symlinkSync(home.at('none'), home.at('c', 'Stile'));
      const paths = (await listDataPlaces({ ...home.question, env })).map(({ path }) => path);
      expect(paths).toContain(home.at('open'));
      expect(paths).not.toContain(home.at('c', 'Stile'));
    }));

  it('lies in one folder in portable mode, which goes with the last of it', () =>
    withHome(async ({ at, question, write }) => {
      const portable = { ...question, env: { ...question.env, STILE_DATA: at('usb/data') } };
      for (const name of ['profile/x', 'logs/desktop.log', 'workspaces/default/stile.db'])
        write(`usb/data/${name}`);
      const all = await choosePlaces(portable, ['profile', 'logs', at('usb/data/workspaces/default')]);
      expect((await removePlaces(portable, all)).every(({ problem }) => problem === null)).toBe(true);
      expect([existsSync(at('usb/data')), existsSync(at('usb'))]).toEqual([false, true]);
    }));
});

it('a folder that a user names for Stile, and that holds more, keeps what is not of Stile', () =>
  withHome(async ({ at, question, write }) => {
    const named = { STILE_DATA: at('work'), STILE_COMPILE_CACHE: at('work/tmp') };
    const user = { ...question, env: { ...question.env, ...named } };
    const own = ['logs/desktop.log', 'logs/desktop.4.log', 'tmp/v22.9.0-arm64-0a1b2c3d/x'].map((path) => write(`work/${path}`)); // prettier-ignore
    const others = ['logs/train.log', 'logs/run/a', 'tmp/v1.csv', 'tmp/mine/x'].map((path) => write(`work/${path}`)); // prettier-ignore
    const removed = await removePlaces(user, await choosePlaces(user, ['logs', 'profile']));
    expect(removed.map(({ place, problem }) => [place.path, problem])).toEqual([
      [at('work/tmp'), null],
      [at('work/logs'), null],
    ]);
    expect(own.filter((path) => existsSync(path))).toEqual([]);
    expect(others.filter((path) => !existsSync(path))).toEqual([]);
  }));

it('the end of a process is waited for', async () => {
  await waitForEnd(2 ** 22 + 1, 50);
  await expect(waitForEnd(process.pid, 50)).rejects.toMatchObject({ code: 'ENGINE_UNREACHABLE', data: { path: String(process.pid) } }); // prettier-ignore
});
