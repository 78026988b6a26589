import { EventEmitter } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import type * as Electron from 'electron';
import type { ShellAnswer, ShellInput, ShellVerb } from '#contract/shell.ts';
import type { ShellElectron } from '../shell-types.ts';
import { FakeApp, type FakeAppOptions } from './fake-app.ts';
import { FakeChild } from './fake-child.ts';
import { createFakeDialog, type FakeDialog } from './fake-dialog.ts';
import { buildFakeMenu, FakeNotification, FakeTray, type FakeMenu } from './fake-menu.ts';
import { FakePort } from './fake-port.ts';
import { createFakeSession, type SessionHandlers } from './fake-session.ts';
import { FakeWindow, type FakeFrame } from './fake-window.ts';

export interface FakeElectron {
  electron: ShellElectron;
  app: FakeApp;
  windows: FakeWindow[];
  children: FakeChild[];
  schemes: Electron.CustomScheme[];
  handlers: Map<string, (request: Request) => Promise<Response>>;
  /** every menu bar that was set, the last one last */
  menus: FakeMenu[];
  trays: FakeTray[];
  notifications: FakeNotification[];
  dialog: FakeDialog;
  nativeTheme: EventEmitter & { shouldUseDarkColors: boolean; themeSource: string };
  powerMonitor: EventEmitter;
  session: SessionHandlers;
  crashReports: Electron.CrashReporterStartOptions[];
  copied: string[];
  /** what went to the system's other programs: `reveal /a`, `open /b`, `external https://c` */
  opened: string[];
  /** What the preload's `connect()` does. */
  connectFrom(senderFrame: FakeFrame | null): void;
  /** What the preload's `ask()` does. */
  askFrom<V extends ShellVerb>(
    frame: FakeFrame | null,
    verb: V,
    input: ShellInput<V>,
  ): Promise<ShellAnswer<V>>;
  /** Ends every engine process: for the end of a test. */
  dispose(): Promise<void>;
}

export interface FakeOptions extends FakeAppOptions {
  dark?: boolean;
  /** Where all paths of the app lie, for one that is started again; its own, and removed at the end, without. */
  folder?: string;
  /** whether the system shows notifications at all */
  showsNotifications?: boolean;
}

type Handler = (event: { senderFrame: FakeFrame | null }, ...args: unknown[]) => unknown;

/**
 * Electron as the shell sees it, with its rules of what may happen before and after ready, real message channels and
 * engine processes that really execute. Members are named as Electron's: the drift test holds them to it.
 */
export function createFakeElectron(options: FakeOptions = {}): FakeElectron {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'stile fake åäö '));
  const windows: FakeWindow[] = [];
  const children: FakeChild[] = [];
  const app = new FakeApp(windows, folder, options);
  const session = createFakeSession();
  const dialog = createFakeDialog(app);
  const ipc = createFakeIpc();
  const schemes: Electron.CustomScheme[] = [];
  const handlers = new Map<string, (request: Request) => Promise<Response>>();
  const nativeTheme = Object.assign(new EventEmitter(), {
    shouldUseDarkColors: options.dark ?? false,
    themeSource: 'system',
  });
  const powerMonitor = new EventEmitter();
  const menus: FakeMenu[] = [];
  const trays: FakeTray[] = [];
  const notifications: FakeNotification[] = [];
  const opened: string[] = [];
  const copied: string[] = [];
  const crashReports: Electron.CrashReporterStartOptions[] = [];

  class BrowserWindow extends FakeWindow {
    static getFocusedWindow(): FakeWindow | null {
      return windows.find(({ hasFocus }) => hasFocus) ?? null;
    }

    constructor(windowOptions: Electron.BrowserWindowConstructorOptions) {
      app.mustBeReady('new BrowserWindow()');
      super(windows.length + 1, windowOptions);
      windows.push(this);
      // Electron counts its windows after it has told of the closed one.
      this.on('gone', () => app.windowClosed());
      this.on('close-cancelled', () => app.closeCancelled());
      this.on('focus', () => {
        for (const other of windows) other.hasFocus = other === this;
      });
      this.webContents.on('render-process-gone', (event, details) =>
        app.emit('render-process-gone', event, this.webContents, details),
      );
      app.emit('web-contents-created', {}, this.webContents);
    }
  }

  class MessageChannelMain {
    readonly port1: FakePort;
    readonly port2: FakePort;
    constructor() {
      const { port1, port2 } = new MessageChannel();
      this.port1 = new FakePort(port1);
      this.port2 = new FakePort(port2);
    }
  }

  class Tray extends FakeTray {
    constructor(image: string) {
      app.mustBeReady('new Tray()');
      super(image);
      trays.push(this);
    }
  }

  class Notification extends FakeNotification {
    static isSupported(): boolean {
      return options.showsNotifications ?? true;
    }

    constructor(description: { title: string; body: string }) {
      app.mustBeReady('new Notification()');
      super(description);
      notifications.push(this);
    }
  }

  // Typed by name alone: the real one has far more members than the shell uses.
  const electron: object = {
    app,
    BrowserWindow,
    MessageChannelMain,
    Notification,
    Tray,
    Menu: {
      buildFromTemplate: buildFakeMenu,
      setApplicationMenu: (menu: FakeMenu) => void menus.push(menu),
      getApplicationMenu: () => menus.at(-1) ?? null,
    },
    clipboard: { writeText: (text: string) => Promise.resolve(void copied.push(text)) },
    crashReporter: {
      start: (report: Electron.CrashReporterStartOptions) => {
        app.mustNotBeReady('crashReporter.start()');
        crashReports.push(report);
      },
    },
    dialog: dialog.fake,
    ipcMain: ipc.ipcMain,
    nativeImage: { createFromPath: (path: string) => ({ path }) },
    nativeTheme,
    powerMonitor,
    protocol: {
      registerSchemesAsPrivileged: (added: Electron.CustomScheme[]) => {
        app.mustNotBeReady('protocol.registerSchemesAsPrivileged()');
        schemes.push(...added);
      },
      handle: (scheme: string, handler: (request: Request) => Promise<Response>) => {
        app.mustBeReady('protocol.handle()');
        handlers.set(scheme, handler);
      },
    },
    session: {
      get defaultSession() {
        app.mustBeReady('session.defaultSession');
        return session.fake;
      },
    },
    shell: {
      openExternal: (url: string) => Promise.resolve(void opened.push(`external ${url}`)),
      openPath: (path: string) => {
        opened.push(`open ${path}`);
        return Promise.resolve('');
      },
      showItemInFolder: (path: string) => void opened.push(`reveal ${path}`),
    },
    utilityProcess: {
      fork: (modulePath: string, _args: string[], forkOptions: Electron.ForkOptions) => {
        app.mustBeReady('utilityProcess.fork()');
        const child = new FakeChild(modulePath, forkOptions);
        children.push(child);
        return child;
      },
    },
  };

  return {
    electron: electron as ShellElectron,
    app,
    windows,
    children,
    schemes,
    handlers,
    menus,
    trays,
    notifications,
    dialog,
    nativeTheme,
    powerMonitor,
    session: session.handlers,
    crashReports,
    copied,
    opened,
    connectFrom: ipc.connectFrom,
    askFrom: ipc.askFrom,
    dispose: async () => {
      await Promise.all(children.map((child) => child.end()));
      if (options.folder === undefined) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function createFakeIpc(): { ipcMain: object } & Pick<FakeElectron, 'connectFrom' | 'askFrom'> {
  const asked = new Map<string, Handler>();
  const ipcMain = Object.assign(new EventEmitter(), {
    handle: (channel: string, handler: Handler) => {
      if (asked.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
      asked.set(channel, handler);
    },
  });
  return {
    ipcMain,
    connectFrom: (senderFrame) => void ipcMain.emit('stile:connect', { senderFrame }),
    askFrom: async <V extends ShellVerb>(senderFrame: FakeFrame | null, verb: V, input: ShellInput<V>) => {
      const handler = asked.get('stile:ask');
      if (!handler) throw new Error(`No handler registered for 'stile:ask'`);
      // What crosses is copied, and what cannot be copied cannot cross.
      return structuredClone(await handler({ senderFrame }, verb, structuredClone(input))) as ShellAnswer<V>;
    },
  };
}
