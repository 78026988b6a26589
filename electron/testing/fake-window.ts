import { EventEmitter } from 'node:events';
import type { BrowserWindowConstructorOptions, TitleBarOverlayOptions } from 'electron';
import type { EngineStatus } from '#contract/desktop.ts';
import type { FakePort } from './fake-port.ts';

export class FakeWindow extends EventEmitter {
  readonly id: number;
  readonly options: BrowserWindowConstructorOptions;
  readonly webContents = new FakeWebContents();
  readonly overlays: TitleBarOverlayOptions[] = [];
  readonly calls: string[] = [];
  backgroundColor: string;
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
  }

  isDestroyed(): boolean {
    return this.#isDestroyed;
  }

  isMinimized(): boolean {
    return this.#isMinimized;
  }

  loadURL(url: string): Promise<void> {
    this.webContents.mainFrame.url = url;
    return Promise.resolve();
  }

  minimize(): void {
    this.#isMinimized = true;
  }

  restore(): void {
    this.#isMinimized = false;
    this.calls.push('restore');
  }

  setBackgroundColor(color: string): void {
    this.backgroundColor = color;
  }

  setTitleBarOverlay(overlay: TitleBarOverlayOptions): void {
    this.overlays.push(overlay);
  }

  show(): void {
    this.calls.push('show');
  }

  /** As a person closes it. */
  close(): void {
    this.destroyQuietly();
    this.emit('closed');
  }

  /** As quitting closes it: nobody hears of the last window. */
  destroyQuietly(): void {
    this.#isDestroyed = true;
    this.webContents.mainFrame.detached = true;
  }
}

export class FakeWebContents extends EventEmitter {
  readonly mainFrame = new FakeFrame('about:blank');
  readonly statuses: EngineStatus[] = [];
  windowOpenHandler: ((details: { url: string }) => { action: 'deny' }) | null = null;

  send(channel: string, ...args: unknown[]): void {
    if (channel === 'stile:engine') this.statuses.push(args[0] as EngineStatus);
    this.emit(`sent ${channel}`);
  }

  setWindowOpenHandler(handler: (details: { url: string }) => { action: 'deny' }): void {
    this.windowOpenHandler = handler;
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
