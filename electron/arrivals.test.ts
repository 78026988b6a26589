import { describe, expect, it } from 'vitest';
import type { ShellEvent } from '#contract/shell.ts';
import { withFolder } from '#core/testing/with-engine.ts';
import { startShell } from './shell.ts';
import { createFakeElectron } from './testing/fake-electron.ts';
import type { FakeElectron } from './testing/fake-electron.ts';
import { createFakeMachine } from './testing/fake-machine.ts';
import { standInPaths, withShell } from './testing/with-shell.ts';

/** What the first window is told once its page asks. */
async function heard({ windows, askFrom }: Pick<FakeElectron, 'windows' | 'askFrom'>): Promise<ShellEvent[]> {
  const [window] = windows;
  await askFrom(window?.webContents.mainFrame ?? null, 'describe', {});
  return window?.webContents.events ?? [];
}

const event = () => {
  const state = { prevented: false, preventDefault: () => void (state.prevented = true) };
  return state;
};

describe('what the first start brings', () => {
  it.each<[string, string[], ShellEvent[]]>([
    ['a link', ['stile://run/ab12'], [{ kind: 'openLink', link: 'stile://run/ab12' }]],
    ['a file', ['data.stile'], [{ kind: 'openFile', path: '/somewhere/data.stile' }]],
    ['a command of the jump list', ['--command=window.new'], [{ kind: 'command', id: 'window.new' }]],
    ['a malformed link', ['stile://../../x'], []],
    ['a workspace, which the engine opens', ['--workspace', '/w/good'], []],
    ['nothing', [], []],
  ])('reaches the page: %s', (_case, argv, events) =>
    withShell({ machine: { argv } }, async (shell) => {
      expect(await heard(shell)).toEqual(events);
    }),
  );

  it('is an engine on the last workspace where none is named', () =>
    withShell({ machine: { argv: [] } }, async ({ children }) => {
      expect(children[0]?.sent[0]).toMatchObject({ type: 'start', workspace: null });
    }));

  it('may come from macOS before the app is ready, and waits', async () => {
    const fake = createFakeElectron({ platform: 'darwin' });
    startShell(fake.electron, standInPaths, createFakeMachine({ platform: 'darwin', argv: [] }));
    const [link, file, bad] = [event(), event(), event()];
    fake.app.emit('open-url', link, 'stile://model/a/3');
    fake.app.emit('open-url', bad, 'stile://a\\b');
    fake.app.emit('open-file', file, '/Users/åsa/b.stile');
    expect([link.prevented, file.prevented, bad.prevented, fake.windows.length]).toEqual([
      true,
      true,
      true,
      0,
    ]);
    await fake.app.becomeReady();
    expect(await heard(fake)).toEqual([
      { kind: 'openLink', link: 'stile://model/a/3' },
      { kind: 'openFile', path: '/Users/åsa/b.stile' },
    ]);
    expect(fake.app.recentDocuments).toEqual(['/Users/åsa/b.stile']);
    await fake.dispose();
  });
});

describe('a second start', () => {
  it('hands over what it was started with, not what Chromium made of it', () =>
    withShell({}, async (shell) => {
      const { app, window } = shell;
      expect(app.instanceData).toEqual([{ argv: ['--workspace', '/work space/åäö'], cwd: '/somewhere' }]);
      const own = { argv: ['stile://run/ab12'], cwd: '/home' };
      app.emit('second-instance', event(), ['stile', '--x', 'stile://other/1'], '/', own);
      expect(await heard(shell)).toEqual([{ kind: 'openLink', link: 'stile://run/ab12' }]);
      expect(window.calls).toContain('focus');
    }));

  it.each([
    ['a workspace', ['--workspace', 'w'], [{ kind: 'command', id: 'workspace.open:/home/w' }]],
    ['a command', ['--command=run.new'], [{ kind: 'command', id: 'run.new' }]],
    ['a file', ['x.stile'], [{ kind: 'openFile', path: '/home/x.stile' }]],
    ['nothing', [], []],
  ])('opens %s', (_case, argv, events) =>
    withShell({}, async (shell) => {
      shell.app.emit('second-instance', event(), [], '/', { argv, cwd: '/home' });
      expect(await heard(shell)).toEqual(events);
    }),
  );

  it.each([null, undefined, 'text', { argv: 'stile://run/a', cwd: '/' }, { argv: [1, {}], cwd: '/' }])(
    'that brings %j about itself brings the window to the front',
    (own) =>
      withShell({}, async (shell) => {
        shell.app.emit('second-instance', event(), [], '/', own);
        expect(shell.window.calls).toContain('focus');
        expect(await heard(shell)).toEqual([]);
      }),
  );

  it('opens a window where macOS has none', () =>
    withShell({ machine: { platform: 'darwin' } }, async ({ app, window, windows }) => {
      window.close();
      app.emit('second-instance', event(), [], '/', { argv: ['stile://run/a'], cwd: '/' });
      expect(windows).toHaveLength(2);
    }));
});

describe('links of the system', () => {
  it.each([
    ['win32', [['stile']]],
    ['darwin', [['stile']]],
    ['linux', []],
  ] as const)('lead to the installed program: on %s it claims %j', (platform, clients) =>
    withShell({ machine: { platform }, electron: { isPackaged: true } }, async ({ app }) => {
      expect(app.protocolClients).toEqual(clients);
    }),
  );

  it('lead on Windows to a checkout by the program and the folder of the app', () =>
    withShell({ machine: { platform: 'win32' } }, async ({ app, machine }) => {
      expect(app.protocolClients).toEqual([['stile', machine.program, ['/app']]]);
    }));

  it.each(['linux', 'darwin'] as const)('cannot lead to a checkout on %s', (platform) =>
    withShell({ machine: { platform } }, async ({ app }) => {
      expect(app.protocolClients).toEqual([]);
    }),
  );

  it('are left alone by a portable program', () =>
    withFolder((folder) =>
      withShell(
        { machine: { platform: 'darwin', env: { STILE_DATA: folder } }, electron: { isPackaged: true } },
        async ({ app }) => {
          expect(app.protocolClients).toEqual([]);
        },
      ),
    ));
});
