import type { BrowserWindowConstructorOptions } from 'electron';
import { appOrigin } from './app-url.ts';
import type { ShellContext, ShellFrame, ShellWindow } from './shell-types.ts';

export interface Windows {
  open(): void;
  /** Shows the newest window again, if there is one. */
  bringToFront(): void;
  /** The window whose own page `frame` is; frames inside a page belong to none. */
  findByMainFrame(frame: ShellFrame): ShellWindow | undefined;
  all(): ShellWindow[];
}

/** As high as the title bar that the page draws. */
const titleBarHeight = 40;
const chrome = { light: '#EDEDE6', dark: '#121411' };
const ink = { light: '#1D201B', dark: '#E9EBE4' };

export function createWindows(ctx: ShellContext): Windows {
  const open = new Set<ShellWindow>();
  return {
    open: () => openWindow(ctx, open),
    bringToFront: () => {
      const window = [...open].at(-1);
      if (!window) return;
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
    },
    findByMainFrame: (frame) => [...open].find((window) => window.webContents.mainFrame === frame),
    all: () => [...open],
  };
}

/** After ready: the first window, and the colours of all when the system turns dark or light. */
export function setupWindows(ctx: ShellContext, windows: Windows): void {
  const { app, nativeTheme } = ctx.electron;
  windows.open();
  app.on('activate', () => (windows.all().length > 0 ? windows.bringToFront() : windows.open()));
  nativeTheme.on('updated', () => {
    for (const window of windows.all()) paintWindow(ctx, window);
  });
}

function openWindow(ctx: ShellContext, open: Set<ShellWindow>): void {
  const window = new ctx.electron.BrowserWindow(buildWindowOptions(ctx));
  open.add(window);
  window.on('closed', () => open.delete(window));
  window.once('ready-to-show', () => window.show());
  // A page that cannot load leaves Chromium's own error page: there is nobody else to tell.
  window.loadURL(`${appOrigin}/`).catch(() => undefined);
}

/** Size, place and state are remembered by Electron under `name`. */
function buildWindowOptions(ctx: ShellContext): BrowserWindowConstructorOptions {
  return {
    name: 'main',
    windowStatePersistence: true,
    width: 1280,
    height: 800,
    minWidth: 1024,
    minHeight: 640,
    show: false,
    backgroundColor: chrome[themeOf(ctx)],
    ...buildFrameOptions(ctx),
    webPreferences: {
      preload: ctx.paths.preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      spellcheck: false,
    },
  };
}

/** The page draws the title bar; Linux keeps the frame of its window manager. */
function buildFrameOptions(ctx: ShellContext): BrowserWindowConstructorOptions {
  if (ctx.machine.platform === 'linux') return {};
  return { titleBarStyle: 'hidden', titleBarOverlay: buildOverlay(ctx) };
}

function paintWindow(ctx: ShellContext, window: ShellWindow): void {
  window.setBackgroundColor(chrome[themeOf(ctx)]);
  if (ctx.machine.platform === 'win32') window.setTitleBarOverlay(buildOverlay(ctx));
}

function buildOverlay(ctx: ShellContext): { color: string; symbolColor: string; height: number } {
  const theme = themeOf(ctx);
  return { color: chrome[theme], symbolColor: ink[theme], height: titleBarHeight };
}

function themeOf({ electron }: ShellContext): 'light' | 'dark' {
  return electron.nativeTheme.shouldUseDarkColors ? 'dark' : 'light';
}
