import process from 'node:process';
import { expect } from '@playwright/test';
import { Frame } from '../pages/frame.ts';
import { RunsPage } from '../pages/runs-page.ts';
import { logRuns } from '../support/seed.ts';
import { test } from './desktop-app.ts';

test('GIVEN a page with rows WHEN the engine is killed THEN a new one serves the same screen', async ({
  desktop,
}) => {
  const { page } = desktop;
  const before = await desktop.client();
  const { experimentId } = await before.experiments.create({ name: 'killed åäö' });
  await logRuns(before, experimentId, 3);
  await page.goto(`app://stile/experiments/${experimentId}`);
  const runs = new RunsPage(page);
  await expect(runs.row('run-3')).toBeVisible();
  const filter = page.getByRole('combobox').first();
  await filter.fill('a draft');

  const first = await desktop.enginePid();
  expect(first).not.toBeNull();
  process.kill(first ?? Number.NaN, 'SIGKILL');
  await expect.poll(() => desktop.enginePid(), { timeout: 30_000 }).not.toBe(first);
  await expect(new Frame(page).statusBar).toContainText('Tracking server', { timeout: 30_000 });
  expect(new URL(page.url()).pathname).toBe(`/experiments/${experimentId}`);
  await expect(filter).toHaveValue('a draft');
  const after = await desktop.client();
  await logRuns(after, experimentId, 1, 'after');
  await filter.fill('');
  await expect(runs.row('after-1')).toBeVisible();
});

test('GIVEN a running engine WHEN it is killed again and again THEN the page says that it has stopped', async ({
  desktop,
}) => {
  test.setTimeout(120_000);
  await desktop.client();
  for (let life = 0; life < 4; life += 1) {
    await expect.poll(() => desktop.enginePid(), { timeout: 20_000 }).not.toBeNull();
    const pid = await desktop.enginePid();
    process.kill(pid ?? Number.NaN, 'SIGKILL');
    await expect.poll(() => desktop.enginePid(), { intervals: [20] }).not.toBe(pid);
  }
  await expect(desktop.page.getByText('The engine has stopped')).toBeVisible({ timeout: 20_000 });
  expect(await desktop.enginePid()).toBeNull();
});
