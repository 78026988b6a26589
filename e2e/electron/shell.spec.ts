import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { expect } from '@playwright/test';
import { executablePath, launchArguments, test } from './desktop-app.ts';

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

test('GIVEN a running engine WHEN it is killed THEN a new one serves the page', async ({ desktop }) => {
  await desktop.askForPort();
  const first = await desktop.enginePid();
  expect(first).not.toBeNull();
  process.kill(first ?? Number.NaN, 'SIGKILL');
  await expect.poll(() => desktop.enginePid()).not.toBe(first);
  expect(await desktop.askForPort()).toBe(1);
});

test('GIVEN a running app WHEN it is started again THEN the second ends', async ({ desktop, folder }) => {
  await desktop.askForPort();
  const args = launchArguments(join(folder, 'profile'), desktop.workspace);
  const second = spawn(executablePath, args, { stdio: 'ignore' });
  const [code] = (await once(second, 'exit')) as [number | null];
  expect(code).toBe(0);
  expect(desktop.application.windows()).toHaveLength(1);
});

test('GIVEN a running app WHEN it quits THEN no process and no lock stay', async ({ desktop }) => {
  await desktop.askForPort();
  const pids = await desktop.allPids();
  expect(pids.length).toBeGreaterThan(2);
  await desktop.application.close();
  await expect.poll(() => pids.filter(isAlive)).toEqual([]);
  expect(existsSync(join(desktop.workspace, 'engine.json'))).toBe(false);
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
