import { readFile } from 'node:fs/promises';
import type { EngineClient } from '#contract/procedures.ts';
import { expect, test } from './fixtures.ts';
import { ComparePage } from './pages/compare-page.ts';

/** Six runs of a sweep: more depth is better, and so are 40 of 200 predictions from run to run. */
async function logSweep(client: EngineClient): Promise<string> {
  const { experimentId } = await client.experiments.create({ name: 'sweep' });
  const ids: string[] = [];
  for (let i = 0; i < 6; i++) {
    const { runId } = await client.runs.create({ experimentId, name: `run-${String(i)}` });
    ids.push(runId);
    const params = { depth: String(i), rate: String(10 ** -i), kernel: i % 2 === 0 ? 'rbf' : 'linear' };
    await client.runs.logBatch({
      runId,
      params: Object.entries(params).map(([key, value]) => ({ key, value })),
      metrics: [{ key: 'val_accuracy', value: 0.6 + i / 20 }],
    });
    const rows = Array.from({ length: 200 }, (_, row) => `${String(row)},a,${row < 60 + 20 * i ? 'a' : 'b'}`);
    const files = { 'predictions.csv': ['id,target,prediction', ...rows].join('\n'), 'same.txt': 'the same' };
    for (const [path, text] of Object.entries(files))
      await client.artifacts.write({ runId, path, offset: 0, chunk: new File([text], 'chunk'), last: true });
  }
  return `/experiments/${experimentId}/compare?runs=${ids.join(',')}`;
}

test('brushes on axes leave the runs that the table shows, with a pointer and with keys', async ({
  engine,
  openWindow,
}) => {
  const page = await openWindow(`${await logSweep(engine.client)}&tab=parallel`);
  const compare = new ComparePage(page);
  await expect.poll(() => compare.names()).toEqual(['run-5', 'run-4', 'run-3', 'run-2', 'run-1', 'run-0']);

  await compare.brush('depth', 0.5, 0.98);
  await expect.poll(() => compare.names()).toEqual(['run-4', 'run-3']);
  await expect(page).toHaveURL(/parallel=/);
  await compare.brush('depth', 0.05, 0.25);
  await expect.poll(() => compare.names()).toEqual(['run-4', 'run-3', 'run-1']);

  await compare.edge('depth', 'to').first().focus();
  await page.keyboard.press('Shift+ArrowUp');
  await expect.poll(() => compare.names()).toEqual(['run-5', 'run-4', 'run-3', 'run-1']);
  await page.keyboard.press('Delete');
  await expect.poll(() => compare.names()).toEqual(['run-1']);
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(compare.chosen.getByText('6 of 6 runs')).toBeVisible();

  await compare.axis('kernel').getByRole('button').click();
  await page.getByRole('checkbox', { name: 'linear' }).uncheck();
  await expect.poll(() => compare.names()).toEqual(['run-4', 'run-2', 'run-0']);
  await page.keyboard.press('Escape');
  await compare.axis('kernel').getByRole('button').press('Alt+ArrowLeft');
  await page.getByRole('button', { name: 'Compare only these 3' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Compare 3 runs');
});

test('points are chosen by a lasso, gathered in boxes, and drawn as heights', async ({
  engine,
  openWindow,
}) => {
  const page = await openWindow(
    `${await logSweep(engine.client)}&tab=scatter&plot=logX%3D0%26x%3Dparam.depth`,
  );
  const compare = new ComparePage(page);
  const picture = page.getByRole('img', { name: /^6 runs by depth and val_accuracy/ });
  const box = await picture.boundingBox();
  if (box === null) throw new Error('The picture is not there');
  await page.mouse.move(box.x + box.width / 2, box.y + 20);
  await page.mouse.down();
  for (const [x, y] of [
    [1, 20],
    [1, box.height - 30],
    [0.5, box.height - 30],
    [0.5, 22],
  ] as const)
    // prettier-ignore
    await page.mouse.move(box.x + box.width * x - (x === 1 ? 2 : 0), box.y + y);
  await page.mouse.up();
  await expect.poll(() => compare.names()).toEqual(['run-5', 'run-4', 'run-3']);
  await picture.focus();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Home');
  await page.keyboard.press('Space');
  await expect.poll(() => compare.names()).toEqual(['run-0']);

  await page.getByText('Box', { exact: true }).first().click();
  await expect(page.getByText('linear (n=3)')).toBeVisible();
  await page.getByText('Contour', { exact: true }).click();
  await expect(page.getByText(/^Between 6 runs/)).toBeVisible();
});

test('files that differ by rows and lines, what params do, and a report of it', async ({
  engine,
  openWindow,
}) => {
  const page = await openWindow(`${await logSweep(engine.client)}&tab=artifacts`);
  const compare = new ComparePage(page);
  await expect(compare.files.getByRole('option')).toHaveCount(1);
  await expect(page.getByText(/20 rows changed, 0 added, 0 removed, 180 the same/)).toBeVisible();
  await page.getByText('Text', { exact: true }).click();
  await expect(page.getByRole('cell', { name: 'First: 60,a,b' })).toBeVisible();
  await page.getByLabel('Only different files').uncheck();
  await compare.files.getByRole('option', { name: /same\.txt/ }).click();
  await expect(page.getByText('No line differs.')).toBeVisible();

  await compare.openTab('Config diff');
  await expect(page.getByRole('cell', { name: 'Second: depth: 1' })).toBeVisible();
  await compare.openTab('Importance');
  await expect(page.getByText(/^Only 6 runs: with fewer than 10/)).toBeVisible();
  await expect(page.getByRole('row', { name: /^depth 1 may be|^depth 1 rises/ })).toBeVisible();

  await compare.openTab('Summary');
  await expect(page.getByText(/are better than run-0/)).toBeVisible();
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as report' }).click();
  await page.getByRole('menuitem', { name: 'HTML, one file' }).click();
  const report = await readFile(await (await saved).path(), 'utf8');
  expect(report).toContain('<svg class="intervals"');
});
