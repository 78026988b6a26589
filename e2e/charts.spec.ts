import { readFile } from 'node:fs/promises';
import type { EngineClient } from '#contract/procedures.ts';
import { expect, main, test } from './fixtures.ts';
import { Charts } from './pages/charts.ts';
import { RunsPage } from './pages/runs-page.ts';
import { expectAccessible } from './support/axe.ts';

/** Two runs of 3,000 steps each; the loss of the first has one peak. */
async function logCourses(client: EngineClient): Promise<string> {
  const { experimentId } = await client.experiments.create({ name: 'courses' });
  const ids: string[] = [];
  for (const name of ['ibis-41', 'wren-12']) {
    const { runId } = await client.runs.create({ experimentId, name });
    ids.push(runId);
    for (let from = 0; from < 3000; from += 500) {
      const metrics = Array.from({ length: 500 }, (_, i) => from + i).flatMap((step) => [
        { key: 'loss', step, value: step === 1234 && name === 'ibis-41' ? 9 : 1 / (1 + step / 100) },
        { key: 'size', step, value: step % 7 },
      ]);
      await client.runs.logBatch({ runId, metrics });
    }
    await client.runs.logMetric({ runId, key: 'final', value: 0.5 });
  }
  return `/experiments/${experimentId}/compare?runs=${ids.join(',')}&tab=charts`;
}

test(
  'runs over each other: extremes kept, zoom shows every point, a table for those who see no picture',
  main,
  async ({ engine, openWindow }) => {
    const page = await openWindow(await logCourses(engine.client));
    const charts = new Charts(page);
    await expect(charts.picture('loss')).toHaveAccessibleName(
      /ibis-41: lowest 0\.0323, highest 9, last 0\.0323, falling/,
    );
    await expect(charts.panel('loss').getByText(/of 6,000 points/)).toBeVisible();
    await expect(charts.panel('final')).toContainText('wren-12');

    await charts.picture('loss').focus();
    await page.keyboard.press('End');
    await expect(page.getByText('step 2,999')).toBeVisible();
    await page.keyboard.press('ArrowLeft');
    await expect(page.getByText(/step 2,99\d/)).toBeVisible();

    await charts.drag('loss', 0.4, 0.5);
    await expect(charts.showAll).toBeVisible();
    await expect(page).toHaveURL(/charts=zoom/);
    await expect(charts.panel('loss').getByText(/of .* points/)).toBeHidden();
    await expect(charts.picture('loss')).toHaveAccessibleName(/ibis-41: lowest 0\.0\d+, highest 9/);
    await charts.showAll.click();
    await expect(page).not.toHaveURL(/zoom/);

    await page.getByRole('button', { name: 'View as table' }).click();
    await expect(charts.panel('loss').getByRole('row').nth(1)).toContainText('1');
    await expect(charts.panel('loss').getByRole('columnheader', { name: 'wren-12' })).toBeVisible();
  },
);

test('charts are saved as files, stand alone, and hide', async ({ engine, openWindow }) => {
  const page = await openWindow(await logCourses(engine.client));
  const charts = new Charts(page);
  await expect(charts.picture('loss')).toBeVisible({ timeout: 15_000 });
  const saved = page.waitForEvent('download');
  await charts.choose('loss', 'Download CSV');
  const text = await readFile(await (await saved).path(), 'utf8');
  expect(text).toContain('line,step,value');
  expect(text).toContain('ibis-41,1234,9');
  const drawn = page.waitForEvent('download');
  await charts.choose('loss', 'Download SVG');
  expect(await readFile(await (await drawn).path(), 'utf8')).toContain('<path d="M');

  await charts.choose('loss', 'Full page');
  await expect(charts.panel('size')).toBeHidden();
  await page.getByRole('button', { name: 'Back to all charts' }).click();
  await charts.choose('size', 'Hide chart');
  await expect(charts.panel('size')).toBeHidden();
  await page.getByRole('button', { name: 'Show hidden charts' }).click();
  await expect(charts.panel('size')).toBeVisible();
});

test('charts are accessible', async ({ engine, openWindow }) => {
  const page = await openWindow(await logCourses(engine.client), { locale: 'sv-SE' });
  await expect(page.getByRole('img', { name: /^loss\. ibis-41: lägst/ })).toBeVisible({ timeout: 15_000 });
  await expectAccessible(page, 'charts');
  await page.getByRole('button', { name: 'Visa som tabell' }).click();
  await expect(page.getByRole('table').first()).toBeVisible();
  // The tip of the button, which comes and goes with the pointer, lies outside of every landmark.
  await page.mouse.move(0, 0);
  await expect(page.getByRole('tooltip')).toHaveCount(0);
  await expectAccessible(page, 'tables');
});

test('beside the table runs inside of others are drawn too when they are selected', async ({
  engine,
  openWindow,
}) => {
  const { client } = engine;
  const { experimentId } = await client.experiments.create({ name: 'nested' });
  const { runId: parentRunId } = await client.runs.create({ experimentId, name: 'sweep' });
  const { runId } = await client.runs.create({ experimentId, name: 'sweep/1', parentRunId });
  for (const step of [0, 1, 2])
    await client.runs.logMetric({ runId, key: 'loss', value: 1 / (step + 1), step });
  const page = await openWindow(`/experiments/${experimentId}?layout=both`);
  const runs = new RunsPage(page);
  await runs.row('sweep').getByRole('button', { name: 'Show the runs inside sweep' }).click();
  await runs.select('sweep/1');
  await expect(page.getByText('The selected run', { exact: true })).toBeVisible();
  await expect(new Charts(page).picture('loss')).toBeVisible();
});
