import { expect, main, test } from './fixtures.ts';
import { RunPage } from './pages/run-page.ts';
import { RunsPage } from './pages/runs-page.ts';
import { expectAccessible } from './support/axe.ts';
import { seedRunWithFiles } from './support/seed-files.ts';

test('a run opens from its list, shows what was logged, and keeps notes', async ({ engine, openWindow }) => {
  const { experimentId, runId } = await seedRunWithFiles(engine.client);
  const page = await openWindow(`/experiments/${experimentId}`);
  await new RunsPage(page).row('ibis-1').getByRole('link', { name: 'ibis-1' }).click();
  const run = new RunPage(page);
  await expect(run.title).toContainText('ibis-1');
  await expect(page.getByRole('navigation', { name: 'Where you are' })).toContainText('ibis-1');
  await expect(run.section('Notes').locator('strong')).toHaveText('wider');

  const params = run.section('Params');
  await expect(params).toContainText('depth');
  await params.getByRole('button', { name: 'model', exact: true }).click();
  await expect(params).not.toContainText('depth');
  await page.getByLabel('Find in params, metrics and tags').fill('width');
  await expect(params).toContainText('width');
  await expect(params).not.toContainText('depth');
  await expect(run.section('Metrics')).not.toContainText('f1');
  await page.getByLabel('Find in params, metrics and tags').fill('');

  await page.getByRole('button', { name: 'Edit notes' }).click();
  await page.getByRole('textbox', { name: 'Notes' }).fill('Went *down*.');
  await page.getByRole('button', { name: 'Save notes' }).click();
  await expect(run.section('Notes').locator('em')).toHaveText('down');
  const { tags } = await engine.client.runs.get({ runId });
  expect(tags).toContainEqual({ key: 'mlflow.note.content', value: 'Went *down*.' });
});

test('arrow keys go to the runs beside it, Enter and Space of the list go to page and inspector', async ({
  engine,
  openWindow,
}) => {
  const { experimentId } = await seedRunWithFiles(engine.client);
  const page = await openWindow(`/experiments/${experimentId}`);
  const runs = new RunsPage(page);
  const run = new RunPage(page);
  await expect(runs.row('older')).toBeVisible();
  await runs.grid.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Space');
  await expect(runs.panel.getByRole('link', { name: 'Open run' })).toBeVisible();
  await runs.grid.focus();
  await page.keyboard.press('Enter');
  await expect(run.title).toContainText('ibis-1');
  await expect(page.getByRole('button', { name: 'Next run (right arrow)' })).toBeEnabled();
  await page.keyboard.press('ArrowRight');
  await expect(run.title).toContainText('older');
  await expect(page.getByRole('button', { name: 'Previous run (left arrow)' })).toBeEnabled();
  await page.keyboard.press('ArrowLeft');
  await expect(run.title).toContainText('ibis-1');
});

test(
  'each kind of file is shown as what it is, and a page runs nothing',
  main,
  async ({ engine, openWindow }) => {
    const { experimentId, runId } = await seedRunWithFiles(engine.client);
    const page = await openWindow(`/experiments/${experimentId}/runs/${runId}?tab=artifacts`);
    const run = new RunPage(page);

    await run.show('eval.csv');
    await expect(page.getByRole('grid', { name: 'eval.csv' })).toContainText('a, b');
    await expect(page.getByText('2 rows, 2 columns')).toBeVisible();
    await run.show('train.py');
    await expect(page.getByRole('textbox', { name: 'train.py' })).toContainText('import mlflow');
    await run.show('metrics.json');
    const json = page.getByRole('treegrid', { name: 'metrics.json' });
    await expect(json).toContainText('f1: 0.87');
    await expect(json).toContainText('1: 2');
    await json.getByText('list of 2').click();
    await expect(json).not.toContainText('1: 2');
    await run.show('broken.json');
    await expect(page.getByText('could not be read as JSON')).toBeVisible();
    await page.getByRole('button', { name: 'As text' }).click();
    await expect(page.getByRole('textbox', { name: 'broken.json' })).toContainText('{"f1":');
    await run.show('report.md');
    await expect(page.getByRole('table')).toContainText('2');
    await run.show('report.html');
    const heading = page.frameLocator('iframe').getByRole('heading');
    await expect(heading).toHaveText('Report');
    await expect(heading).toHaveCSS('color', 'rgb(1, 2, 3)');
    await run.show('look.ipynb');
    await expect(page.getByRole('region', { name: 'Cell 2' })).toContainText('ValueError: no labels');
    await expect(page.getByRole('img', { name: 'Image of cell 2' })).toBeVisible();
    await run.show('model.pkl');
    await expect(page.getByText('has no preview')).toBeVisible();

    await run.files.getByRole('button', { name: 'plots' }).click();
    await run.show('a.png');
    await expect(page.getByRole('img', { name: 'plots/a.png' })).toHaveJSProperty('naturalWidth', 1);
    await page.keyboard.press('ArrowRight');
    await expect(page.getByRole('img', { name: 'plots/b.png' })).toHaveJSProperty('naturalWidth', 1);
  },
);

test('the log is searched, and the commands that make the run again are there', async ({
  engine,
  openWindow,
}) => {
  const { experimentId, runId } = await seedRunWithFiles(engine.client);
  const page = await openWindow(`/experiments/${experimentId}/runs/${runId}?tab=logs`);
  const run = new RunPage(page);
  const log = page.getByRole('region', { name: 'Log of the run' });
  await expect(log).toContainText('epoch 2');
  await page.getByLabel('Find in the log').fill('NAN');
  await expect(log).toHaveText('loss is nan');

  await run.openTab('Code and environment');
  const recipe = page.getByLabel('Commands that make this run again').last();
  await expect(recipe).toContainText('git checkout c0ffee12');
  await expect(recipe).toContainText(`stile artifact get ${runId} requirements.txt`);
  await expect(page.getByLabel('requirements.txt').last()).toContainText('scikit-learn==1.9.0');
});

test('nothing for axe to find on any tab', async ({ engine, openWindow }) => {
  test.slow();
  const { experimentId, runId } = await seedRunWithFiles(engine.client);
  const page = await openWindow(`/experiments/${experimentId}/runs/${runId}`);
  const run = new RunPage(page);
  for (const tab of ['Overview', 'Charts', 'Artifacts', 'Logs', 'Lineage', 'Code and environment']) {
    await run.openTab(tab);
    await expect(page.getByRole('tabpanel', { name: tab })).not.toBeEmpty();
    if (tab === 'Artifacts') {
      await run.show('train.py');
      await expect(page.getByRole('textbox', { name: 'train.py' })).toBeVisible();
    }
    await expectAccessible(page, tab);
  }
});

test('it speaks Swedish', async ({ engine, openWindow }) => {
  const { experimentId, runId } = await seedRunWithFiles(engine.client);
  const page = await openWindow(`/experiments/${experimentId}/runs/${runId}?tab=code`, { locale: 'sv-SE' });
  await expect(page.getByRole('tab', { name: 'Kod och miljö' })).toBeVisible();
  await expect(page.getByText('# koden som den var')).toBeVisible();
});
