import { existsSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { expect } from '@playwright/test';
import { startSlowRuns } from '../support/seed-pipelines.ts';
import { DesktopApp, isAlive, test } from './desktop-app.ts';

const question = '1 pipeline run is running';

test('GIVEN a running app WHEN it quits THEN no process and no lock stay', async ({ folder }) => {
  const desktop = await DesktopApp.start(folder);
  await desktop.client();
  const pids = await desktop.allPids();
  expect(pids.length).toBeGreaterThan(2);
  await desktop.leave('quit');
  await desktop.untilGone();
  await expect.poll(() => pids.filter(isAlive)).toEqual([]);
  expect(existsSync(join(desktop.workspace, 'engine.json'))).toBe(false);
});

test('GIVEN a running pipeline WHEN the app is to quit THEN a person decides', async ({ folder }) => {
  const desktop = await DesktopApp.start(folder);
  const { page } = desktop;
  const client = await desktop.client();
  const [pipelineRunId = ''] = await startSlowRuns({ client }, 1);
  const isRunning = async (): Promise<boolean> =>
    (await client.pipelines.getRun({ pipelineRunId })).state === 'running';
  await expect.poll(isRunning).toBe(true);

  const dialog = page.getByRole('dialog', { name: question });
  await desktop.leave('quit');
  await expect(dialog).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  expect([await desktop.isShown(), await isRunning()]).toEqual([true, true]);

  await desktop.leave('quit');
  await dialog.getByRole('button', { name: 'Keep running in the background' }).click();
  await expect.poll(() => desktop.isShown()).toBe(false);
  expect(await isRunning()).toBe(true);

  // A second start brings the window back, whatever the desktop shows of a tray.
  expect(await desktop.startAgain()).toBe(0);
  await expect.poll(() => desktop.isShown()).toBe(true);
  await desktop.leave('quit');
  await dialog.getByRole('button', { name: 'Stop the runs and quit' }).click();
  await desktop.untilGone();
  expect(existsSync(join(desktop.workspace, 'engine.json'))).toBe(false);
});

test('GIVEN the wish to stay in the background WHEN the window closes THEN the tracking server goes on', async ({
  desktop,
}) => {
  // On macOS the app goes on without its windows anyway.
  test.skip(process.platform === 'darwin');
  const client = await desktop.client();
  await desktop.page.evaluate(() => {
    const { stile } = window as { stile?: { ask(verb: string, input: object): Promise<object> } };
    return stile?.ask('changeSettings', { keepInBackground: true });
  });
  await desktop.leave('close');
  await expect.poll(() => desktop.isShown()).toBe(false);
  const { trackingUri } = await client.system.info({});
  expect(await (await fetch(`${trackingUri ?? ''}/health`)).text()).toBe('OK');
  expect(await desktop.startAgain()).toBe(0);
  await expect.poll(() => desktop.isShown()).toBe(true);
});
