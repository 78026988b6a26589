import { expect, portOnly, test } from './fixtures.ts';
import { Frame } from './pages/frame.ts';
import { expectAccessible } from './support/axe.ts';
import { dragFiles, dragText } from './support/drag.ts';

const table = { name: 'prices.csv', type: 'text/csv', text: 'item,price\nplum,3\npear,4\n' };

test('a table that is dropped on a browser’s window becomes a dataset, and on its page the next version', async ({
  engine,
  openWindow,
}) => {
  const page = await openWindow('/experiments');
  const overlay = page.getByRole('status').filter({ hasText: 'Drop it to make' });
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(async () => {
    expect(await dragFiles(page, 'dragover', [table])).toBe(true);
    await expect(overlay).toContainText('Drop it to make a dataset', { timeout: 200 });
  }).toPass();
  await expect(overlay).toContainText('which a browser does not tell');
  await expectAccessible(page, 'while a file is held over the window');
  await dragFiles(page, 'dragleave', []);
  await expect(overlay).toHaveCount(0);

  await dragFiles(page, 'drop', [table]);
  const sheet = page.getByRole('complementary', { name: 'Add data' });
  await expect(sheet).toContainText('plum');
  await sheet.getByRole('button', { name: 'Add data' }).click();
  await expect(page).toHaveURL(/\/datasets\/prices\?v=1/);

  await dragFiles(page, 'dragover', [table]);
  await expect(overlay).toContainText('Drop it to make a version of prices');
  await dragFiles(page, 'drop', [{ ...table, text: `${table.text}fig,9\n` }]);
  const next = page.getByRole('complementary').filter({ hasText: 'fig' });
  await next.getByRole('button', { name: 'Add version' }).click();
  await expect(page).toHaveURL(/\/datasets\/prices\?v=2/);
  expect((await engine.client.datasets.get({ name: 'prices', version: 2 })).rows).toBe(3);
});

test('nothing that is dropped takes the window away, and what has no form is told', async ({
  openWindow,
}) => {
  const page = await openWindow('/settings');
  const { toasts } = new Frame(page);
  const dialog = page.getByRole('dialog');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  expect(await dragText(page, 'drop', 'main')).toBe(true);
  expect(await dragText(page, 'drop', 'main input')).toBe(false);
  expect(await dragFiles(page, 'drop', [table], 'main input')).toBe(true);
  await page.keyboard.press('Escape');
  await expect(async () => {
    await dragFiles(page, 'drop', [{ name: 'paper.pdf' }]);
    await expect(toasts).toContainText('Stile has no form for paper.pdf', { timeout: 200 });
  }).toPass();
  await dragFiles(page, 'drop', [{ name: 'net.onnx' }]);
  await expect(toasts).toContainText('net.onnx becomes a model through a run');
  await dragFiles(page, 'drop', [{ name: 'lab.stile' }]);
  await expect(toasts).toContainText('The browser does not tell where lab.stile lies');
  await expect(page).toHaveURL(/\/welcome\?import=/);

  await dragFiles(page, 'drop', [table, { name: 'paper.pdf' }]);
  await expect(dialog).toContainText('2 files: with which to begin?');
  await expectAccessible(page, 'several files');
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await dragFiles(page, 'drop', [table, { name: 'paper.pdf' }]);
  await dialog.getByRole('button', { name: 'Make a dataset: prices.csv' }).click();
  await expect(page.getByRole('complementary', { name: 'Add data' })).toContainText('plum');
});

test('in the desktop’s window files are taken where they lie', portOnly, async ({ openWindow }) => {
  const page = await openWindow('/experiments');
  const main = page.getByRole('main');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(async () => {
    await dragFiles(page, 'dragover', [{ name: 'a.bin' }]);
    await expect(page.getByText('Its runs and models are looked at, then brought in.')).toBeVisible({
      timeout: 200,
    });
  }).toPass();
  await dragFiles(page, 'drop', [{ name: 'mlflow.db', path: '/data/mlflow.db' }]);
  await expect(page.getByRole('textbox', { name: 'Where from' })).toHaveValue('/data/mlflow.db');
  await page.keyboard.press('Escape');
  await dragFiles(page, 'drop', [{ name: 'shop.sqlite', path: '/data/shop.sqlite' }]);
  await expect(main.getByRole('textbox', { name: /path/i })).toHaveValue('/data/shop.sqlite');
  await dragFiles(page, 'drop', [{ name: 'lab.stile', path: '/data/lab.stile' }]);
  await expect(page).toHaveURL(/\/welcome\?import=%2Fdata%2Flab\.stile$/);
});
