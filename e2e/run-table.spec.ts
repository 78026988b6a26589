import { readFileSync } from 'node:fs';
import type { EngineClient } from '#contract/procedures.ts';
import { expect, main, test } from './fixtures.ts';
import { RunsPage } from './pages/runs-page.ts';
import { expectAccessible } from './support/axe.ts';

/** Four runs that differ in what they were given and how well they did. */
async function seedRuns(client: EngineClient): Promise<string> {
  const { experimentId } = await client.experiments.create({ name: 'birds' });
  for (const [index, depth] of ['2', '4', '8', '16'].entries()) {
    const { runId } = await client.runs.create({ experimentId, name: `bird-${String(index)}` });
    const metrics = [0.05, 0.1].map((before, step) => ({ key: 'f1', step, value: 0.5 + before * index }));
    await client.runs.logBatch({
      runId,
      metrics: [...metrics, { key: 'f1_std', value: 0.01 }, { key: 'loss', value: 1 - index / 10 }],
      params: [
        { key: 'depth', value: depth },
        { key: 'model', value: 'tree' },
      ],
      tags: [{ key: 'owner', value: index < 2 ? 'kj' : 'bo' }],
    });
    await client.runs.update({ runId, status: 'FINISHED' });
  }
  return experimentId;
}

test('columns are found, added, moved, widened and kept in the address', async ({ engine, openWindow }) => {
  const experimentId = await seedRuns(engine.client);
  const page = await openWindow(`/experiments/${experimentId}`);
  const runs = new RunsPage(page);
  const heads = runs.grid.getByRole('columnheader');
  await expect(runs.row('bird-3')).toContainText('±0.01');

  await page.getByRole('button', { name: /^Columns/ }).click();
  const picker = page.getByRole('dialog');
  await picker.getByLabel('Find a column').fill('own');
  await picker.getByRole('checkbox', { name: 'owner', exact: true }).click();
  await picker.getByLabel('Find a column').fill('');
  await picker.getByRole('button', { name: 'Move owner towards the start' }).click();
  await picker.getByRole('button', { name: 'Keep owner in view' }).click();
  await page.keyboard.press('Escape');
  await expect(heads.nth(2)).toHaveText('owner');
  await expect(runs.row('bird-0')).toContainText('kj');

  const head = heads.nth(2).getByRole('button');
  const before = (await heads.nth(2).boundingBox())?.width ?? 0;
  await head.focus();
  await page.keyboard.press('Alt+ArrowRight');
  await expect.poll(async () => (await heads.nth(2).boundingBox())?.width ?? 0).toBeGreaterThan(before + 10);
  await page.reload();
  await expect(heads.nth(2)).toHaveText('owner');
});

test('a filter is chips, text and Python, and says what emptied the list', async ({ engine, openWindow }) => {
  const experimentId = await seedRuns(engine.client);
  const page = await openWindow(`/experiments/${experimentId}`);
  const runs = new RunsPage(page);
  await expect(runs.row('bird-3')).toBeVisible();

  const add = page.getByRole('button', { name: 'Filter', exact: true });
  await add.click();
  await page.getByRole('combobox', { name: 'Key' }).fill('tags.owner');
  await page.getByRole('combobox', { name: /^Value/ }).fill('kj');
  await page.keyboard.press('Enter');
  const chips = page.getByRole('list', { name: 'Conditions of the filter' }).getByRole('listitem');
  await expect(chips).toHaveText(['owner=kj']);
  await expect(runs.row('bird-3')).toHaveCount(0);
  await expect(page.getByText('mlflow.search_runs')).toBeVisible();

  await add.click();
  await page.getByRole('combobox', { name: 'Key' }).fill('metrics.f1');
  await page.getByRole('textbox', { name: 'Value' }).fill('0,9');
  await page.keyboard.press('Enter');
  await expect(page.getByText('metrics.f1 >= 0.9 removes the last 2 runs.')).toBeVisible();

  await page.getByRole('button', { name: 'Filter as text' }).click();
  await expect(runs.filter).toHaveValue("tags.owner = 'kj' AND metrics.f1 >= 0.9");
  await page.getByRole('button', { name: 'Filter as text' }).click();
  await page.getByRole('button', { name: 'Remove metrics.f1 >= 0.9' }).click();
  await expect(runs.row('bird-1')).toBeVisible();
});

test('by keys alone a baseline and a pinned run; fit for all in both themes and in Swedish', async ({
  engine,
  openWindow,
}) => {
  const experimentId = await seedRuns(engine.client);
  const page = await openWindow(`/experiments/${experimentId}`);
  const runs = new RunsPage(page);
  await expect(runs.row('bird-3')).toBeVisible();
  await runs.grid.focus();
  await page.keyboard.press('b');
  await expect(runs.grid.getByRole('columnheader', { name: 'vs bird-3' })).toBeVisible();
  await expect(runs.row('bird-0')).toContainText('−30.0 pp');
  await expect(runs.row('bird-3')).toHaveCount(1);
  await page.keyboard.press('j');
  await page.keyboard.press('p');
  await expect(runs.row('bird-2').getByRole('img', { name: 'Pinned' })).toBeVisible();
  await expectAccessible(page, 'runs with a baseline');
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectAccessible(page, 'runs with a baseline, dark');
  await page.evaluate(() => localStorage.setItem('stile.language', 'sv'));
  await page.reload();
  await expect(page.getByRole('columnheader', { name: 'mot bird-3' })).toBeVisible();
});

test('a view is saved, edited, reset and opened by its address; groups open by keys', async ({
  engine,
  openWindow,
}) => {
  const experimentId = await seedRuns(engine.client);
  const page = await openWindow(`/experiments/${experimentId}?group=tags.owner&filter=metrics.f1>0.1`);
  const runs = new RunsPage(page);
  await page.getByRole('button', { name: 'View: All runs' }).click();
  await page.getByRole('menuitem', { name: 'Save as a new view' }).click();
  await page.keyboard.type('By owner');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'View: By owner', exact: true })).toBeVisible();
  await page.getByRole('columnheader', { name: 'Status' }).getByRole('button').click();
  await page.getByRole('button', { name: 'View: By owner, edited' }).click();
  await page.getByRole('menuitem', { name: 'Reset changes' }).click();
  await expect(page.getByRole('button', { name: 'View: By owner', exact: true })).toBeVisible();
  const { views } = await engine.client.runViews.list({ experimentId });
  await page.goto(new URL(`/experiments/${experimentId}?saved=${String(views[0]?.viewId)}`, page.url()).href);
  const group = runs.grid.getByRole('row', { expanded: false }).first();
  await expect(group).toBeVisible();
  await runs.grid.focus();
  await page.keyboard.press('ArrowRight');
  await expect(runs.grid.getByRole('row', { level: 2 }).first()).toBeVisible();
});

test('all that a search finds is tagged and taken back as one', async ({ engine, openWindow }) => {
  const experimentId = await seedRuns(engine.client);
  const page = await openWindow(`/experiments/${experimentId}`);
  const runs = new RunsPage(page);
  await runs.select('bird-3');
  await runs.selectionBar.getByRole('button', { name: /Select all/ }).click();
  await runs.selectionBar.getByRole('button', { name: 'Tag' }).click();
  await page.getByRole('combobox', { name: 'Key' }).fill('verdict');
  await page.getByRole('combobox', { name: 'Value' }).fill('good');
  await page.getByRole('button', { name: 'Set tag' }).click();
  const count = async (): Promise<number> => {
    const found = { experimentIds: [experimentId], filter: "tags.verdict = 'good'" };
    return (await engine.client.runs.count(found)).count;
  };
  const { count: all } = await engine.client.runs.count({ experimentIds: [experimentId] });
  await expect.poll(count).toBe(all);
  await page.keyboard.press('Control+z');
  await expect.poll(count).toBe(0);
});

test('all runs of the search leave as CSV', main, async ({ engine, openWindow }) => {
  const experimentId = await seedRuns(engine.client);
  const page = await openWindow(`/experiments/${experimentId}?filter=metrics.f1>0.55`);
  await expect(new RunsPage(page).row('bird-3')).toBeVisible();
  await page.getByRole('button', { name: 'Export' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: /all columns/ }).click();
  const text = readFileSync(await (await download).path(), 'utf8');
  expect(text).toContain('run_id,name,status,user,started_at,ended_at');
  expect(text).toContain('tags.owner');
  expect(text.trim().split('\r\n')).toHaveLength(4);
});
