import type * as Electron from 'electron';

/**
 * The part of Electron that the shell uses. `main.ts` hands in the real one, so the compiler checks these shapes
 * against it; tests hand in a fake. Events are spelled out because a `Pick` of Electron's overloads would ask a fake
 * for whole `App` and `WebContents` objects.
 */
export interface ShellElectron {
  app: ShellApp;
  BrowserWindow: new (options: Electron.BrowserWindowConstructorOptions) => ShellWindow;
  MessageChannelMain: new () => { port1: ShellPort; port2: ShellPort };
  Menu: {
    buildFromTemplate(template: Electron.MenuItemConstructorOptions[]): object;
    setApplicationMenu(menu: object | null): void;
  };
  dialog: { showMessageBox(options: Electron.MessageBoxOptions): Promise<{ response: number }> };
  ipcMain: { on(channel: string, listener: (event: ShellIpcEvent) => void): unknown };
  nativeTheme: { readonly shouldUseDarkColors: boolean; on(event: 'updated', listener: () => void): unknown };
  protocol: {
    registerSchemesAsPrivileged(schemes: Electron.CustomScheme[]): void;
    handle(scheme: string, handler: (request: Request) => Promise<Response>): void;
  };
  session: { readonly defaultSession: ShellSession };
  shell: { openExternal(url: string): Promise<void> };
  utilityProcess: { fork(modulePath: string, args: string[], options: Electron.ForkOptions): ShellChild };
}

export interface ShellApp extends Pick<
  Electron.App,
  | 'enableSandbox'
  | 'getPath'
  | 'getPreferredSystemLanguages'
  | 'getVersion'
  | 'quit'
  | 'requestSingleInstanceLock'
  | 'setAppUserModelId'
  | 'whenReady'
> {
  on(event: 'activate' | 'second-instance' | 'window-all-closed', listener: () => void): unknown;
  on(event: 'will-quit', listener: (event: Preventable) => void): unknown;
  on(event: 'web-contents-created', listener: (event: unknown, contents: ShellWebContents) => void): unknown;
}

export interface ShellWindow extends Pick<
  Electron.BrowserWindow,
  'focus' | 'id' | 'isDestroyed' | 'isMinimized' | 'loadURL' | 'restore' | 'setBackgroundColor' | 'show'
> {
  readonly webContents: ShellWebContents;
  /** Windows only; the typings have it on every system. */
  setTitleBarOverlay(options: Electron.TitleBarOverlayOptions): void;
  once(event: 'ready-to-show', listener: () => void): unknown;
  on(event: 'closed', listener: () => void): unknown;
}

export interface ShellWebContents {
  readonly mainFrame: ShellFrame;
  send(channel: string, ...args: unknown[]): void;
  setWindowOpenHandler(handler: (details: { url: string }) => { action: 'deny' }): void;
  on(event: 'will-frame-navigate' | 'will-redirect', listener: (event: NavigationEvent) => void): unknown;
  on(event: 'will-attach-webview', listener: (event: Preventable) => void): unknown;
}

export interface ShellFrame {
  readonly url: string;
  readonly detached: boolean;
  postMessage(channel: string, message: unknown, transfer?: ShellPort[]): void;
}

export interface ShellIpcEvent {
  readonly senderFrame: ShellFrame | null;
}

/** The shell only hands ports on. */
export type ShellPort = Pick<Electron.MessagePortMain, 'close'>;

export interface ShellSession extends Pick<
  Electron.Session,
  | 'setDevicePermissionHandler'
  | 'setPermissionCheckHandler'
  | 'setPermissionRequestHandler'
  | 'setSpellCheckerEnabled'
> {
  webRequest: {
    onBeforeRequest(
      listener: (details: { url: string }, answer: (response: { cancel: boolean }) => void) => void,
    ): void;
  };
}

export interface ShellChild {
  readonly stderr: NodeJS.ReadableStream | null;
  postMessage(message: unknown, transfer?: ShellPort[]): void;
  kill(): boolean;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  on(event: 'exit', listener: (code: number) => void): unknown;
}

export interface Preventable {
  preventDefault(): void;
}

export interface NavigationEvent extends Preventable {
  readonly url: string;
}

/** Where the built app lies; all absolute. */
export interface ShellPaths {
  /** the renderer's build */
  renderer: string;
  preload: string;
  /** what the engine process is forked from */
  engine: string;
  /** what ships and is not code */
  resources: string;
}

/** What the shell knows of the process it is in, so that a table can test every system. */
export interface ShellMachine {
  platform: NodeJS.Platform;
  argv: string[];
  env: NodeJS.ProcessEnv;
  cwd: string;
  /** Writes to our own stderr. */
  say(text: string): void;
  /** milliseconds since any fixed moment */
  now(): number;
  /** Calls `callback` once after `milliseconds`; the answer takes it back. */
  after(milliseconds: number, callback: () => void): () => void;
}

export interface ShellContext {
  electron: ShellElectron;
  paths: ShellPaths;
  machine: ShellMachine;
}
