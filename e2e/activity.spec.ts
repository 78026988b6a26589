import { expect, main, test } from './fixtures.ts';
import { ActivityPage } from './pages/activity-page.ts';
import { seededModel, seedModels } from './support/seed-models.ts';

test(
  'an act of long ago is found, taken back from its row, and done again',
  main,
  async ({ engine, openWindow }) => {
    const { client } = engine;
    const { experimentId } = await client.experiments.create({ name: 'letters' });
    const { runId } = await client.runs.create({ experimentId, name: 'lynx-1' });
    await client.runs.setTag({ runId, key: 'stage', value: 'draft' });
    await client.runs.delete({ runId });
    for (let index = 0; index < 30; index += 1)
      await client.experiments.create({ name: `later ${String(index)}` });
    const page = await openWindow('/activity');
    const activity = new ActivityPage(page);
    await expect(activity.rows.first()).toContainText('later 29');

    await activity.choose('Kind', 'Run');
    await expect(activity.rows).toHaveCount(3);
    await activity.filter.fill('draft');
    await activity.filter.press('Enter');
    await expect(activity.rows).toHaveCount(1);
    await activity.filter.fill('');
    await activity.filter.press('Enter');

    const deleted = activity.rows.first();
    await expect(deleted).toContainText('lynx-1');
    await activity.undoOf(deleted).click();
    await expect.poll(async () => (await client.runs.get({ runId })).lifecycle).toBe('active');
    await expect(activity.rows.first()).toContainText('Undo: ');
    await activity.undoOf(activity.rows.first(), 'Redo').click();
    await expect.poll(async () => (await client.runs.get({ runId })).lifecycle).toBe('deleted');

    // The address keeps what is looked for; a change opens by keys, and tells its values.
    await page.reload();
    await expect(page.getByLabel('Kind', { exact: true })).toHaveValue('run');
    await page.getByRole('treegrid', { name: 'Changes' }).focus();
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await expect(activity.detail).toContainText('lynx-1');
    await page.keyboard.press('Escape');
    await expect(activity.detail).toHaveCount(0);
    await activity.choose('By', 'Pipeline');
    await expect(page.getByText('No change fits')).toBeVisible();
    await page.getByRole('button', { name: 'Clear the filters' }).click();
    await expect(activity.rows.nth(3)).toContainText('later');
  },
);

test('in Swedish and in the dark, what was done to a model and by whom', async ({ engine, openWindow }) => {
  await seedModels(engine.client);
  const page = await openWindow(`/activity?lang=sv&text=${seededModel}`, { colorScheme: 'dark' });
  await expect(page.getByRole('heading', { level: 1, name: 'Aktivitet' })).toBeVisible();
  const rows = page
    .getByRole('treegrid')
    .getByRole('row')
    .filter({ has: page.getByRole('gridcell') });
  await expect(rows.filter({ hasText: 'champion' }).first()).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
});
