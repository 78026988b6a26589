import { EventEmitter } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { JumpListCategory } from 'electron';
import type { FakeMenu } from './fake-menu.ts';
import type { FakeWindow } from './fake-window.ts';

export interface FakeAppOptions {
  hasInstanceLock?: boolean;
  isPackaged?: boolean;
  /** the system's, the preferred one first */
  languages?: string[];
  /** which of Electron's members for one system there are */
  platform?: NodeJS.Platform;
}

/** Electron's `app`, with its rules of what may happen before and after ready and its order of events at the end. */
export class FakeApp extends EventEmitter {
  hasQuit = false;
  isSandboxed = false;
  userModelId = '';
  badgeCount = 0;
  readonly isPackaged: boolean;
  readonly jumpLists: JumpListCategory[][] = [];
  readonly recentDocuments: string[] = [];
  readonly protocolClients: [string, ...unknown[]][] = [];
  readonly instanceData: unknown[] = [];
  readonly dock: FakeDock | undefined;
  readonly #options: FakeAppOptions;
  readonly #windows: FakeWindow[];
  readonly #paths = new Map<string, string>();
  #isReady = false;
  #isQuitting = false;

  constructor(windows: FakeWindow[], folder: string, options: FakeAppOptions) {
    super();
    this.#windows = windows;
    this.#options = options;
    this.isPackaged = options.isPackaged ?? false;
    this.#paths.set('home', join(folder, 'home åsa'));
    for (const name of ['userData', 'logs', 'crashDumps']) this.#paths.set(name, join(folder, name));
    if (options.platform === 'darwin') this.dock = new FakeDock();
  }

  addRecentDocument(path: string): void {
    this.recentDocuments.push(path);
  }

  enableSandbox(): void {
    this.mustNotBeReady('app.enableSandbox()');
    this.isSandboxed = true;
  }

  getAppPath(): string {
    return '/app';
  }

  getPath(name: string): string {
    const path = this.#paths.get(name);
    if (path === undefined) throw new Error(`Failed to get '${name}' path`);
    return path;
  }

  getPreferredSystemLanguages(): string[] {
    return this.#options.languages ?? ['en-US'];
  }

  getVersion(): string {
    return '1.2.3';
  }

  isReady(): boolean {
    return this.#isReady;
  }

  requestSingleInstanceLock(data: unknown): boolean {
    this.instanceData.push(data);
    return this.#options.hasInstanceLock ?? true;
  }

  setAppUserModelId(id: string): void {
    this.userModelId = id;
  }

  setAsDefaultProtocolClient(protocol: string, ...how: unknown[]): boolean {
    this.protocolClients.push([protocol, ...how]);
    return true;
  }

  setBadgeCount(count: number): boolean {
    this.badgeCount = count;
    return true;
  }

  setJumpList(categories: JumpListCategory[]): string {
    if (this.#options.platform !== 'win32') throw new TypeError('app.setJumpList is not a function');
    this.jumpLists.push(categories);
    return 'ok';
  }

  setPath(name: string, path: string): void {
    if (!this.#paths.has(name) || !existsSync(path)) throw new Error(`Failed to set path '${name}'`);
    this.#paths.set(name, path);
  }

  whenReady(): Promise<void> {
    return this.#isReady ? Promise.resolve() : new Promise((resolve) => this.once('ready', () => resolve()));
  }

  /** Asks `before-quit`, closes all windows, asks `will-quit`, and ends unless a listener held it back. */
  quit(): void {
    if (this.hasQuit || this.#isQuitting) return;
    this.#isQuitting = !this.#isHeldBack('before-quit');
    if (!this.#isQuitting) return;
    const open = this.#windows.filter((window) => !window.isDestroyed());
    if (open.length === 0) return this.#shutDown();
    for (const window of open) window.close();
  }

  /** A window that does not close stops the quitting. */
  closeCancelled(): void {
    this.#isQuitting = false;
  }

  windowClosed(): void {
    if (!this.#windows.every((window) => window.isDestroyed())) return;
    if (this.#isQuitting) this.#shutDown();
    else this.emit('window-all-closed');
  }

  /** Lets the shell's own work after ready happen before it returns. */
  async becomeReady(): Promise<void> {
    this.#isReady = true;
    this.emit('ready');
    await Promise.resolve();
    await Promise.resolve();
  }

  mustBeReady(what: string): void {
    if (!this.#isReady) throw new Error(`${what} cannot be used before the app is ready`);
  }

  mustNotBeReady(what: string): void {
    if (this.#isReady) throw new Error(`${what} has no effect after the app is ready`);
  }

  #shutDown(): void {
    if (this.#isHeldBack('will-quit')) {
      this.#isQuitting = false;
      return;
    }
    this.hasQuit = true;
    this.emit('quit');
  }

  #isHeldBack(name: 'before-quit' | 'will-quit'): boolean {
    let isHeld = false;
    this.emit(name, { preventDefault: () => (isHeld = true) });
    return isHeld;
  }
}

class FakeDock {
  menu: FakeMenu | null = null;

  setMenu(menu: FakeMenu): void {
    this.menu = menu;
  }
}
