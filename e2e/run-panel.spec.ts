import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, main, test } from './fixtures.ts';
import { Frame } from './pages/frame.ts';
import { RunsPage } from './pages/runs-page.ts';

test('a run made by hand takes params, metrics, tags, a name and an end', async ({ engine, openWindow }) => {
  const { experimentId } = await engine.client.experiments.create({ name: 'by hand' });
  const page = await openWindow(`/experiments/${experimentId}`);
  const runs = new RunsPage(page);

  await page.getByRole('button', { name: 'New run' }).first().click();
  await runs.panel.getByLabel('Name').fill('first');
  await runs.panel.getByRole('button', { name: 'Create' }).click();
  await expect(runs.row('first')).toContainText('Running');

  await runs.section('Params').getByRole('button', { name: 'Log a param' }).click();
  await runs.panel.getByLabel('Key').fill('C');
  await runs.panel.getByLabel('Value').fill('0.5');
  await page.keyboard.press('Enter');
  await expect(runs.section('Params')).toContainText('0.5');
  await page.keyboard.press('Escape');

  await runs.section('Metrics').getByRole('button', { name: 'Log a metric' }).click();
  await runs.panel.getByLabel('Key').fill('loss');
  await runs.panel.getByLabel('Value').fill('many');
  await page.keyboard.press('Enter');
  await expect(runs.panel.getByText('Write a number')).toBeVisible();
  await runs.panel.getByLabel('Value').fill('0,25');
  await page.keyboard.press('Enter');
  await expect(runs.section('Metrics')).toContainText('0.2500');
  await page.keyboard.press('Escape');

  await runs.panel.getByRole('button', { name: 'Rename: first' }).click();
  await runs.panel.getByLabel('Name of the run').fill('by hand 1');
  await page.keyboard.press('Enter');
  await expect(runs.row('by hand 1')).toContainText('0.2500');
  const pencil = runs.panel.getByRole('button', { name: 'Rename: by hand 1' });
  await expect(pencil).toBeFocused();
  await page.keyboard.press('Enter');
  await runs.panel.getByLabel('Name of the run').fill('thrown away');
  await page.keyboard.press('Escape');
  await expect(pencil).toBeFocused();
  await expect(runs.row('by hand 1')).toBeVisible();

  await runs.panel.getByRole('button', { name: 'Set status' }).click();
  await page.getByRole('menuitem', { name: 'Finished' }).click();
  await expect(runs.row('by hand 1')).toContainText('Finished');
});

test(
  'a param written twice is refused in words that name both values',
  main,
  async ({ engine, openWindow }) => {
    const { experimentId } = await engine.client.experiments.create({ name: 'params' });
    const { runId } = await engine.client.runs.create({ experimentId, name: 'one' });
    await engine.client.runs.logParam({ runId, key: 'C', value: '1' });
    const page = await openWindow(`/experiments/${experimentId}?run=${runId}`);
    const runs = new RunsPage(page);

    await runs.section('Params').getByRole('button', { name: 'Log a param' }).click();
    await runs.panel.getByLabel('Key').fill('C');
    await runs.panel.getByLabel('Value').fill('2');
    await page.keyboard.press('Enter');
    await expect(new Frame(page).toasts).toContainText('Param “C” is already “1”');
  },
);

test('files go up in pieces and come down as they were', main, async ({ engine, shell, openWindow }) => {
  const { experimentId } = await engine.client.experiments.create({ name: 'files' });
  const { runId } = await engine.client.runs.create({ experimentId, name: 'one' });
  const page = await openWindow(`/experiments/${experimentId}?run=${runId}&tab=artifacts`);
  const runs = new RunsPage(page);
  const bytes = Buffer.alloc(5_000_000, 'åäö');

  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'weights.bin', mimeType: 'application/octet-stream', buffer: bytes });
  await expect(runs.panel.getByText('weights.bin', { exact: true })).toBeVisible({ timeout: 20_000 });
  await expect(runs.panel).toContainText('5 MB');

  // A browser downloads it; the desktop copies it to where the dialog says.
  const copy = join(dirname(engine.workspace), 'weights copy.bin');
  shell.answers.saveDialog = () => ({ path: copy });
  const download = 'connect' in engine ? null : page.waitForEvent('download');
  await runs.panel.getByRole('button', { name: 'Download weights.bin' }).click();
  if (download === null) await expect(new Frame(page).toasts).toContainText('weights copy.bin saved');
  const came = download === null ? copy : await (await download).path();
  expect(Buffer.compare(await readFile(came), bytes)).toBe(0);

  await runs.panel.getByRole('button', { name: 'Delete weights.bin' }).click();
  await runs.panel.getByRole('button', { name: 'Delete for good' }).click();
  await expect(runs.panel.getByText('No files yet')).toBeVisible();
});

test(
  'the latest values, extremes and their course are shown while the run goes on',
  main,
  async ({ engine, openWindow }) => {
    const { experimentId } = await engine.client.experiments.create({ name: 'course' });
    const { runId } = await engine.client.runs.create({ experimentId, name: 'one' });
    const log = (value: number | 'NaN', step: number) =>
      engine.client.runs.logMetric({ runId, key: 'loss', value, step });
    await log(0.9, 0);
    const page = await openWindow(`/experiments/${experimentId}?run=${runId}`);
    const metrics = new RunsPage(page).section('Metrics');
    await expect(metrics).toContainText('0.9000');

    await log(0.25, 1);
    await log(0.5, 2);
    await expect(metrics).toContainText('step 2');
    await expect(metrics).toContainText('min 0.2500');
    await expect(metrics.getByRole('img', { name: /Course of loss/ })).toBeVisible();
    await log('NaN', 3);
    await expect(metrics).toContainText('NaN');
  },
);
