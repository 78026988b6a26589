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
  await expect(page.getByText('1 of 2 files', { exact: true })).toBeVisible();
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
  await expect(page.getByRole('row', { name: /^depth 1\.000 (may be|rises)/ })).toBeVisible();

  await compare.openTab('Summary');
  await expect(page.getByText(/are better than run-0/)).toBeVisible();
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as report' }).click();
  await page.getByRole('menuitem', { name: 'HTML, one file' }).click();
  const report = await readFile(await (await saved).path(), 'utf8');
  expect(report).toContain('<svg class="intervals"');
});

/** A picture of one pixel. */
const pixel =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

test('runs are taken out and made the baseline by keys, the focus stays among them', async ({
  engine,
  openWindow,
}) => {
  const page = await openWindow(`${await logSweep(engine.client)}&tab=params`);
  const compare = new ComparePage(page);
  const title = page.getByRole('heading', { level: 1 });
  await expect(page.getByText(/^4 of \d+ rows$/)).toBeVisible();
  await compare.chip('Hide run-1').focus();
  await page.keyboard.press('b');
  await expect(compare.chip('run-1 is the baseline')).toBeFocused();
  await expect(page.getByText('change against run-1')).toHaveCount(0);
  await compare.chip('Take run-2 out of the comparison').focus();
  // The second is pressed before the first is answered.
  await page.keyboard.press('Delete');
  await page.keyboard.press('Delete');
  await expect(title).toHaveText('Compare 4 runs');
  await expect(compare.chips.getByText(/^run-\d$/)).toHaveText(['run-0', 'run-1', 'run-4', 'run-5']);
  await expect(compare.chip('Take run-4 out of the comparison')).toBeFocused();
  await expect(compare.chip('run-1 is the baseline')).toBeVisible();
  await page.goBack();
  await expect(title).toHaveText('Compare 5 runs');
});

test('a run without predictions as the baseline is told apart from runs without any', async ({
  engine,
  openWindow,
}) => {
  const { client } = engine;
  const address = await logSweep(client);
  const experimentId = /experiments\/(\d+)/.exec(address)?.[1] ?? '';
  const { runId } = await client.runs.create({ experimentId, name: 'bare' });
  const page = await openWindow(`${address},${runId}&baseline=${runId}`);
  await expect(page.getByText(/^Not tested: bare, the baseline, has no table/)).toBeVisible();
  await page.getByRole('button', { name: 'Why, and what to log' }).click();
  await expect(page.getByText('Make a run the baseline that has one.')).toBeVisible();
  await new ComparePage(page).chip('Make run-0 the baseline').click();
  await expect(page.getByText(/bare was not compared: it has no such table/)).toBeVisible();
});

test('a picture stays one when tables are read as text; a file of one run stands in one column', async ({
  engine,
  openWindow,
}) => {
  const { client } = engine;
  const address = await logSweep(client);
  const ids = /runs=(.*)$/.exec(address)?.[1]?.split(',') ?? [];
  const put = (runId: string, path: string, content: BlobPart): Promise<unknown> =>
    client.artifacts.write({ runId, path, offset: 0, chunk: new File([content], 'chunk'), last: true });
  await put(ids[0] ?? '', 'plot.png', Uint8Array.from(Buffer.from(pixel, 'base64')));
  await put(ids[1] ?? '', 'notes.txt', 'only here');
  const page = await openWindow(`${address}&tab=artifacts&as=text`);
  const compare = new ComparePage(page);
  await compare.files.getByRole('option', { name: /plot\.png.*only in run-0/ }).click();
  await expect(page.getByRole('img', { name: 'run-0: plot.png' })).toBeVisible();
  await compare.files.getByRole('option', { name: /notes\.txt.*only in run-1/ }).click();
  await expect(page.getByRole('cell', { name: 'Second: only here' })).toBeVisible();
  await expect(page.getByRole('columnheader')).toHaveCount(0);
});

test('the ends of a filter are figures that count when they are written in full', async ({
  engine,
  openWindow,
}) => {
  const page = await openWindow(`${await logSweep(engine.client)}&tab=parallel`);
  const compare = new ComparePage(page);
  await compare.axis('val_accuracy').getByRole('button').click();
  await page.getByRole('button', { name: 'Add filter' }).click();
  const from = page.getByRole('textbox', { name: 'val_accuracy from' });
  const to = page.getByRole('textbox', { name: 'val_accuracy to' });
  await from.fill('');
  await from.pressSequentially('0.71');
  await page.keyboard.press('Enter');
  await to.fill('');
  await to.pressSequentially('0.81');
  await page.keyboard.press('Tab');
  await expect(from).toHaveValue('0.71');
  await expect.poll(() => compare.names()).toEqual(['run-4', 'run-3']);
});

test('in a low window a picture leaves room for the table of its runs', async ({ engine, openWindow }) => {
  const page = await openWindow(`${await logSweep(engine.client)}&tab=parallel`);
  await page.setViewportSize({ width: 1024, height: 640 });
  const compare = new ComparePage(page);
  for (const tab of ['Parallel', 'Scatter']) {
    await compare.openTab(tab);
    await expect(compare.chosen.getByRole('rowheader').first()).toBeInViewport({ ratio: 1 });
  }
});
