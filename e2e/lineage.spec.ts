import { expect, test } from './fixtures.ts';
import { LineagePage } from './pages/lineage-page.ts';
import { expectAccessible } from './support/axe.ts';
import { seedDrift, workshopModel } from './support/seed-production.ts';

test('from a model to what it was made of, by keys, as a graph and as a table', async ({
  engine,
  openWindow,
}) => {
  test.slow();
  await seedDrift(engine.client);
  const page = await openWindow(`/models/${workshopModel}`);
  const lineage = new LineagePage(page);
  await page.getByRole('link', { name: 'Open in lineage' }).click();
  await expect(page).toHaveURL(/\/lineage\?uri=/);
  const version = lineage.box(`models:/${workshopModel}/1`);
  await expect(version).toContainText('Model version');

  await version.focus();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await expect(page).toHaveURL(/node=/);
  await expect(lineage.inspector).toContainText('Affects');
  await expect(lineage.copyLinks).toHaveCount(1);
  await expectAccessible(page, 'lineage with details');
  await page.keyboard.press('Escape');

  await lineage.find('drift');
  await expect(lineage.inspector).toHaveCount(0);
  await expect(lineage.box(/drift/).first()).toBeVisible();
  await page.getByText('Table', { exact: true }).click();
  await expect(lineage.table.getByRole('row')).not.toHaveCount(1);
  await expectAccessible(page, 'lineage as a table');

  // What the engine numbers is worded by the window; the focus goes to what is put in the middle.
  const batch = page.getByRole('row', { name: /^Batch \d+ Batch/ }).first();
  await batch.click();
  await page.getByText('Graph', { exact: true }).click();
  await lineage.inspector.getByRole('button', { name: 'Put in the middle' }).click();
  await expect(lineage.inspector).toHaveCount(0);
  await expect(lineage.box(/^batches:/).first()).toBeFocused();
});
