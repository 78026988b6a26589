import type { Page } from '@playwright/test';
import { expect, main, test } from './fixtures.ts';
import { ExperimentsPage } from './pages/experiments-page.ts';
import { Frame } from './pages/frame.ts';
import { RunsPage } from './pages/runs-page.ts';
import { expectAccessible } from './support/axe.ts';
import { seedStory } from './support/seed.ts';

test('nothing for axe to find on empty pages', async ({ engine, openWindow }) => {
  const { experimentId } = await engine.client.experiments.create({ name: 'empty' });
  const page = await openWindow(`/experiments/${experimentId}`);
  await expect(page.getByText('No runs yet')).toBeVisible();
  await expectAccessible(page, 'no runs');
  await page.getByText('Deleted', { exact: true }).first().click();
  await expect(page.getByText('Nothing deleted')).toBeVisible();
  await expectAccessible(page, 'nothing deleted');
  await page.getByRole('button', { name: 'Details of empty' }).click();
  await expectAccessible(page, 'experiment details');
});

test('nothing for axe to find on full pages', async ({ engine, openWindow }) => {
  test.slow();
  const { experimentId, runIds } = await seedStory(engine.client);
  const page = await openWindow('/experiments');
  const frame = new Frame(page);
  await expect(new ExperimentsPage(page).row('sentiment_classification')).toBeVisible();
  await expectAccessible(page, 'experiments');
  await page.getByRole('button', { name: 'New experiment' }).click();
  await expectAccessible(page, 'new experiment');

  await page.getByRole('link', { name: 'sentiment_classification' }).click();
  const runs = new RunsPage(page);
  await expect(runs.row('ibis-41')).toBeVisible();
  await runs.select('ibis-41', 'ibis-40');
  await expectAccessible(page, 'runs, some selected');
  await runs.inspect('ibis-41');
  await expect(runs.section('Metrics')).toContainText('cv_mean_accuracy');
  await expectAccessible(page, 'run details');
  await runs.section('Metrics').getByRole('button', { name: 'Log a metric' }).click();
  await runs.panel.getByLabel('Value').fill('x');
  await page.keyboard.press('Tab');
  await expectAccessible(page, 'run form with a problem');
  await runs.panel.getByRole('tab', { name: 'Artifacts' }).click();
  await expectAccessible(page, 'run files');
  await runs.panel.getByRole('tab', { name: 'Activity' }).click();
  await expectAccessible(page, 'run activity');
  await runs.filter.fill('metrics.x >>');
  await expect(page.getByRole('alert')).toBeVisible();
  await expectAccessible(page, 'filter problem');

  await page.getByRole('button', { name: /^Columns/ }).click();
  await expectAccessible(page, 'columns');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await expect(frame.palette).toBeVisible();
  await expectAccessible(page, 'palette');
  await page.keyboard.press('Escape');
  await frame.command('Keyboard shortcuts');
  await expect(page.getByRole('complementary', { name: 'Keyboard shortcuts' })).toBeVisible();
  await expectAccessible(page, 'shortcuts');
  await frame.command('Export the workspace');
  await expect(page.getByLabel('File on the engine’s computer')).toBeVisible();
  await expectAccessible(page, 'export');
  expect(runIds.size).toBeGreaterThan(0);
  expect(experimentId).not.toBe('');
});

test('a keyboard is enough: find, open, select, delete, take back', main, async ({ engine, openWindow }) => {
  await seedStory(engine.client);
  const page = await openWindow();
  const runs = new RunsPage(page);
  const frame = new Frame(page);

  await frame.command('sentiment_classification');
  await expect(runs.row('ibis-42')).toBeVisible();
  await tabTo(page, 'treegrid');
  await page.keyboard.press('j');
  await page.keyboard.press('Space');
  await expect(runs.panel).toContainText('ibis-41');
  await page.keyboard.press('Escape');
  await expect(runs.panel).toHaveCount(0);

  await page.keyboard.press('x');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Shift+X');
  await expect(runs.selectionBar).toContainText('2 selected');
  await page.keyboard.press('Delete');
  await expect(runs.row('ibis-41')).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(runs.row('ibis-41')).toBeVisible();

  await page.keyboard.press('/');
  await expect(runs.filter).toBeFocused();
  await page.keyboard.type('attributes.run_name = "sweep-3"');
  await page.keyboard.press('Enter');
  await expect.poll(() => runs.names()).toEqual(['sweep-3']);
  await page.keyboard.press('Escape');
  await expect(runs.grid).toBeFocused();
  await page.keyboard.press('n');
  await expect(runs.panel.getByLabel('Name')).toBeFocused();
});

test('open runs with the arrow keys', async ({ engine, openWindow }) => {
  const { experimentId } = await seedStory(engine.client);
  const page = await openWindow(`/experiments/${experimentId}`);
  const runs = new RunsPage(page);
  await expect(runs.row('sweep-3')).toBeVisible();
  await runs.grid.focus();
  for (let step = 0; step < 4; step += 1) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await expect(runs.row('sweep-3/05')).toBeVisible();
  await page.keyboard.press('ArrowLeft');
  await expect(runs.row('sweep-3/05')).toHaveCount(0);
});

test('the focus is never hidden under what floats', async ({ engine, openWindow }) => {
  const { experimentId } = await seedStory(engine.client);
  const page = await openWindow(`/experiments/${experimentId}`);
  await expect(new RunsPage(page).row('ibis-41')).toBeVisible();
  for (let press = 0; press < 25; press += 1) {
    await page.keyboard.press('Tab');
    expect(await page.evaluate(isFocusInSight), `after ${String(press + 1)} tabs`).toBe(true);
  }
});

/** WCAG 2.4.11: some part of what has the focus can be seen. */
function isFocusInSight(): boolean {
  const focused = document.activeElement;
  if (focused === null || focused === document.body) return true;
  const { left, top, width, height } = focused.getBoundingClientRect();
  const shown = document.elementFromPoint(left + width / 2, top + Math.min(height / 2, 20));
  return (
    shown !== null && (focused.contains(shown) || shown.contains(focused) || shown.closest('label') !== null)
  );
}

async function tabTo(page: Page, role: string): Promise<void> {
  for (let press = 0; press < 30; press += 1) {
    await page.keyboard.press('Tab');
    if ((await page.evaluate(() => document.activeElement?.role)) === role) return;
  }
  throw new Error(`30 tabs do not lead to the ${role}`);
}
