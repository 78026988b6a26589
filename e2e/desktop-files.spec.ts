import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, portOnly, test } from './fixtures.ts';
import { Frame } from './pages/frame.ts';
import { shellOrigin } from './shell-window.ts';
import type { TestEngine } from './support/engine.ts';

const words = 'the words of the file';

/** A run with the file `notes/a.txt`. */
async function makeRun({ client }: TestEngine): Promise<string> {
  const { runId } = await client.runs.create({ experimentId: '0', name: 'with a file' });
  const chunk = new File([words], 'a.txt');
  await client.artifacts.write({ runId, path: 'notes/a.txt', offset: 0, chunk, last: true });
  return runId;
}

const artifactsOf = (runId: string): string =>
  `/experiments/0/runs/${runId}?tab=artifacts&file=${encodeURIComponent('notes/a.txt')}`;

function row(page: Page) {
  return page
    .getByRole('region', { name: 'Files' })
    .getByRole('listitem')
    .filter({ hasText: 'a.txt' })
    .last();
}

test(
  'a file of a run is saved where the dialog says, shown in its folder and dragged out',
  portOnly,
  async ({ engine, shell, openWindow }) => {
    const runId = await makeRun(engine);
    const { file } = await engine.client.artifacts.locate({ uri: `runs:/${runId}/notes/a.txt` });
    const page = await openWindow(artifactsOf(runId));
    const main = page.getByRole('main');

    const copy = join(dirname(engine.workspace), 'copy of ä.txt');
    shell.answers.saveDialog = () => ({ path: copy });
    await main.getByRole('button', { name: 'Save as…' }).click();
    await expect(new Frame(page).toasts).toContainText('copy of ä.txt saved');
    expect(readFileSync(copy, 'utf8')).toBe(words);
    expect(shell.inputsOf('saveDialog')).toEqual([{ title: 'Save a.txt as', name: 'a.txt', filters: [] }]);

    await main.getByRole('button', { name: 'Show in folder', exact: true }).click();
    await expect.poll(() => shell.inputsOf('reveal')).toEqual([{ path: file }]);
    await row(page).locator('[draggable=true]').dispatchEvent('dragstart');
    await expect.poll(() => shell.inputsOf('startDrag')).toEqual([{ path: file }]);
  },
);

test('in a browser a file is downloaded, and nothing offers what only the desktop has', async ({
  engine,
  openWindow,
}) => {
  const runId = await makeRun(engine);
  const page = await openWindow(artifactsOf(runId));
  const main = page.getByRole('main');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    main.getByRole('button', { name: 'Download', exact: true }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('a.txt');
  await expect(main.getByRole('button', { name: 'Show in folder' })).toHaveCount(0);
  await expect(row(page).locator('[draggable=true]')).toHaveCount(0);
  await page.goto(`${engine.address}/datasets?sheet=export`);
  await expect(page.getByRole('textbox', { name: 'File on the engine’s computer' })).toBeVisible();
  await expect(page.getByRole('button', { name: /^Browse/ })).toHaveCount(0);
});

test(
  'a path is chosen in the system’s dialog, and a file it named may be replaced',
  portOnly,
  async ({ engine, shell, openWindow }) => {
    const page = await openWindow('/datasets?sheet=export');
    const file = join(dirname(engine.workspace), 'all.stile');
    await engine.client.workspace.export({ file });
    shell.answers.saveDialog = () => ({ path: file });
    await page.getByRole('button', { name: 'Browse: File on the engine’s computer' }).click();
    await expect(page.getByRole('textbox', { name: 'File on the engine’s computer' })).toHaveValue(file);
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    await expect(new Frame(page).toasts).toContainText('Workspace exported');

    await page.goto(`${shellOrigin}/datasets?sheet=import-mlflow`);
    shell.answers.openDialog = () => ({ paths: ['/data/mlruns'] });
    await page.getByRole('button', { name: /^Choose a folder: / }).click();
    await expect(page.getByRole('textbox').first()).toHaveValue('/data/mlruns');
    await page.getByRole('button', { name: /^Choose a file: / }).click();
    expect(shell.inputsOf('openDialog')).toMatchObject([
      { directory: true },
      { directory: false, filters: [{ extensions: ['db', 'sqlite', 'sqlite3'] }, { extensions: ['*'] }] },
    ]);
  },
);

test(
  'a link to the page opens in the app, and the address for a browser is copied beside it',
  portOnly,
  async ({ engine, openWindow }) => {
    await engine.client.registry.create({ name: 'café model' });
    const page = await openWindow('/models/caf%C3%A9%20model?tab=timeline&sheet=connect');
    const frame = new Frame(page);
    const copied = (): Promise<string> => page.evaluate(() => navigator.clipboard.readText());
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Copy a link to this page' }).click();
    await expect.poll(copied).toBe('stile://model/caf%C3%A9%20model?tab=timeline');
    await frame.command('Copy the address for a browser');
    await expect.poll(copied).toBe(`${engine.address}/models/caf%C3%A9%20model?tab=timeline`);
  },
);

test('no link of a note is dead in the desktop’s window', portOnly, async ({ engine, openWindow }) => {
  const { runId } = await engine.client.runs.create({ experimentId: '0', name: 'linked' });
  const note = `[run](stile://run/${runId}?tab=code) [plain](http://wiki.lan/a) words[^1]\n\n[^1]: a footnote`;
  await engine.client.runs.setTag({ runId, key: 'mlflow.note.content', value: note });
  const page = await openWindow(`/experiments/0/runs/${runId}`);
  const main = page.getByRole('main');
  await main.getByRole('link', { name: 'plain' }).click();
  await expect(new Frame(page).toasts).toContainText('Stile opens https links only');
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('http://wiki.lan/a');
  expect(await main.getByRole('link', { name: '1', exact: true }).getAttribute('target')).toBe(null);
  await main.getByRole('link', { name: 'run', exact: true }).click();
  await expect(page).toHaveURL(/tab=code/);
});
