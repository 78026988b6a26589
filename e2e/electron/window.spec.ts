import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { DesktopApp, test } from './desktop-app.ts';

test('GIVEN a new profile WHEN the app starts THEN its window shows the page', async ({ desktop }) => {
  const { application, page, workspace } = desktop;
  expect(new URL(page.url()).href).toMatch(/^app:\/\/stile\//);
  await expect(page.locator('#root')).not.toBeEmpty();
  const [width = 0, height = 0] = await application.evaluate(
    ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getSize() ?? [],
  );
  // A display that is smaller than the window's first size takes some of it.
  expect([width <= 1280, width >= 1024, height <= 800, height >= 640]).toEqual([true, true, true, true]);
  await expect.poll(() => existsSync(join(workspace, 'stile.db'))).toBe(true);
});

test('GIVEN the window WHEN its page looks around THEN it is in a sandbox', async ({ desktop }) => {
  const { application, page } = desktop;
  const preferences = await application.evaluate(({ BrowserWindow }): unknown => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents ?? {};
    // Electron has it, but its typings do not.
    const read: unknown = Reflect.get(contents, 'getLastWebPreferences');
    return typeof read === 'function' ? read.call(contents) : null;
  });
  expect(preferences).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false });
  const seen = await page.evaluate(() => ({
    globals: ['require', 'process', 'module', 'electron'].filter((name) => name in window),
    bridge: Object.keys((window as { stile?: object }).stile ?? {}),
    isSecure: window.isSecureContext,
  }));
  expect(seen).toEqual({
    globals: [],
    bridge: ['platform', 'connect', 'pathForFile', 'ask'],
    isSecure: true,
  });
});

test('GIVEN the page WHEN it asks the network THEN nothing leaves', async ({ desktop }) => {
  const outcomes = await desktop.page.evaluate(async () => {
    const tryFetch = (url: string): Promise<string> =>
      fetch(url).then(
        () => 'answered',
        () => 'refused',
      );
    return Promise.all([tryFetch('https://example.org/'), tryFetch('http://127.0.0.1:5000/')]);
  });
  expect(outcomes).toEqual(['refused', 'refused']);
});

test('GIVEN the page WHEN it connects THEN one port to the engine comes', async ({ desktop }) => {
  expect(await desktop.askForPort()).toBe(1);
});

test('GIVEN the page WHEN it asks the shell THEN it gets errors as data', async ({ desktop }) => {
  const answers = await desktop.page.evaluate(async () => {
    const { stile } = window as { stile?: { ask(verb: string, input: object): Promise<object> } };
    return Promise.all([
      stile?.ask('describe', {}),
      stile?.ask('reveal', { path: '/etc/passwd' }),
      stile?.ask('execute', {}),
    ]);
  });
  expect(answers).toMatchObject([
    { ok: true, value: { isPortable: true } },
    { ok: false, code: 'PATH_NOT_ALLOWED' },
    { ok: false, code: 'INVALID_ARGUMENT' },
  ]);
});

test('GIVEN a place and a size WHEN the app starts again THEN its window is there', async ({ folder }) => {
  const bounds = { x: 40, y: 40, width: 1100, height: 700 };
  const first = await DesktopApp.start(folder);
  await first.application.evaluate(
    ({ BrowserWindow }, wanted) => BrowserWindow.getAllWindows()[0]?.setBounds(wanted),
    bounds,
  );
  // The system moves it where it fits; Electron writes it down a moment later.
  const seen = await readSize(first);
  await first.page.waitForTimeout(1000);
  await first.application.close();
  const second = await DesktopApp.start(folder);
  expect(await readSize(second)).toEqual(seen);
  await second.application.close();
});

function readSize({ application }: DesktopApp): Promise<number[] | undefined> {
  return application.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getSize());
}
