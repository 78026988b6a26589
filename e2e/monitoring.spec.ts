import { expect, test } from './fixtures.ts';
import { Frame } from './pages/frame.ts';
import { MonitoringPage } from './pages/monitoring-page.ts';
import { expectAccessible } from './support/axe.ts';
import { seedDrift, seedRollback, workshopModel } from './support/seed-production.ts';

test('a batch over its limits, from the trend to its rows', async ({ engine, openWindow }) => {
  test.slow();
  await seedDrift(engine.client);
  const page = await openWindow('/monitoring');
  const monitoring = new MonitoringPage(page);
  await expect(page).toHaveURL(new RegExp(`/monitoring/${workshopModel}$`));
  await expect(monitoring.head).toContainText('Degraded since');
  await expect(monitoring.head).toContainText('champion v1, 3 batches');
  await expect(monitoring.trend('OOV share')).toHaveAccessibleName(/3 batches.*1 is over its limit/);
  await expect(monitoring.check('OOV share')).toContainText('Over limit');
  await expect(monitoring.check('OOV share')).toContainText(/at most 0\.\d{3}/);

  await monitoring.chooser(1).focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/batch=1/);
  await expect(monitoring.check('OOV share')).toContainText('Within');
  await expect(monitoring.check('Volume')).toContainText('too few batches');

  await monitoring.chooser(3).click();
  await monitoring
    .check('OOV share')
    .getByRole('link', { name: /^Alert/ })
    .click();
  await expect(page).toHaveURL(/\/alerts\?alert=/);
  await page.getByRole('link', { name: /^3 \(n=/ }).click();
  await expect(monitoring.check('OOV share')).toContainText('Over limit');
});

test('labels that come late give a batch its accuracy', async ({ engine, openWindow }) => {
  test.slow();
  await seedDrift(engine.client);
  const { batches } = await engine.client.monitoring.batches({});
  const batchId = batches[0]?.batchId ?? 0;
  const before = batches[0]?.labelled ?? 0;
  const { rows } = await engine.client.monitoring.rows({ batchId, order: 'row' });
  const unlabelled = rows.filter(({ label }) => label === null).slice(0, 2);
  const page = await openWindow(`/monitoring/${workshopModel}`);
  const monitoring = new MonitoringPage(page);
  await monitoring.openRows();
  await monitoring.panel.getByText('As sent').click();
  const [right, wrong] = unlabelled;
  const other = right?.prediction === 'positive' ? 'negative' : 'positive';
  await monitoring.label(right?.row ?? 0, right?.prediction ?? '');
  await monitoring.label(
    wrong?.row ?? 1,
    wrong?.prediction === right?.prediction ? other : (right?.prediction ?? ''),
  );
  await monitoring.panel.getByRole('button', { name: 'Save 2 labels' }).click();
  await expect(new Frame(page).toasts).toContainText('2 labels saved');
  const after = await engine.client.monitoring.getBatch({ batchId });
  expect(after.labelled).toBe(before + 2);
  await expect(monitoring.batch(batchId)).toContainText(`${String(after.labelled)} of ${String(after.rows)}`);
  await expect(monitoring.batch(batchId)).toContainText(after.accuracy?.toFixed(3) ?? 'no accuracy');
  await expect(monitoring.trend('Accuracy, labelled')).toHaveAccessibleName(/Newest \d\.\d{3}/);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`nothing for axe to find on monitoring and lineage, ${colorScheme}`, async ({
    engine,
    openWindow,
  }) => {
    test.slow();
    await seedRollback(engine.client);
    await engine.client.serving.predict({
      model: `models:/${workshopModel}@champion`,
      texts: ['Works well'],
    });
    const page = await openWindow(`/monitoring/${workshopModel}`, { colorScheme });
    const monitoring = new MonitoringPage(page);
    await expect(monitoring.trend('OOV share')).toHaveAccessibleName(/v2 came with batch 4/);
    await expect(monitoring.serving.getByRole('table')).toContainText('Works well');
    await expectAccessible(page, 'monitoring');
    await monitoring.openRows();
    await expectAccessible(page, 'rows of a batch');

    await page.goto(new URL(`/models/${workshopModel}`, page.url()).href);
    const lineage = page.getByRole('region', { name: 'Where it comes from, what it touched' });
    await expect(lineage.getByRole('link', { name: 'Batch 3' })).toBeVisible();
    await expectAccessible(page, 'model with lineage');
    await lineage.getByRole('link', { name: 'Batch 3' }).click();
    await expect(monitoring.checks).toHaveAccessibleName('Checks of batch 3');
  });
}

test('before the first batch the page says what will be on it', async ({ openWindow }) => {
  const page = await openWindow('/monitoring');
  await expect(page.getByText('No batch was scored yet')).toBeVisible();
  await expectAccessible(page, 'no batches');
});
