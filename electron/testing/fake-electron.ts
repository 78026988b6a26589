import { EventEmitter } from 'node:events';
import { MessageChannel } from 'node:worker_threads';
import type * as Electron from 'electron';
import type { Preventable, ShellElectron, ShellIpcEvent, ShellSession } from '../shell-types.ts';
import { FakeChild } from './fake-child.ts';
import { FakePort } from './fake-port.ts';
import type { FakeFrame } from './fake-window.ts';
import { FakeWindow } from './fake-window.ts';

export interface FakeElectron {
  electron: ShellElectron;
  app: FakeApp;
  windows: FakeWindow[];
  children: FakeChild[];
  schemes: Electron.CustomScheme[];
  handlers: Map<string, (request: Request) => Promise<Response>>;
  menus: Electron.MenuItemConstructorOptions[][];
  nativeTheme: EventEmitter & { shouldUseDarkColors: boolean };
  session: SessionHandlers;
  /** addresses that went to the system, and the questions that came before */
  opened: string[];
  asked: Electron.MessageBoxOptions[];
  /** which button a person presses */
  answers: { messageBox: number };
  /** What the preload's `connect()` does. */
  connectFrom(senderFrame: FakeFrame | null): void;
  /** Ends every engine process: for the end of a test. */
  dispose(): Promise<void>;
}

interface FakeOptions {
  hasInstanceLock?: boolean;
  /** the system's, the preferred one first */
  languages?: string[];
  dark?: boolean;
}

/**
 * Electron as the shell sees it, with its rules of what may happen before and after ready, real message channels and
 * engine processes that really execute. Members are named and typed as Electron's: `satisfies` and the drift test
 * hold them to it.
 */
export function createFakeElectron(options: FakeOptions = {}): FakeElectron {
  const windows: FakeWindow[] = [];
  const children: FakeChild[] = [];
  const app = new FakeApp(windows, options.hasInstanceLock ?? true, options.languages ?? ['en-US']);
  const session = createFakeSession();
  const opened: string[] = [];
  const asked: Electron.MessageBoxOptions[] = [];
  const schemes: Electron.CustomScheme[] = [];
  const handlers = new Map<string, (request: Request) => Promise<Response>>();
  const ipcMain = new EventEmitter();
  const nativeTheme = Object.assign(new EventEmitter(), { shouldUseDarkColors: options.dark ?? false });
  const answers = { messageBox: 0 };
  const menus: Electron.MenuItemConstructorOptions[][] = [];

  class BrowserWindow extends FakeWindow {
    constructor(windowOptions: Electron.BrowserWindowConstructorOptions) {
      app.mustBeReady('new BrowserWindow()');
      super(windows.length + 1, windowOptions);
      windows.push(this);
      this.once('closed', () => app.windowClosed());
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

  const electron = {
    app,
    BrowserWindow,
    MessageChannelMain,
    Menu: {
      buildFromTemplate: (template: Electron.MenuItemConstructorOptions[]) => template,
      setApplicationMenu: (menu: Electron.MenuItemConstructorOptions[]) => menus.push(menu),
    },
    dialog: {
      showMessageBox: (box: Electron.MessageBoxOptions) => {
        app.mustBeReady('dialog.showMessageBox()');
        asked.push(box);
        return Promise.resolve({ response: answers.messageBox });
      },
    },
    ipcMain,
    nativeTheme,
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
      openExternal: (url: string) => {
        opened.push(url);
        return Promise.resolve();
      },
    },
    utilityProcess: {
      fork: (modulePath: string, _args: string[], forkOptions: Electron.ForkOptions) => {
        app.mustBeReady('utilityProcess.fork()');
        const child = new FakeChild(modulePath, forkOptions);
        children.push(child);
        return child;
      },
    },
  } satisfies ShellElectron;

  return {
    electron,
    app,
    windows,
    children,
    schemes,
    handlers,
    menus,
    nativeTheme,
    session: session.handlers,
    opened,
    asked,
    answers,
    connectFrom: (senderFrame) => {
      ipcMain.emit('stile:connect', { senderFrame } satisfies ShellIpcEvent);
    },
    dispose: async () => {
      await Promise.all(children.map((child) => child.end()));
    },
  };
}

export class FakeApp extends EventEmitter {
  isReady = false;
  hasQuit = false;
  isSandboxed = false;
  userModelId = '';
  readonly #hasInstanceLock: boolean;
  readonly #languages: string[];
  readonly #windows: FakeWindow[];

  constructor(windows: FakeWindow[], hasInstanceLock: boolean, languages: string[]) {
    super();
    this.#windows = windows;
    this.#hasInstanceLock = hasInstanceLock;
    this.#languages = languages;
  }

  enableSandbox(): void {
    this.mustNotBeReady('app.enableSandbox()');
    this.isSandboxed = true;
  }

  getPath(): string {
    return '/home/åsa';
  }

  getPreferredSystemLanguages(): string[] {
    return this.#languages;
  }

  getVersion(): string {
    return '1.2.3';
  }

  requestSingleInstanceLock(): boolean {
    return this.#hasInstanceLock;
  }

  setAppUserModelId(id: string): void {
    this.userModelId = id;
  }

  whenReady(): Promise<void> {
    return this.isReady ? Promise.resolve() : new Promise((resolve) => this.once('ready', () => resolve()));
  }

  /** Closes all windows, asks `will-quit`, and ends unless a listener held it back. */
  quit(): void {
    if (this.hasQuit) return;
    for (const window of this.#windows.filter((one) => !one.isDestroyed())) window.destroyQuietly();
    let isHeld = false;
    const event: Preventable = { preventDefault: () => (isHeld = true) };
    this.emit('will-quit', event);
    if (isHeld) return;
    this.hasQuit = true;
    this.emit('quit');
  }

  /** Lets the shell's own work after ready happen before it returns. */
  async becomeReady(): Promise<void> {
    this.isReady = true;
    this.emit('ready');
    await Promise.resolve();
    await Promise.resolve();
  }

  windowClosed(): void {
    if (this.#windows.every((window) => window.isDestroyed())) this.emit('window-all-closed');
  }

  mustBeReady(what: string): void {
    if (!this.isReady) throw new Error(`${what} cannot be used before the app is ready`);
  }

  mustNotBeReady(what: string): void {
    if (this.isReady) throw new Error(`${what} has no effect after the app is ready`);
  }
}

interface SessionHandlers {
  request?: Parameters<ShellSession['setPermissionRequestHandler']>[0];
  check?: Parameters<ShellSession['setPermissionCheckHandler']>[0];
  device?: Parameters<ShellSession['setDevicePermissionHandler']>[0];
  beforeRequest?: Parameters<ShellSession['webRequest']['onBeforeRequest']>[0];
  spellCheck?: boolean;
}

function createFakeSession(): { fake: ShellSession; handlers: SessionHandlers } {
  const handlers: SessionHandlers = {};
  const fake: ShellSession = {
    setPermissionRequestHandler: (handler) => void (handlers.request = handler),
    setPermissionCheckHandler: (handler) => void (handlers.check = handler),
    setDevicePermissionHandler: (handler) => void (handlers.device = handler),
    setSpellCheckerEnabled: (enabled) => void (handlers.spellCheck = enabled),
    webRequest: { onBeforeRequest: (handler) => void (handlers.beforeRequest = handler) },
  };
  return { fake, handlers };
}
