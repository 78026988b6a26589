import { describe, expect, it } from 'vitest';
import { startShell } from './shell.ts';
import { createFakeElectron } from './testing/fake-electron.ts';
import { createFakeMachine } from './testing/fake-machine.ts';
import { FakeFrame } from './testing/fake-window.ts';
import { standInPaths, withShell } from './testing/with-shell.ts';

describe('starting', () => {
  it('does before ready what must be done before, and nothing that needs ready', async () => {
    const fake = createFakeElectron();
    startShell(fake.electron, standInPaths, createFakeMachine());
    expect(fake.app.isSandboxed).toBe(true);
    expect(fake.app.userModelId).toBe('se.stile.app');
    expect(fake.schemes).toEqual([
      {
        scheme: 'app',
        privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
      },
    ]);
    expect([fake.windows.length, fake.children.length, fake.handlers.size]).toEqual([0, 0, 0]);
    await fake.app.becomeReady();
    expect([fake.windows.length, fake.children.length, fake.handlers.size]).toEqual([1, 1, 1]);
    await fake.dispose();
  });

  it('ends at once when Stile is running already', async () => {
    const fake = createFakeElectron({ hasInstanceLock: false });
    startShell(fake.electron, standInPaths, createFakeMachine());
    await fake.app.becomeReady();
    expect(fake.app.hasQuit).toBe(true);
    expect([fake.windows.length, fake.children.length]).toEqual([0, 0]);
  });

  it('brings its window to the front when it is started a second time', () =>
    withShell({}, async ({ app, window }) => {
      window.minimize();
      app.emit('second-instance', {}, [], '/', null);
      expect(window.calls).toEqual(['restore', 'show', 'focus']);
    }));

  it('starts the engine with the workspace and hands it the resources', () =>
    withShell({}, async ({ children }) => {
      expect(children[0]?.options).toMatchObject({ serviceName: 'stile-engine' });
      expect(children[0]?.sent).toEqual([
        { type: 'start', workspace: '/work space/åäö', resources: '/app/resources', version: '1.2.3' },
      ]);
    }));

  it('sets a menu in the language of the system', () =>
    withShell({ electron: { languages: ['sv-SE'] } }, async ({ menus }) => {
      expect(menus.at(-1)?.labels()).toEqual(['Arkiv', 'Redigera', 'Visa', 'Fönster']);
    }));
});

describe('the window', () => {
  it('is locked down, remembers its place, and shows when it has something to show', () =>
    withShell({}, async ({ window }) => {
      expect(window.options).toEqual({
        name: 'main',
        windowStatePersistence: true,
        width: 1280,
        height: 800,
        minWidth: 1024,
        minHeight: 640,
        show: false,
        backgroundColor: '#EDEDE6',
        webPreferences: {
          preload: '/app/dist/electron/preload.cjs',
          contextIsolation: true,
          sandbox: true,
          nodeIntegration: false,
          spellcheck: false,
        },
      });
      expect(window.webContents.mainFrame.url).toBe('app://stile/');
      expect(window.calls).toEqual([]);
      window.emit('ready-to-show');
      expect(window.calls).toEqual(['show']);
    }));

  it.each([
    ['linux', undefined, undefined],
    ['win32', 'hidden', { color: '#121411', symbolColor: '#E9EBE4', height: 40 }],
    ['darwin', 'hidden', { color: '#121411', symbolColor: '#E9EBE4', height: 40 }],
  ] as const)('has on %s the title bar %s', (platform, titleBarStyle, titleBarOverlay) =>
    withShell({ machine: { platform, argv: [] }, electron: { dark: true } }, async ({ window }) => {
      expect(window.options.titleBarStyle).toBe(titleBarStyle);
      expect(window.options.titleBarOverlay).toEqual(titleBarOverlay);
    }),
  );

  it.each([
    ['win32', [{ color: '#121411', symbolColor: '#E9EBE4', height: 40 }]],
    ['darwin', []],
    ['linux', []],
  ] as const)('turns dark with the system on %s', (platform, overlays) =>
    withShell({ machine: { platform } }, async ({ window, nativeTheme }) => {
      nativeTheme.shouldUseDarkColors = true;
      nativeTheme.emit('updated');
      expect(window.backgroundColor).toBe('#121411');
      expect(window.overlays).toEqual(overlays);
    }),
  );

  it('opens again on macOS, where the app outlives it', () =>
    withShell({ machine: { platform: 'darwin' } }, async ({ app, window, windows }) => {
      window.close();
      expect(app.hasQuit).toBe(false);
      app.emit('activate');
      expect(windows).toHaveLength(2);
      app.emit('activate');
      expect(windows).toHaveLength(2);
    }));
});

describe('pages', () => {
  const hostile = [
    'https://evil.example/',
    'app://stile.evil/',
    'app://evil@stile/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/html,<script>1</script>',
    'about:blank',
    'not an address',
  ];

  it.each(['will-frame-navigate', 'will-redirect'])('stay in the app on %s', (event) =>
    withShell({}, async ({ window }) => {
      const isPrevented = (url: string): boolean => {
        let prevented = false;
        window.webContents.emit(event, { url, preventDefault: () => (prevented = true) });
        return prevented;
      };
      expect(hostile.filter((url) => !isPrevented(url))).toEqual([]);
      expect(isPrevented('app://stile/runs/1')).toBe(false);
    }),
  );

  it('open no windows and embed none', () =>
    withShell({}, async ({ window }) => {
      for (const url of [...hostile, 'app://stile/']) {
        expect(window.webContents.windowOpenHandler?.({ url })).toEqual({ action: 'deny' });
      }
      let prevented = false;
      window.webContents.emit('will-attach-webview', { preventDefault: () => (prevented = true) });
      expect(prevented).toBe(true);
    }));

  it('hand a link to the system only after a question that shows it', () =>
    withShell({ electron: { languages: ['sv'] } }, async ({ window, dialog: { asked, answers }, opened }) => {
      const link = 'https://example.org/docs';
      for (const response of [1, 0]) {
        answers.messageBox = response;
        window.webContents.windowOpenHandler?.({ url: link });
        await Promise.resolve();
      }
      expect(asked).toHaveLength(2);
      expect(asked[0]).toMatchObject({
        detail: link,
        buttons: ['Öppna', 'Avbryt'],
        defaultId: 1,
        cancelId: 1,
      });
      expect(opened).toEqual([`external ${link}`]);
    }));

  it('do not even ask about other schemes', () =>
    withShell({}, async ({ window, dialog: { asked }, opened }) => {
      for (const url of ['smb://evil/share', 'ms-msdt:/id', 'file:///x', 'http://plain.example/']) {
        window.webContents.windowOpenHandler?.({ url });
      }
      await Promise.resolve();
      expect([asked, opened]).toEqual([[], []]);
    }));
});

describe('the session', () => {
  const permissions = [
    'clipboard-sanitized-write',
    'notifications',
    'clipboard-read',
    'media',
    'geolocation',
    'usb',
  ];
  const origins = ['app://stile/', 'app://stile', 'https://evil.example/', 'app://stile.evil/', 'null', ''];
  const granted = [
    'clipboard-sanitized-write app://stile/',
    'clipboard-sanitized-write app://stile',
    'notifications app://stile/',
    'notifications app://stile',
  ];

  it('grants two permissions to the app and nothing else to anybody', () =>
    withShell({}, async ({ session }) => {
      const pairs = permissions.flatMap((permission) => origins.map((origin) => ({ permission, origin })));
      const isRequestGranted = ({ permission, origin }: (typeof pairs)[number]): boolean => {
        let answered: boolean | undefined;
        Reflect.apply(session.request ?? fail, null, [
          null,
          permission,
          (isGranted: boolean) => (answered = isGranted),
          { requestingUrl: origin },
        ]);
        if (answered === undefined) throw new Error(`${permission} got no answer`);
        return answered;
      };
      const isCheckGranted = ({ permission, origin }: (typeof pairs)[number]): boolean =>
        Boolean(Reflect.apply(session.check ?? fail, null, [null, permission, origin, {}]));
      const show = ({ permission, origin }: (typeof pairs)[number]): string => `${permission} ${origin}`;
      expect(pairs.filter(isRequestGranted).map(show)).toEqual(granted);
      expect(pairs.filter(isCheckGranted).map(show)).toEqual(granted);
      expect(Reflect.apply(session.device ?? fail, null, [{}])).toBe(false);
    }));

  it('stops every foreign request', () =>
    withShell({}, async ({ session }) => {
      const isCancelled = (url: string): boolean => {
        let cancelled: boolean | undefined;
        session.beforeRequest?.({ url }, (response) => (cancelled = response.cancel));
        if (cancelled === undefined) throw new Error(`${url} got no answer`);
        return cancelled;
      };
      expect(['app://stile/assets/a.js', 'blob:app://stile/1', 'data:,x'].filter(isCancelled)).toEqual([]);
      const foreign = [
        'https://fonts.example/',
        'http://127.0.0.1:5000/',
        'wss://evil.example/',
        'file:///etc/passwd',
      ];
      expect(foreign.filter((url) => !isCancelled(url))).toEqual([]);
      expect(session.spellCheck).toBe(false);
    }));
});

describe('the port', () => {
  it('goes to the own page of the window and reaches the engine', () =>
    withShell({}, async ({ window, children, connectFrom }) => {
      connectFrom(window.webContents.mainFrame);
      const port = await window.webContents.mainFrame.takePort();
      const answer = new Promise((resolve) => port.once('message', resolve));
      port.start();
      port.postMessage('åäö');
      expect(await answer).toEqual({ data: { echo: 'åäö' }, ports: [] });
      expect(children[0]?.sent.at(-1)).toEqual({ type: 'connect', windowId: window.id });
    }));

  it('goes to nobody else', () =>
    withShell({}, async ({ window, children, connectFrom }) => {
      await window.webContents.untilStatus('ready');
      const inner = new FakeFrame('app://stile/');
      const stranger = window.webContents.mainFrame;
      connectFrom(null);
      connectFrom(inner);
      for (const url of ['https://evil.example/', 'app://stile.evil/', 'about:blank', '']) {
        stranger.url = url;
        connectFrom(stranger);
      }
      expect([inner.ports, stranger.ports]).toEqual([[], []]);
      expect(children[0]?.sent.map((command) => (command as { type: string }).type)).toEqual(['start']);
    }));

  it('is not handed over when the page that asked has gone', () =>
    withShell({}, async ({ window, windows, app, connectFrom }) => {
      const frame = window.webContents.mainFrame;
      connectFrom(frame);
      frame.url = 'https://evil.example/';
      await window.webContents.untilStatus('ready');
      expect(frame.ports).toEqual([]);
      app.emit('activate');
      expect(windows).toHaveLength(1);
    }));

  it('is given anew after the page was loaded again', () =>
    withShell({}, async ({ window, children, connectFrom }) => {
      const frame = window.webContents.mainFrame;
      connectFrom(frame);
      const first = await frame.takePort();
      connectFrom(frame);
      const second = await frame.takePort();
      expect(second).not.toBe(first);
      expect(children[0]?.sent).toHaveLength(3);
    }));
});

function fail(): never {
  throw new Error('The shell set no handler.');
}
