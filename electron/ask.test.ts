import { homedir } from 'node:os';
import { existsSync, mkdirSync, readFileSync, realpathSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Presentation, ShellVerb } from '#contract/shell.ts';
import { buildFirstPresentation } from '#core/desktop/first-presentation.ts';
import { withFolder } from '#core/testing/with-engine.ts';
import { FakeFrame } from './testing/fake-window.ts';
import { withShell } from './testing/with-shell.ts';
import type { Shell } from './testing/with-shell.ts';

const presentation: Presentation = {
  ...buildFirstPresentation(['sv'], false),
  theme: 'dark',
  menus: [{ label: 'Arkiv', items: [{ kind: 'command', id: 'run.new', label: 'Ny', keys: 'CmdOrCtrl+N' }] }],
};

/** Runs `work` with a shell whose engine has opened a workspace with one file. */
const withWorkspace = (work: (shell: Shell, file: string) => Promise<void>): Promise<void> =>
  withFolder(async (folder) => {
    const workspace = join(realpathSync(folder), 'åäö');
    mkdirSync(workspace);
    const file = join(workspace, 'model.onnx');
    writeFileSync(file, '');
    await withShell({ machine: { argv: ['--workspace', workspace] } }, async (shell) => {
      await shell.window.webContents.untilStatus('ready');
      await work(shell, file);
    });
  });

describe('who may ask', () => {
  it('is the own page of a window and nobody else, and a refusal does nothing', () =>
    withShell({}, async ({ window, windows, askFrom }) => {
      const frame = window.webContents.mainFrame;
      const strangers: (FakeFrame | null)[] = [null, new FakeFrame('app://stile/')];
      const ask = async (from: FakeFrame | null) => askFrom(from, 'newWindow', {});
      for (const stranger of strangers) {
        expect(await ask(stranger)).toMatchObject({ ok: false, code: 'UNAUTHORIZED' });
      }
      for (const url of ['https://evil.example/', 'app://stile.evil/', 'about:blank', 'file:///x', '']) {
        frame.url = url;
        expect(await ask(frame)).toMatchObject({ ok: false, code: 'UNAUTHORIZED' });
      }
      expect(windows).toHaveLength(1);
      frame.url = 'app://stile/runs';
      expect(await ask(frame)).toEqual({ ok: true, value: null });
      expect(windows).toHaveLength(2);
    }));

  it('gets an error as data for a verb that there is not, and for a request that is malformed', () =>
    withShell({}, async ({ window, askFrom, opened }) => {
      const frame = window.webContents.mainFrame;
      expect(await askFrom(frame, 'execute' as ShellVerb, {})).toMatchObject({ code: 'INVALID_ARGUMENT' });
      expect(await askFrom(frame, 'openFolder', { folder: '/etc' as 'logs' })).toMatchObject({
        code: 'INVALID_INPUT',
        data: { issues: [{ path: 'folder', value: '/etc' }] },
      });
      expect(opened).toEqual([]);
    }));
});

describe('describe', () => {
  it('says what is here', () =>
    withWorkspace(async ({ app, window, askFrom, machine }, file) => {
      const answer = await askFrom(window.webContents.mainFrame, 'describe', {});
      expect(answer).toMatchObject({
        ok: true,
        value: {
          version: '1.2.3',
          isPackaged: false,
          isPortable: false,
          hidesMenuBar: false,
          canNotify: true,
          canBadge: false,
          settings: { keepInBackground: false, notifications: true },
          folders: {
            logs: app.getPath('logs'),
            profile: app.getPath('userData'),
            crashDumps: app.getPath('crashDumps'),
            workspace: dirname(file),
          },
        },
      });
      expect(machine.env).toEqual({});
    }));

  it.each([
    ['win32', { hidesMenuBar: true, canBadge: true }],
    ['darwin', { hidesMenuBar: false, canBadge: true }],
  ] as const)('says it for %s', (platform, facts) =>
    withShell({ machine: { platform } }, async ({ window, askFrom }) => {
      expect(await askFrom(window.webContents.mainFrame, 'describe', {})).toMatchObject({ value: facts });
    }),
  );

  it('starts the telling of events: what came before waits, and a page that is loaded again asks again', () =>
    withShell({}, async ({ window, askFrom, menus }) => {
      const { webContents } = window;
      const { mainFrame: frame } = webContents;
      await askFrom(frame, 'present', presentation);
      menus.at(-1)?.click('Ny');
      expect(webContents.events).toEqual([]);
      await askFrom(frame, 'describe', {});
      const command = { kind: 'command', id: 'run.new' };
      expect(webContents.events).toEqual([command]);
      menus.at(-1)?.click('Ny');
      expect(webContents.events).toEqual([command, command]);
      webContents.reload();
      menus.at(-1)?.click('Ny');
      expect(webContents.events).toHaveLength(2);
      await askFrom(frame, 'describe', {});
      expect(webContents.events).toHaveLength(3);
    }));
});

describe('dialogs', () => {
  const title = 'Choose';

  it('open over their window, in the folder of the last time', () =>
    withShell({}, async ({ window, askFrom, dialog }) => {
      const frame = window.webContents.mainFrame;
      expect(await askFrom(frame, 'openDialog', { title })).toEqual({ ok: true, value: { paths: [] } });
      expect(dialog.opened[0]).toEqual({ title, message: title, filters: [], properties: ['openFile'] });
      const chosen = join('/data', 'åäö', 'a.csv');
      dialog.answers.open = [chosen];
      const csv = [{ name: 'CSV', extensions: ['csv'] }];
      const answer = await askFrom(frame, 'openDialog', { title, filters: csv, several: true });
      expect(answer).toEqual({ ok: true, value: { paths: [chosen] } });
      expect(dialog.opened[1]).toMatchObject({ filters: csv, properties: ['openFile', 'multiSelections'] });
      await askFrom(frame, 'openDialog', { title, directory: true });
      expect(dialog.opened[2]).toMatchObject({
        properties: ['openDirectory', 'createDirectory'],
        defaultPath: dirname(chosen),
      });
      dialog.answers.save = join('/out', 'b.zip');
      const saved = await askFrom(frame, 'saveDialog', { title, name: 'export.zip' });
      expect(saved).toEqual({ ok: true, value: { path: join('/out', 'b.zip') } });
      expect(dialog.saved[0]).toMatchObject({ defaultPath: join(dirname(chosen), 'export.zip') });
      dialog.answers.save = '';
      expect(await askFrom(frame, 'saveDialog', { title, name: 'x' })).toMatchObject({
        value: { path: null },
      });
      expect(dialog.saved[1]?.defaultPath).toBe(join('/out', 'x'));
    }));

  it('let a window show what they named there, and no other window', () =>
    withWorkspace(async ({ window, windows, askFrom, dialog, opened }, file) => {
      const frame = window.webContents.mainFrame;
      const outside = dirname(dirname(file));
      expect(await askFrom(frame, 'reveal', { path: outside })).toMatchObject({ code: 'PATH_NOT_ALLOWED' });
      dialog.answers.open = [outside];
      await askFrom(frame, 'openDialog', { title, directory: true });
      expect(await askFrom(frame, 'reveal', { path: outside })).toEqual({ ok: true, value: null });
      await askFrom(frame, 'newWindow', { screen: '/home' });
      const other = windows[1]?.webContents.mainFrame ?? null;
      expect(await askFrom(other, 'reveal', { path: outside })).toMatchObject({ code: 'PATH_NOT_ALLOWED' });
      expect(opened).toEqual([`reveal ${outside}`]);
    }));
});

describe('files', () => {
  it('of the workspace are shown in their folder and dragged out', () =>
    withWorkspace(async ({ window, askFrom, opened }, file) => {
      const { mainFrame: frame, drags } = window.webContents;
      expect(await askFrom(frame, 'reveal', { path: file })).toEqual({ ok: true, value: null });
      expect(await askFrom(frame, 'startDrag', { path: file })).toEqual({ ok: true, value: null });
      expect(opened).toEqual([`reveal ${file}`]);
      expect(drags).toEqual([{ file, icon: join('/app/resources', 'tray', 'tray@2x.png') }]);
      for (const path of [dirname(dirname(file)), '/etc/passwd', `${file}/../../x`]) {
        expect(await askFrom(frame, 'startDrag', { path })).toMatchObject({ ok: false });
      }
      expect(drags).toHaveLength(1);
    }));

  it('are none while no workspace is open', () =>
    withShell({ machine: { argv: ['--workspace', '/w/fail'] } }, async ({ window, askFrom, opened }) => {
      await window.webContents.untilStatus('failed');
      const frame = window.webContents.mainFrame;
      expect(await askFrom(frame, 'reveal', { path: '/w/fail/a' })).toMatchObject({
        code: 'PATH_NOT_ALLOWED',
      });
      expect(await askFrom(frame, 'openFolder', { folder: 'workspace' })).toMatchObject({ ok: false });
      expect(opened).toEqual([]);
    }));

  it.each(['logs', 'crashDumps', 'profile'] as const)('of the app lie in a folder that opens: %s', (folder) =>
    withShell({}, async ({ app, window, askFrom, opened }) => {
      expect(await askFrom(window.webContents.mainFrame, 'openFolder', { folder })).toMatchObject({
        ok: true,
      });
      expect(opened).toEqual([`open ${app.getPath(folder === 'profile' ? 'userData' : folder)}`]);
    }),
  );

  it('are linked to from outside only after a question', () =>
    withShell({}, async ({ window, askFrom, dialog, opened }) => {
      const frame = window.webContents.mainFrame;
      await askFrom(frame, 'openExternal', { url: 'https://example.org/a' });
      await Promise.resolve();
      await askFrom(frame, 'openExternal', { url: 'javascript:alert(1)' });
      expect([dialog.asked.length, opened]).toEqual([1, ['external https://example.org/a']]);
    }));
});

describe('another workspace', () => {
  it('is started where the engine could not open its own, if a person chose it', () =>
    withShell({ machine: { argv: ['--workspace', '/w/fail'] } }, async (shell) => {
      const { window, askFrom, children, dialog, machine } = shell;
      await window.webContents.untilStatus('failed');
      const frame = window.webContents.mainFrame;
      const folder = '/w/good';
      expect(await askFrom(frame, 'openWorkspace', { folder })).toMatchObject({ code: 'PATH_NOT_ALLOWED' });
      dialog.answers.open = [folder];
      await askFrom(frame, 'openDialog', { title: 'Folder', directory: true });
      expect(await askFrom(frame, 'openWorkspace', { folder })).toEqual({ ok: true, value: null });
      if (children.length === 1) {
        await children[0]?.end();
        machine.elapse(250);
      }
      expect(await window.webContents.untilStatus('ready')).toMatchObject({ workspace: folder });
    }));

  it('is refused where an engine can be asked', () =>
    withShell({}, async ({ window, askFrom, children }) => {
      await window.webContents.untilStatus('ready');
      const frame = window.webContents.mainFrame;
      const recent = [{ path: '/w/other', label: 'other' }];
      await askFrom(frame, 'present', { ...presentation, recent });
      await askFrom(frame, 'openWorkspace', { folder: '/w/other' });
      expect(window.webContents.statuses.at(-1)).toMatchObject({
        state: 'ready',
        workspace: '/work space/åäö',
      });
      expect([children.length, children[0]?.wasKilled]).toEqual([1, false]);
    }));
});

describe('the program', () => {
  it('quits without a question and lets another one remove the data', () =>
    withFolder((folder) =>
      withShell({ machine: { env: { STILE_DATA: folder } } }, async ({ app, window, askFrom, machine }) => {
        const { mainFrame: frame } = window.webContents;
        await askFrom(frame, 'describe', {});
        await window.webContents.untilStatus('ready');
        const places = [app.getPath('logs')];
        expect(await askFrom(frame, 'removeData', { places: [...places, '/etc'] })).toMatchObject({
          ok: false,
          code: 'INVALID_ARGUMENT',
        });
        expect([machine.started, app.hasQuit]).toEqual([[], false]);
        const quit = new Promise((resolve) => app.once('quit', resolve));
        expect(await askFrom(frame, 'removeData', { places })).toEqual({ ok: true, value: null });
        const words = ['app', 'data', 'remove', '--yes', '--after-pid', '4321', '--', ...places];
        expect(machine.started).toEqual([
          {
            command: '/opt/Stile/stile',
            args: ['/app/dist/cli.cjs', ...words],
            cwd: homedir(),
            env: { STILE_DATA: folder, ELECTRON_RUN_AS_NODE: '1' },
          },
        ]);
        await quit;
        expect(window.webContents.events).toEqual([]);
      }),
    ));

  it('stays when the program that removes the data cannot be started', () =>
    withFolder((folder) => {
      const startDetached = () => Promise.reject(new Error('spawn EACCES'));
      const machine = { env: { STILE_DATA: folder }, startDetached };
      return withShell({ machine }, async ({ app, window, askFrom }) => {
        const { mainFrame: frame } = window.webContents;
        const places = [app.getPath('logs')];
        expect(await askFrom(frame, 'removeData', { places })).toMatchObject({ ok: false, code: 'INTERNAL' });
        expect(app.hasQuit).toBe(false);
      });
    }));

  it('saves diagnostics without an engine, where a person chose to', () =>
    withFolder((folder) =>
      withShell({ machine: { argv: ['--workspace', '/w/fail'] } }, async ({ window, askFrom, dialog }) => {
        await window.webContents.untilStatus('failed');
        const { mainFrame: frame } = window.webContents;
        const path = join(folder, 'åäö.zip');
        expect(await askFrom(frame, 'saveDiagnostics', { path })).toMatchObject({ code: 'PATH_NOT_ALLOWED' });
        expect(existsSync(path)).toBe(false);
        dialog.answers.save = path;
        await askFrom(frame, 'saveDialog', { title: 'Save', name: 'åäö.zip' });
        const answer = await askFrom(frame, 'saveDiagnostics', { path });
        expect(answer).toEqual({ ok: true, value: { path, bytes: statSync(path).size } });
        expect(readFileSync(path).toString('latin1', 0, 2)).toBe('PK');
      }),
    ));

  it('installs no update that nobody has signed', () =>
    withWorkspace(async ({ app, window, askFrom, opened }, file) => {
      const answer = await askFrom(window.webContents.mainFrame, 'installUpdate', { path: file });
      expect(answer).toMatchObject({ ok: false, code: 'UPDATE_REFUSED' });
      expect([basename(file), opened, app.hasQuit]).toEqual(['model.onnx', [], false]);
    }));
});
