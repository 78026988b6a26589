import type { BrowserWindow, BrowserWindowConstructorOptions, WebFrameMain } from 'electron';
import type { ShellEvent } from '#contract/shell.ts';
import { Mailbox } from '#core/desktop/mailbox.ts';
import { buildWindowLook, freeWindowName } from '#core/desktop/window-look.ts';
import { appOrigin, isAppUrl } from '#core/http/app-url.ts';
import { channels } from './preload/channels.ts';
import type { ShellContext } from './shell-types.ts';

/** All windows of the app, and what they are told. */
export class Windows {
  readonly #ctx: ShellContext;
  /** The one that had the focus last comes last. Events wait until the window's page listens. */
  readonly #open = new Map<BrowserWindow, { name: string; events: Mailbox<ShellEvent> }>();
  readonly #openListeners: ((window: BrowserWindow) => void)[] = [];

  constructor(ctx: ShellContext) {
    this.#ctx = ctx;
  }

  /** Calls `listener` with every window that is opened from now on. */
  onOpen(listener: (window: BrowserWindow) => void): void {
    this.#openListeners.push(listener);
  }

  open(screen = '/'): BrowserWindow {
    const name = freeWindowName(new Set([...this.#open.values()].map((one) => one.name)));
    const window = new this.#ctx.electron.BrowserWindow(buildWindowOptions(this.#ctx, name));
    const events = new Mailbox<ShellEvent>((event) => window.webContents.send(channels.shell, event));
    const state = { name, events };
    this.#open.set(window, state);
    window.on('closed', () => this.#open.delete(window));
    window.on('focus', () => {
      if (this.#open.delete(window)) this.#open.set(window, state);
    });
    window.once('ready-to-show', () => window.show());
    // Another page of ours has to ask again before it hears anything.
    window.webContents.on('did-navigate', () => events.close());
    for (const listener of this.#openListeners) listener(window);
    // A page that cannot load leaves Chromium's own error page: there is nobody else to tell.
    window.loadURL(`${appOrigin}${screen}`).catch(() => undefined);
    return window;
  }

  all(): BrowserWindow[] {
    return [...this.#open.keys()].filter((window) => !window.isDestroyed());
  }

  /** Shows a window again, the one used last if none is named; opens one if there is none. */
  front(window = this.all().at(-1)): BrowserWindow {
    if (!window) return this.open();
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
    return window;
  }

  /** The window whose own page `frame` is. Frames inside a page and pages that are not ours belong to none. */
  ownerOf(frame: WebFrameMain | null): BrowserWindow | undefined {
    if (!frame || !isAppUrl(frame.url)) return undefined;
    return this.all().find((window) => window.webContents.mainFrame === frame);
  }

  /** Its page has asked what is here: it hears what waited, and from now on everything at once. */
  listen(window: BrowserWindow): void {
    this.#open.get(window)?.events.open();
  }

  isListening(window: BrowserWindow): boolean {
    return this.#open.get(window)?.events.isOpen === true && !window.webContents.isCrashed();
  }

  tell(window: BrowserWindow, event: ShellEvent): void {
    this.#open.get(window)?.events.post(event);
  }

  /** Tells the window used last, which comes to the front. */
  tellFront(event: ShellEvent): void {
    this.tell(this.front(), event);
  }
}

/** After ready: the dock's icon opens a window, and all follow the system's colours. */
export function setupWindows(ctx: ShellContext, windows: Windows): void {
  ctx.electron.app.on('activate', () => void windows.front());
  ctx.electron.nativeTheme.on('updated', () => {
    const look = lookOf(ctx);
    for (const window of windows.all()) {
      window.setBackgroundColor(look.backgroundColor);
      if (ctx.machine.platform === 'win32') window.setTitleBarOverlay(look.titleBarOverlay ?? {});
    }
  });
}

/** Size, place and state are remembered by Electron under `name`. */
function buildWindowOptions(ctx: ShellContext, name: string): BrowserWindowConstructorOptions {
  return {
    name,
    windowStatePersistence: true,
    width: 1280,
    height: 800,
    minWidth: 1024,
    minHeight: 640,
    show: false,
    ...lookOf(ctx),
    webPreferences: {
      preload: ctx.paths.preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      spellcheck: false,
    },
  };
}

function lookOf({ electron, machine }: ShellContext): ReturnType<typeof buildWindowLook> {
  return buildWindowLook(machine.platform, electron.nativeTheme.shouldUseDarkColors);
}
