import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { _electron, test as base } from '@playwright/test';
import type { ElectronApplication, Page } from '@playwright/test';

const root = dirname(dirname(import.meta.dirname));

/** The built app in a real Electron, with a profile and a workspace of its own. */
class DesktopApp {
  readonly application: ElectronApplication;
  readonly page: Page;
  readonly workspace: string;

  constructor(application: ElectronApplication, page: Page, workspace: string) {
    this.application = application;
    this.page = page;
    this.workspace = workspace;
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
}

/**
 * How to start the app; the sandbox needs help where tests are root, as in a container. Electron is given the folder
 * of the app, which a packed app has in itself.
 */
export function launchArguments(profile: string, workspace: string): string[] {
  const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
  const isPacked = process.env['STILE_ELECTRON_PACKED'] === '1';
  return [
    ...(isRoot ? ['--no-sandbox'] : []),
    ...(isPacked ? [] : [root]),
    `--user-data-dir=${profile}`,
    '--workspace',
    workspace,
  ];
}

export const executablePath = process.env['STILE_ELECTRON_PATH'] ?? '';

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
    const workspace = join(folder, 'workspace');
    const args = launchArguments(join(folder, 'profile'), workspace);
    const application = await _electron.launch({ executablePath, args });
    await use(new DesktopApp(application, await application.firstWindow(), workspace));
    await application.close();
  },
});
