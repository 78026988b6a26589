import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { _electron, expect, test as base } from '@playwright/test';
import type { ElectronApplication, Page } from '@playwright/test';
import type { EngineClient } from '#contract/procedures.ts';
import { createNodeClient } from '../support/engine.ts';

const root = dirname(dirname(import.meta.dirname));

const executablePath = process.env['STILE_ELECTRON_PATH'] ?? '';

/** What a menu of the system shows of one item. */
export interface SeenItem {
  id: string;
  label: string;
  checked: boolean;
}

/** An item of Electron's menus, as far as it is read here. */
interface MenuLine extends SeenItem {
  submenu?: { items: readonly MenuLine[] };
}

/**
 * The built app in a real Electron. Profile, logs and all else lie in `folder`, as in portable mode: a test changes
 * nothing of the machine, not even whose program opens links.
 */
export class DesktopApp {
  readonly application: ElectronApplication;
  readonly page: Page;
  readonly folder: string;
  readonly workspace: string;

  private constructor(application: ElectronApplication, page: Page, folder: string) {
    this.application = application;
    this.page = page;
    this.folder = folder;
    this.workspace = join(folder, 'workspace');
  }

  static async start(folder: string): Promise<DesktopApp> {
    const args = [...platformArguments(), '--workspace', join(folder, 'workspace')];
    const application = await _electron.launch({ executablePath, args, env: environment(folder) });
    return new DesktopApp(application, await application.firstWindow(), folder);
  }

  /** A caller in Node, once the engine runs. */
  async client(): Promise<EngineClient> {
    await expect.poll(() => existsSync(join(this.workspace, 'engine.json')), { timeout: 30_000 }).toBe(true);
    return createNodeClient(this.workspace);
  }

  /** Process id of the engine, once it runs. */
  enginePid(): Promise<number | null> {
    return this.application.evaluate(({ app }) => {
      const engine = app
        .getAppMetrics()
        .find(({ name, serviceName }) => [name, serviceName].includes('stile-engine'));
      return engine?.pid ?? null;
    });
  }

  allPids(): Promise<number[]> {
    return this.application.evaluate(({ app }) => app.getAppMetrics().map(({ pid }) => pid));
  }

  /** Asks for a port as the page does; answers how many ports came. */
  askForPort(): Promise<number> {
    return this.page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          addEventListener('message', ({ data, ports }: MessageEvent<{ type?: string }>) => {
            if (data.type === 'stile:port') resolve(ports.length);
          });
          const { stile } = window as { stile?: { connect(): void } };
          stile?.connect();
        }),
    );
  }

  /** All commands of the menu bar, once the page has said what they are. */
  menuItems(): Promise<SeenItem[]> {
    return this.application.evaluate(({ Menu }) => {
      const flatten = (items: readonly MenuLine[]): MenuLine[] =>
        items.flatMap((item) => [item, ...flatten(item.submenu?.items ?? [])]);
      return flatten(Menu.getApplicationMenu()?.items ?? [])
        .filter(({ id }) => Boolean(id))
        .map(({ id, label, checked }) => ({ id, label, checked }));
    });
  }

  /** As a person chooses it in the menu bar. */
  async chooseMenuItem(id: string): Promise<void> {
    await expect.poll(async () => (await this.menuItems()).map((item) => item.id)).toContain(id);
    await this.application.evaluate(({ Menu }, wanted) => {
      Menu.getApplicationMenu()?.getMenuItemById(wanted)?.click();
    }, id);
  }

  /** Whether its first window is seen; null once there is none. */
  isShown(): Promise<boolean | null> {
    return this.application.evaluate(
      ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() ?? null,
    );
  }

  /** As a person's click on the cross, or quitting by the menu. */
  async leave(how: 'close' | 'quit'): Promise<void> {
    await this.application.evaluate(({ app, BrowserWindow }, chosen) => {
      // After this call has answered: what it starts may end the process.
      setTimeout(() => (chosen === 'quit' ? app.quit() : BrowserWindow.getAllWindows()[0]?.close()), 50);
    }, how);
  }

  /** Resolves when its process is gone. */
  async untilGone(): Promise<void> {
    const child = this.application.process();
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  }

  /** Starts the program once more on the same profile; answers its exit code. */
  async startAgain(...words: string[]): Promise<number | null> {
    const args = [...platformArguments(), ...words];
    const second = spawn(executablePath, args, { stdio: 'ignore', env: environment(this.folder) });
    const [code] = (await once(second, 'exit')) as [number | null];
    return code;
  }
}

function environment(folder: string): Record<string, string> {
  const given = Object.entries({ ...process.env, STILE_DATA: join(folder, 'data') });
  return Object.fromEntries(given.filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/**
 * The sandbox needs help where tests are root, as in a container. Electron is given the folder of the app, which a
 * packed app has in itself.
 */
function platformArguments(): string[] {
  const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
  const isPacked = process.env['STILE_ELECTRON_PACKED'] === '1';
  // In English on a machine of any language: the specs look for words.
  return [...(isRoot ? ['--no-sandbox'] : []), '--lang=en-US', ...(isPacked ? [] : [root])];
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

interface Fixtures {
  folder: string;
  desktop: DesktopApp;
}

export const test = base.extend<Fixtures>({
  // Playwright wants a pattern here, and an empty one reads like a mistake.
  folder: async ({ browserName: _browserName }, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'stile desktop åäö '));
    await use(folder);
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  },
  desktop: async ({ folder }, use) => {
    const desktop = await DesktopApp.start(folder);
    await use(desktop);
    await desktop.application.close();
  },
});
