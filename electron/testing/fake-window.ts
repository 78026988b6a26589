import { EventEmitter } from 'node:events';
import type { BrowserWindowConstructorOptions, TitleBarOverlayOptions } from 'electron';
import type { EngineStatus } from '#contract/desktop.ts';
import type { ShellEvent } from '#contract/shell.ts';
import type { FakePort } from './fake-port.ts';

export class FakeWindow extends EventEmitter {
  readonly id: number;
  readonly options: BrowserWindowConstructorOptions;
  readonly webContents = new FakeWebContents();
  readonly overlays: TitleBarOverlayOptions[] = [];
  readonly overlayIcons: [unknown, string][] = [];
  readonly calls: string[] = [];
  backgroundColor: string;
  progress = -1;
  isShown = false;
  hasFocus = false;
  #isDestroyed = false;
  #isMinimized = false;

  constructor(id: number, options: BrowserWindowConstructorOptions) {
    super();
    this.id = id;
    this.options = options;
    this.backgroundColor = options.backgroundColor ?? '';
  }

  focus(): void {
    this.calls.push('focus');
    this.hasFocus = true;
    this.emit('focus', {});
  }

  hide(): void {
    this.calls.push('hide');
    this.isShown = false;
    this.blur();
  }

  isDestroyed(): boolean {
    return this.#isDestroyed;
  }

  isMinimized(): boolean {
    return this.#isMinimized;
  }

  loadURL(url: string): Promise<void> {
    this.webContents.navigate(url);
    return Promise.resolve();
  }

  minimize(): void {
    this.#isMinimized = true;
    this.blur();
  }

  restore(): void {
    this.#isMinimized = false;
    this.calls.push('restore');
  }

  setBackgroundColor(color: string): void {
    this.backgroundColor = color;
  }

  setOverlayIcon(image: unknown, description: string): void {
    this.overlayIcons.push([image, description]);
  }

  setProgressBar(progress: number): void {
    this.progress = progress;
  }

  setTitleBarOverlay(overlay: TitleBarOverlayOptions): void {
    this.overlays.push(overlay);
  }

  show(): void {
    this.isShown = true;
    this.calls.push('show');
  }

  /** Asks `close` first, as a person's click on the cross does too. */
  close(): void {
    if (this.#isDestroyed) return;
    let isHeld = false;
    this.emit('close', { preventDefault: () => (isHeld = true) });
    if (isHeld) this.emit('close-cancelled');
    else this.#destroy();
  }

  /** Another program's window has the focus now. */
  blur(): void {
    this.hasFocus = false;
  }

  #destroy(): void {
    this.#isDestroyed = true;
    this.isShown = false;
    this.webContents.end();
    this.blur();
    this.emit('closed');
    this.emit('gone');
  }
}

export class FakeWebContents extends EventEmitter {
  readonly mainFrame = new FakeFrame('about:blank');
  readonly statuses: EngineStatus[] = [];
  readonly events: ShellEvent[] = [];
  readonly drags: { file: string; icon: string }[] = [];
  windowOpenHandler: ((details: { url: string }) => { action: 'deny' }) | null = null;
  reloads = 0;
  zoom = 1;
  #isCrashed = false;
  #isDestroyed = false;

  getZoomFactor(): number {
    return this.zoom;
  }

  isCrashed(): boolean {
    return this.#isCrashed;
  }

  isDestroyed(): boolean {
    return this.#isDestroyed;
  }

  reload(): void {
    this.reloads += 1;
    this.#isCrashed = false;
    this.navigate(this.mainFrame.url);
  }

  send(channel: string, ...args: unknown[]): void {
    if (this.#isDestroyed) throw new TypeError('Object has been destroyed');
    if (channel === 'stile:engine') this.statuses.push(args[0] as EngineStatus);
    if (channel === 'stile:shell') this.events.push(args[0] as ShellEvent);
    this.emit(`sent ${channel}`);
  }

  setWindowOpenHandler(handler: (details: { url: string }) => { action: 'deny' }): void {
    this.windowOpenHandler = handler;
  }

  startDrag(item: { file: string; icon: string }): void {
    this.drags.push(item);
  }

  /** As a page is loaded, for the first time or again. */
  navigate(url: string): void {
    this.mainFrame.url = url;
    this.emit('did-navigate', {}, url, 200, 'OK');
  }

  /** As its process ends against its will. */
  crash(): void {
    this.#isCrashed = true;
    this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 });
  }

  end(): void {
    this.#isDestroyed = true;
    this.mainFrame.detached = true;
  }

  /** Resolves when the window has been told that state, or at once when that is the last it was told. */
  async untilStatus<S extends EngineStatus['state']>(state: S): Promise<Extract<EngineStatus, { state: S }>> {
    for (;;) {
      const last = this.statuses.at(-1);
      if (last && isState(last, state)) return last;
      await new Promise((resolve) => this.once('sent stile:engine', resolve));
    }
  }
}

function isState<S extends EngineStatus['state']>(
  status: EngineStatus,
  state: S,
): status is Extract<EngineStatus, { state: S }> {
  return status.state === state;
}

export class FakeFrame extends EventEmitter {
  url: string;
  detached = false;
  readonly ports: FakePort[] = [];

  constructor(url: string) {
    super();
    this.url = url;
  }

  postMessage(channel: string, _message: unknown, transfer: FakePort[] = []): void {
    if (channel === 'stile:port') this.ports.push(...transfer);
    this.emit(`posted ${channel}`);
  }

  /** The next port that this frame is given, or the one that waits. */
  async takePort(): Promise<FakePort> {
    for (;;) {
      const port = this.ports.shift();
      if (port) return port;
      await new Promise((resolve) => this.once('posted stile:port', resolve));
    }
  }
}
