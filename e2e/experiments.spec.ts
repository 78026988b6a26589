import { expect, main, test } from './fixtures.ts';
import { ExperimentsPage } from './pages/experiments-page.ts';
import { Frame } from './pages/frame.ts';

test('an experiment is made, renamed, tagged, deleted and taken back', async ({ engine, openWindow }) => {
  const page = await openWindow();
  const experiments = new ExperimentsPage(page);
  const frame = new Frame(page);

  await experiments.create('Känsla');
  await expect(experiments.row('Känsla')).toBeVisible();
  await expect(frame.toasts).toContainText('Experiment Känsla created');

  await experiments.panel.getByRole('button', { name: 'Rename: Känsla' }).click();
  await experiments.panel.getByLabel('Name').fill('Sentiment');
  await page.keyboard.press('Enter');
  await expect(experiments.row('Sentiment')).toBeVisible();

  await experiments.panel.getByRole('button', { name: 'Add a tag' }).click();
  await experiments.panel.getByLabel('Key').fill('owner');
  await experiments.panel.getByLabel('Value').fill('kj');
  await page.keyboard.press('Enter');
  await expect(experiments.row('Sentiment')).toContainText('kj');
  await expect(experiments.panel.getByText('Renamed')).toBeVisible();

  await experiments.panel.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(experiments.row('Sentiment')).toHaveCount(0);
  await frame.undo();
  await expect(experiments.row('Sentiment')).toBeVisible();
  await expect(async () => {
    const { name, lifecycle } = await engine.client.experiments.getByName({ name: 'Sentiment' });
    expect({ name, lifecycle }).toEqual({ name: 'Sentiment', lifecycle: 'active' });
  }).toPass();
});

test('a deleted experiment is restored or deleted for good, with the space that frees', async ({
  engine,
  openWindow,
}) => {
  const { experimentId } = await engine.client.experiments.create({ name: 'old' });
  const { runId } = await engine.client.runs.create({ experimentId, name: 'heavy' });
  const chunk = new File([new Uint8Array(200_000)], 'weights.bin');
  await engine.client.artifacts.write({ runId, path: 'weights.bin', offset: 0, chunk, last: true });
  await engine.client.experiments.delete({ experimentId });
  const page = await openWindow();
  const experiments = new ExperimentsPage(page);

  await experiments.view('Deleted');
  await experiments.inspect('old');
  await experiments.panel.getByRole('button', { name: 'Delete for good' }).click();
  await expect(experiments.panel.getByText('1 run and 1 file go for good')).toBeVisible();
  await expect(experiments.panel.getByText('200 kB')).toBeVisible();
  await experiments.panel.getByRole('button', { name: 'Cancel' }).click();

  await experiments.panel.getByRole('button', { name: 'Restore' }).click();
  await expect(experiments.row('old')).toHaveCount(0);
  await experiments.panel.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(experiments.row('old')).toBeVisible();
  await experiments.panel.getByRole('button', { name: 'Delete for good' }).click();
  await experiments.panel.getByRole('button', { name: 'Delete old for good' }).click();
  await expect(page.getByText('Nothing deleted')).toBeVisible();
});

test('a taken name is worded beside the field, and nothing is lost', async ({ engine, openWindow }) => {
  await engine.client.experiments.create({ name: 'taken' });
  const page = await openWindow();
  const experiments = new ExperimentsPage(page);

  await experiments.create('taken');
  await expect(experiments.panel.getByRole('alert')).toContainText('There is already experiment “taken”');
  await expect(experiments.panel.getByLabel('Name')).toHaveValue('taken');
});

test('the list follows what other programs do', main, async ({ engine, openWindow }) => {
  const page = await openWindow();
  const experiments = new ExperimentsPage(page);
  await expect(experiments.row('Default')).toBeVisible();

  const { experimentId } = await engine.client.experiments.create({ name: 'from a script' });
  await expect(experiments.row('from a script')).toBeVisible();
  await engine.client.runs.create({ experimentId, name: 'first' });
  await expect(experiments.row('from a script').getByRole('gridcell').nth(1)).toHaveText('1');
});
