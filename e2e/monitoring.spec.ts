import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from './fixtures.ts';
import { Frame } from './pages/frame.ts';
import { MonitoringPage } from './pages/monitoring-page.ts';
import { expectAccessible } from './support/axe.ts';
import { seedDrift, seedProduction, seedRollback, workshopModel } from './support/seed-production.ts';

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
  await seedProduction(engine.client);
  const path = join(dirname(engine.workspace), 'late.csv');
  writeFileSync(path, ['text', ...lateRows].join('\n'));
  await engine.client.datasets.add({ name: 'late', source: { kind: 'file', path } });
  const model = `models:/${workshopModel}@champion`;
  const { batchId } = await engine.client.monitoring.batchPredict({ model, dataset: 'datasets:/late/1' });
  const { rows } = await engine.client.monitoring.rows({ batchId });
  const other = rows[1]?.prediction === 'positive' ? 'negative' : 'positive';

  const page = await openWindow(`/monitoring/${workshopModel}`);
  const monitoring = new MonitoringPage(page);
  await expect(monitoring.batch(batchId)).toContainText('0 of 6');
  await expect(monitoring.batch(batchId)).toContainText('Not checked');
  await monitoring.openRows();
  await monitoring.panel.getByText('As sent').click();
  await monitoring.label(0, rows[0]?.prediction ?? '');
  await monitoring.label(1, other);
  await monitoring.panel.getByRole('button', { name: 'Save 2 labels' }).click();
  await expect(new Frame(page).toasts).toContainText('2 labels saved');
  await expect(monitoring.batch(batchId)).toContainText('2 of 6');
  await expect(monitoring.batch(batchId)).toContainText('0.500');
  await expect(monitoring.trend('Accuracy, labelled')).toHaveAccessibleName(/Newest 0\.500/);
  await expect(page.getByText('2 labels, too few to judge')).toBeVisible();

  await page.getByRole('button', { name: `Check batch ${String(batchId)} again` }).click();
  await expect(monitoring.check('OOV share')).toContainText('resampled');
});

const lateRows = [
  'Works like a dream',
  'Arrived broken and nobody answered',
  'Friendly staff and quick help',
  'Never again',
  'Good value for the price',
  'The zip came off on the first day',
];

test('nothing for axe to find on monitoring and lineage', async ({ engine, openWindow }) => {
  test.slow();
  await seedRollback(engine.client);
  await engine.client.serving.predict({
    model: `models:/${workshopModel}@champion`,
    texts: ['Works well'],
  });
  const page = await openWindow(`/monitoring/${workshopModel}`);
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

test('before the first batch the page says what will be on it', async ({ openWindow }) => {
  const page = await openWindow('/monitoring');
  await expect(page.getByText('No batch was scored yet')).toBeVisible();
  await expectAccessible(page, 'no batches');
});
