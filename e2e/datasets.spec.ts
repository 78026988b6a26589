import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from './fixtures.ts';
import { DatasetsPage } from './pages/datasets-page.ts';
import { Frame } from './pages/frame.ts';
import { expectAccessible } from './support/axe.ts';
import { seedProduction, workshopModel } from './support/seed-production.ts';

const long = 'The courier left the parcel in the rain, and when I called nobody knew '.repeat(4).trim();
const first = ['nummer;omdöme;betyg', `1;"${long}";3`, '2;Snabb leverans;5', '3;Trasig kartong;1', ''];
const second = ['nummer;omdöme;betyg;kanal', '1;Sen;2;brev', '2;Snabb leverans;5;webb', '4;Bra;4,5;webb'];

test('a CSV with semicolons becomes a dataset with versions', async ({ engine, openWindow }) => {
  const page = await openWindow('/datasets');
  const datasets = new DatasetsPage(page);
  const frame = new Frame(page);
  await expect(page.getByText('No datasets yet')).toBeVisible();
  await datasets.action('Add dataset').click();
  await datasets.chooseFile('Åsikter 2026.csv', first.join('\r\n'));
  await expect(datasets.sheet.getByLabel('Delimiter')).toHaveValue(';');
  await expect(datasets.sheet.getByRole('columnheader', { name: 'betyg integer' })).toBeVisible();
  await expect(datasets.sheet.getByLabel('Dataset', { exact: true })).toHaveValue('asikter_2026');
  await datasets.sheet.getByLabel('Dataset', { exact: true }).fill('bad name');
  await expect(datasets.sheet.getByRole('button', { name: 'Add dataset' })).toBeDisabled();
  await datasets.sheet.getByLabel('Dataset', { exact: true }).fill('asikter');
  await datasets.sheet.getByLabel('Description').fill('What customers write');
  await datasets.sheet.getByRole('button', { name: 'Add dataset' }).click();
  await expect(page).toHaveURL(/\/datasets\/asikter\?v=1$/);
  await expect(frame.toasts).toContainText('asikter v1 added');

  await expect(datasets.column('betyg')).toContainText('integer');
  await expect(datasets.column('betyg').getByRole('img')).toHaveAccessibleName(/^From 1 to 5, counts of/);
  await expect(datasets.column('omdöme')).toContainText('text');
  await expect(datasets.changes).toContainText('There is no other version');
  await expect(datasets.uses).toContainText('Nothing has used this version yet.');

  const cell = datasets.rows.getByRole('gridcell').first();
  await cell.focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.locator('td:focus')).toHaveText(long);
  await expect(page.locator('td:focus')).toHaveCSS('white-space-collapse', 'preserve');
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowDown');
  await expect(page.locator('td:focus')).toHaveText('5');

  await datasets.action('Add version').click();
  await datasets.chooseFile('nya.csv', second.join('\n'));
  await datasets.sheet.getByLabel('Message').fill('A channel, and the letters of May');
  await datasets.sheet.getByRole('button', { name: 'Add version' }).click();
  await expect(page).toHaveURL(/\?v=2$/);
  await expect(datasets.version(2)).toHaveAttribute('aria-current', /page|true/);
  await expect(datasets.version(2)).toContainText('A channel, and the letters of May');
  await expect(datasets.changes).toContainText('Columns addedkanal');
  await expect(datasets.changes).toContainText('Rows added+3');
  await datasets.version(1).click();
  await expect(datasets.changes).toContainText('Columns removedkanal');

  await datasets.action('Verify').click();
  await expect(page.getByText(/^1 file is exactly as it was stored/)).toBeVisible();
  await page.getByRole('button', { name: 'Copy datasets:/asikter/1' }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('datasets:/asikter/1');

  await datasets.action('Add version').click();
  await datasets.chooseFile('igen.csv', first.join('\r\n'));
  await datasets.sheet.getByRole('button', { name: 'Add version' }).click();
  await expect(frame.toasts).toContainText('v1 of asikter already holds exactly this');

  await page.getByRole('link', { name: 'Datasets', exact: true }).click();
  await expect(page.getByRole('row', { name: /asikter v2 3/ })).toContainText('What customers write');
  const { versions } = await engine.client.datasets.versions({ name: 'asikter' });
  expect(versions).toHaveLength(2);
});

test('what is odd is told, and what cannot be read says so beside its field', async ({
  engine,
  openWindow,
}) => {
  const folder = dirname(engine.workspace);
  const page = await openWindow('/datasets?add=yes');
  const datasets = new DatasetsPage(page);
  await datasets.chooseFile('gammal.csv', Buffer.from('ort,pris\nMalmö,3\n\nÅre,4,5\n', 'latin1'));
  await datasets.sheet.getByRole('button', { name: 'Add dataset' }).click();
  const warnings = page.getByRole('list', { name: 'What was odd' });
  await expect(warnings).toContainText('read as windows-1252');
  await expect(warnings).toContainText('1 empty row was skipped.');
  await expect(warnings).toContainText('1 row has more or fewer cells than the header');

  await datasets.action('Add version').click();
  await datasets.sheet.getByText('Folder', { exact: true }).click();
  await datasets.sheet.getByLabel('Path of the folder').fill(join(folder, 'nowhere'));
  await page.keyboard.press('Enter');
  await expect(datasets.sheet.getByRole('alert')).toContainText('nowhere');
  mkdirSync(join(folder, 'pictures'));
  writeFileSync(join(folder, 'pictures', 'a.bin'), 'a');
  await datasets.sheet.getByLabel('Path of the folder').fill(join(folder, 'pictures'));
  await page.keyboard.press('Enter');
  await expect(datasets.sheet).toContainText('Not a table');
  await datasets.sheet.getByRole('button', { name: 'Add version' }).click();
  await expect(page.getByRole('region', { name: 'Files' })).toContainText('a.bin');
  await page.keyboard.press('Escape');

  damage(engine.workspace);
  await datasets.action('Verify').click();
  await expect(page.getByText(/file is not as it was stored: a\.bin/)).toBeVisible();
});

/** Overwrites every stored file of one byte. */
function damage(workspace: string): void {
  const files = readdirSync(workspace, { recursive: true, withFileTypes: true });
  const name = 'ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb';
  const hits = files.filter((file) => file.isFile() && name.endsWith(file.name));
  expect(hits.length).toBeGreaterThan(0);
  for (const { parentPath, name: file } of hits) writeFileSync(join(parentPath, file), 'b');
}

test('runs and models that used a version, and nothing for axe to find', async ({ engine, openWindow }) => {
  test.slow();
  const page = await openWindow('/datasets');
  const datasets = new DatasetsPage(page);
  await expect(page.getByText('No datasets yet')).toBeVisible();
  await expectAccessible(page, 'no datasets');
  await datasets.action('Add dataset').click();
  await datasets.chooseFile('letters.csv', first.join('\n'));
  await expect(datasets.sheet.getByLabel('Delimiter')).toBeVisible();
  await expectAccessible(page, 'adding a dataset');
  await page.keyboard.press('Escape');
  await expect(datasets.sheet).toHaveCount(0);

  await seedProduction(engine.client);
  await expect(page.getByRole('link', { name: 'reviews', exact: true })).toBeVisible();
  await expectAccessible(page, 'datasets');
  await page.getByRole('link', { name: 'reviews', exact: true }).click();
  await expect(datasets.uses.getByRole('link', { name: `${workshopModel} v1` })).toBeVisible();
  await expect(datasets.rows.getByRole('gridcell').first()).toBeVisible();
  await expectAccessible(page, 'a dataset');
  await datasets.uses.getByRole('listitem').filter({ hasText: /^Run/ }).getByRole('link').first().click();
  await expect(page).toHaveURL(/\/experiments\/\d+\?run=/);
});
