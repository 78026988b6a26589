import { expect, main, test } from './fixtures.ts';
import { Frame } from './pages/frame.ts';
import { RunsPage } from './pages/runs-page.ts';
import { logRuns, seedStory } from './support/seed.ts';

test(
  '1,000 runs logged by a script arrive while the window shows them',
  main,
  async ({ engine, openWindow }) => {
    const { experimentId } = await engine.client.experiments.create({ name: 'stream' });
    const page = await openWindow(`/experiments/${experimentId}`);
    await expect(page.getByText('No runs yet')).toBeVisible();

    const logging = logRuns(engine.client, experimentId, 1000);
    const runs = new RunsPage(page);
    await expect(runs.grid).toBeVisible();
    await logging;
    await expect(page.getByText('1,000 runs')).toBeVisible();
    await expect(runs.grid).toHaveAttribute('aria-rowcount', '1001');
    await expect(runs.row('run-1000')).toBeVisible();
    await expect(runs.row('run-1000')).toContainText('0.9990');
  },
);

test('away from the top rows hold still, values go on, and a chip counts what came', async ({
  engine,
  openWindow,
}) => {
  const { experimentId } = await engine.client.experiments.create({ name: 'held' });
  await logRuns(engine.client, experimentId, 60);
  const page = await openWindow(`/experiments/${experimentId}`);
  const runs = new RunsPage(page);
  await expect(runs.row('run-60')).toBeVisible();
  await runs.grid.evaluate((grid) => grid.scrollTo(0, 600));
  await expect(runs.row('run-30')).toBeVisible();

  await logRuns(engine.client, experimentId, 3, 'late');
  const { runs: found } = await engine.client.runs.search({
    experimentIds: [experimentId],
    filter: "attributes.run_name = 'run-30'",
  });
  await engine.client.runs.update({ runId: found[0]?.runId ?? '', status: 'FAILED' });
  await expect(runs.arrived).toHaveText('3 new runs');
  await expect(runs.row('run-30')).toContainText('Failed');
  await expect(runs.row('late-3')).toHaveCount(0);

  await runs.arrived.click();
  await expect(runs.row('late-3')).toBeVisible();
  await expect(runs.arrived).toHaveCount(0);
});

test('runs unfold to those inside them, to any depth', async ({ engine, openWindow }) => {
  const { experimentId } = await engine.client.experiments.create({ name: 'nested' });
  let parentRunId: string | undefined;
  for (const name of ['grandparent', 'parent', 'child']) {
    const made = await engine.client.runs.create({
      experimentId,
      name,
      ...(parentRunId ? { parentRunId } : {}),
    });
    parentRunId = made.runId;
  }
  const page = await openWindow(`/experiments/${experimentId}`);
  const runs = new RunsPage(page);

  await expect(runs.row('parent')).toHaveCount(0);
  await page.getByRole('button', { name: 'Show the runs inside grandparent' }).click();
  await page.getByRole('button', { name: 'Show the runs inside parent' }).click();
  await expect(runs.row('child')).toHaveAttribute('aria-level', '3');
  await page.getByRole('button', { name: 'Hide the runs inside grandparent' }).click();
  await expect(runs.row('child')).toHaveCount(0);
});

test('the filter speaks the search language and underlines what does not parse', async ({
  engine,
  openWindow,
}) => {
  const { experimentId } = await seedStory(engine.client);
  const page = await openWindow(`/experiments/${experimentId}`);
  const runs = new RunsPage(page);

  await runs.filter.fill('metrics.cv_mean_accuracy > 0.75 AND params.C = "3"');
  await expect.poll(() => runs.names()).toEqual(['ibis-42', 'ibis-41']);
  await expect(page).toHaveURL(/filter=/);

  await runs.filter.fill('metrics.cv_mean_accuracy >> 0.75');
  await expect(page.getByTestId('filter-wrong')).toHaveText('>');
  await expect(page.getByRole('alert')).toContainText('is not expected here');
  expect(await runs.names()).toEqual(['ibis-42', 'ibis-41']);

  await page.getByRole('button', { name: 'Clear' }).click();
  await expect(runs.row('ibis-40')).toBeVisible();
});

test(
  'a search that is refused says so and never looks like an answer',
  main,
  async ({ engine, openWindow }) => {
    const { experimentId } = await seedStory(engine.client);
    const page = await openWindow(`/experiments/${experimentId}`);
    const runs = new RunsPage(page);
    await runs.filter.fill('metrics.cv_mean_accuracy > 5');
    await expect(page.getByText('No run matches')).toBeVisible();

    await runs.filter.fill(Array.from({ length: 501 }, () => 'params.C = "1"').join(' AND '));
    await expect(page.getByRole('alert')).toContainText('500');
    await expect(page.getByText('No run matches')).toHaveCount(0);
  },
);

test('deep runs keep their names readable', async ({ engine, openWindow }) => {
  const { experimentId } = await engine.client.experiments.create({ name: 'deep' });
  let parentRunId: string | undefined;
  for (let level = 1; level <= 12; level++) {
    const name = `level-${level}`;
    const made = await engine.client.runs.create({ experimentId, name, parentRunId });
    parentRunId = made.runId;
  }
  const page = await openWindow(`/experiments/${experimentId}`);
  const runs = new RunsPage(page);
  for (let level = 1; level < 12; level++)
    await runs.row(`level-${level}`).getByRole('button', { name: 'Show the runs' }).click();
  const name = runs.row('level-12').getByText('level-12', { exact: true });
  expect((await name.boundingBox())?.width).toBeGreaterThan(40);
});

test('heads order the runs, and the address keeps it', async ({ engine, openWindow }) => {
  const { experimentId } = await seedStory(engine.client);
  const page = await openWindow(`/experiments/${experimentId}`);
  const runs = new RunsPage(page);

  await runs.grid.getByRole('button', { name: 'cv_mean_accuracy' }).click();
  await expect.poll(async () => (await runs.names())[0]).toBe('ibis-41');
  await page.reload();
  await expect.poll(async () => (await runs.names())[0]).toBe('ibis-41');
  await page.goBack();
  await expect.poll(async () => (await runs.names())[0]).toBe('ibis-42');
});

test('selected runs are deleted, taken back, and deleted for good', async ({ engine, openWindow }) => {
  const { experimentId } = await seedStory(engine.client);
  const page = await openWindow(`/experiments/${experimentId}`);
  const runs = new RunsPage(page);
  const frame = new Frame(page);

  await runs.select('ibis-41', 'ibis-40');
  await expect(runs.selectionBar).toContainText('2 selected');
  await runs.selectionBar.getByRole('button', { name: 'Delete' }).click();
  await expect(runs.row('ibis-41')).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(runs.row('ibis-41')).toBeVisible();

  await runs.select('heron-07');
  await runs.selectionBar.getByRole('button', { name: 'Delete' }).click();
  await expect(frame.toasts).toContainText('Run deleted');
  await page.getByText('Deleted', { exact: true }).first().click();
  await runs.select('heron-07');
  await runs.selectionBar.getByRole('button', { name: 'Delete for good' }).click();
  await expect(page.getByText('1 run and 0 files go for good')).toBeVisible();
  await page.getByRole('button', { name: 'Delete 1 run for good' }).click();
  await expect(page.getByText('Nothing deleted')).toBeVisible();
});
