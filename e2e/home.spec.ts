import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, main, test } from './fixtures.ts';
import { Frame } from './pages/frame.ts';
import { AlertsPage } from './pages/alerts-page.ts';
import { HomePage } from './pages/home-page.ts';
import { expectAccessible } from './support/axe.ts';
import {
  fixDraws,
  seedDrift,
  seedProduction,
  seedRollback,
  workshopModel,
} from './support/seed-production.ts';

const patient = { timeout: 60_000 };

test('the whole story, from an empty workspace to a roll back', main, async ({ engine, openWindow }) => {
  test.slow();
  const page = await openWindow('/');
  const home = new HomePage(page);
  const frame = new Frame(page);

  await home.step('Start the workshop').click();
  await expect(home.statement).toContainText('no model is trained yet', patient);
  await fixDraws(engine.client);
  await expect(home.step('Train')).toHaveAttribute('data-variant', 'filled');

  await home.step('Train').click();
  await expect(home.pipelines).toContainText('train_model');
  await expect(home.statement).toContainText('no batch was scored yet', patient);
  await expect(home.climb).toHaveAccessibleName(/Champion v1 @champion/);
  await expect(home.runs).toContainText('heldout_accuracy');

  await home.ask('Works like a dream');
  await expect(home.tryIt.getByRole('status')).toContainText('positive');
  await expect(home.tryIt.getByRole('status')).toContainText(/v1 in [\d.]+ (µs|ms)/);
  await expect(home.tryIt.getByRole('list', { name: 'Probabilities' }).getByRole('listitem')).toHaveCount(2);

  await home.step('Predict a batch').click();
  await expect(home.statement).toContainText('Champion v1 is within its limits', patient);
  await expect(home.alerts).toContainText('No open alerts.');

  await home.step('Inject drift').click();
  await expect(home.statement).toContainText('words it has not seen', patient);
  await expect(home.alerts).toContainText('OOV share above limit');
  await expect(page.getByRole('link', { name: /open alerts?$/ })).toBeVisible();

  await home.alerts.getByRole('button', { name: 'Acknowledge: OOV share above limit' }).click();
  await expect(frame.toasts).toContainText('acknowledged');

  await home.step('Retrain with drift rows').click();
  await expect(home.step('Promote v2')).toHaveAttribute('data-variant', 'filled', patient);
  await home.step('Promote v2').click();
  await expect(home.sheet).toContainText('drift_heldout');
  await home.giveReason('Promote v2', 'Knows the words of the new source');
  await expect(home.climb).toHaveAccessibleName(/Champion v2 @champion/);

  await home.step('Inject drift').click();
  await expect(home.statement).toContainText('Champion v2 is within its limits', patient);
  const { alerts } = await engine.client.monitoring.alerts({ state: 'all' });
  expect(alerts.filter(({ modelVersion }) => modelVersion === 2)).toEqual([]);

  await home.step('Roll back').click();
  await home.giveReason('Roll back to v1', 'To see that it can be done');
  await expect(home.statement).toContainText('v1 is champion again');
  await expect(home.statement).toContainText('To see that it can be done');
  const { champion } = await engine.client.registry.get({ name: workshopModel });
  expect(champion?.version.version).toBe(1);

  await frame.undo();
  await expect(home.climb).toHaveAccessibleName(/Champion v2 @champion/);
});

test('Home follows what a script does', async ({ engine, openWindow }) => {
  test.slow();
  const page = await openWindow('/');
  const home = new HomePage(page);
  await expect(home.step('Start the workshop')).toBeVisible();
  await seedProduction(engine.client);
  await expect(home.statement).toContainText('within its limits');
  await expect(home.climb).toHaveAccessibleName(/Dataset reviews v\d, .*Version v1, Champion v1/);
});

test('a file of the user takes the same road', async ({ engine, openWindow }) => {
  test.slow();
  const file = join(dirname(engine.workspace), 'Åsikter.csv');
  writeFileSync(file, ownFile());
  const page = await openWindow('/');
  const home = new HomePage(page);
  await home.step('Use my own CSV').click();
  await home.sheet.getByLabel('Data file').setInputFiles(file);
  await expect(home.sheet.getByLabel('Delimiter')).toHaveValue(';');
  await expect(home.sheet.getByLabel('Text column')).toHaveValue('omdome');
  await expect(home.sheet.getByLabel('Label column')).toHaveValue('betyg');
  await expect(home.sheet.getByLabel('Name')).toHaveValue('asikter');
  await expectAccessible(page, 'own data');

  await home.sheet.getByLabel('Label column').selectOption('kanal');
  await home.sheet.getByRole('button', { name: 'Use and train' }).click();
  await expect(home.sheet.getByRole('alert')).toContainText('the same label “webb”');
  await home.sheet.getByLabel('Label column').selectOption('betyg');
  await home.sheet.getByRole('button', { name: 'Use and train' }).click();
  await expect(home.sheet).toHaveCount(0, patient);
  await expect(home.climb).toHaveAccessibleName(/Champion v1 @champion/, patient);
  await home.ask('snabb och vänlig');
  await expect(home.tryIt.getByRole('status')).toContainText('bra');
});

/** Semicolons, letters beyond ASCII, a quoted field, an empty row: what a spreadsheet saves in Sweden. */
function ownFile(): string {
  const good = [
    'snabb leverans',
    'vänlig personal',
    'hållbart material',
    'lysande ljud',
    'enkel att använda',
  ];
  const bad = [
    'sen leverans',
    'otrevlig personal',
    'sprucket material',
    'skrapigt ljud',
    'krånglig att använda',
  ];
  const row = (text: string, label: string, index: number): string =>
    `"${text}; nummer ${String(index)}";${label};webb`;
  const rows = Array.from({ length: 60 }, (_, index) => [
    row(good[index % good.length] ?? '', 'bra', index),
    row(bad[index % bad.length] ?? '', 'dåligt', index),
  ]);
  return ['omdome;betyg;kanal', ...rows.flat(), ''].join('\r\n');
}

test('alerts, models and pipeline runs show what is behind Home', async ({ engine, openWindow }) => {
  test.slow();
  await seedDrift(engine.client);
  const page = await openWindow('/');
  const home = new HomePage(page);
  await home.alerts.getByRole('link', { name: 'OOV share above limit' }).click();
  const alert = page.getByRole('region', { name: /^Alert \d+$/ });
  await expect(alert.getByRole('img')).toHaveAccessibleName(/the limit is 0[.]\d+/);
  await expect(alert).toContainText('The source changed from customer_reviews to');
  await expect(alert).toContainText('Declining confidence');
  await expect(alert.getByRole('table').getByRole('row')).not.toHaveCount(1);
  await alert.getByRole('button', { name: 'Resolve' }).click();
  await alert.getByLabel('Reason').fill('A test of ours');
  await page.keyboard.press('Enter');
  // It leaves the open ones, of which the next is shown; with its reason it stands among the resolved.
  await expect(alert).not.toContainText('OOV share');
  await new AlertsPage(page).open('Resolved');
  await expect(alert).toContainText('A test of ours');

  await page.getByRole('link', { name: /^Models/ }).click();
  await page.getByRole('link', { name: workshopModel }).click();
  await expect(page.getByRole('table', { name: `Versions of ${workshopModel}` })).toContainText('@champion');
  await page.getByRole('tab', { name: 'Timeline' }).click();
  await expect(page.getByRole('img', { name: /^Champion over time: v1/ })).toBeVisible();

  await page.getByRole('link', { name: /^Pipelines/ }).click();
  await page.getByRole('table', { name: 'Runs of pipelines' }).getByRole('link', { name: 'train' }).click();
  await page.getByRole('button', { name: /^train_model\s*Finished/ }).click();
  await expect(page.getByLabel(/^Log of train_model/)).toContainText('success');
});

test('a pipeline runs with the params of its form, and bad ones are worded in place', async ({
  engine,
  openWindow,
}) => {
  test.slow();
  await seedProduction(engine.client);
  const page = await openWindow('/pipelines');
  const { sheet } = new HomePage(page);
  await page.getByRole('button', { name: 'Run predict' }).click();
  await sheet.getByLabel('rows').fill('three');
  await expect(sheet).toContainText('A whole number from 1 to 10,000.');
  await expect(sheet.getByRole('button', { name: 'Run pipeline' })).toBeDisabled();
  await sheet.getByLabel('rows').fill('25');
  await sheet.getByRole('button', { name: 'Run pipeline' }).click();
  await expect(page.getByRole('button', { name: /^generate_summary\s*Finished/ })).toBeVisible(patient);
  const { batches } = await engine.client.monitoring.batches({});
  expect(batches[0]?.rows).toBe(25);
});

test('nothing for axe to find from Home to alerts', async ({ engine, openWindow }) => {
  test.slow();
  const page = await openWindow('/');
  const home = new HomePage(page);
  await expect(home.step('Start the workshop')).toBeVisible();
  await expectAccessible(page, 'home, empty');
  await engine.client.workshop.create({});
  await expect(home.statement).toContainText('no model is trained yet');
  await expectAccessible(page, 'home, untrained');
  await seedRollback(engine.client);
  await expect(home.statement).toContainText('v1 is champion again');
  await home.ask('Works like a dream');
  await expect(home.tryIt.getByRole('status')).toContainText('positive');
  await expectAccessible(page, 'home, full');

  const { runs } = await engine.client.pipelines.runs({});
  const { alerts } = await engine.client.monitoring.alerts({ state: 'all' });
  for (const [path, shown] of [
    ['/pipelines', 'Latest runs'],
    [`/pipelines/runs/${runs[0]?.pipelineRunId ?? ''}`, 'Attempts'],
    ['/models', workshopModel],
    [`/models/${workshopModel}`, 'Timeline'],
    ['/alerts', 'No open alerts'],
    [`/alerts?state=resolved&alert=${String(alerts[0]?.alertId ?? 0)}`, 'Evidence'],
    [`/models/${workshopModel}?sheet=promote&about=${workshopModel}&version=2`, 'Beside'],
    ['/pipelines?sheet=run-pipeline&about=predict', 'Rows of the batch'],
  ] as const) {
    await page.goto(new URL(path, page.url()).href);
    await expect(
      shown === 'Beside' ? home.sheet.getByRole('table') : page.getByText(shown).first(),
    ).toBeVisible();
    await expectAccessible(page, path);
  }
});
