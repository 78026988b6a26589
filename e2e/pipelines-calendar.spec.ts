import { expect, test } from './fixtures.ts';
import { PipelinesPage } from './pages/pipelines-page.ts';
import { expectAccessible } from './support/axe.ts';
import { seedNightly, seedQuick } from './support/seed-pipelines.ts';

test('the days of all pipelines are walked by keys, narrowed as the list is, and lead to runs', async ({
  engine,
  openWindow,
}) => {
  await seedNightly(engine);
  await seedQuick(engine);
  const page = await openWindow('/pipelines', { timezoneId: 'Europe/Stockholm' });
  const list = new PipelinesPage(page);
  await expect(list.line('quick')).toBeVisible();
  await page.keyboard.press('g');
  await expect(page).toHaveURL(/view=calendar/);
  await expect(list.line('quick')).toBeHidden();
  const days = page.getByRole('group', { name: 'Days of the pipelines' });
  const today = days.locator('[aria-current="date"]');
  await expect(today).toContainText(/3 runs, 1 failed, 2 finished/);
  await expectAccessible(page, 'the calendar of all pipelines');

  // Tomorrow the schedule of one of them starts it; what is shown of today goes on with the runs.
  await today.focus();
  await page.keyboard.press('ArrowRight');
  await expect(days.locator('td:focus')).toContainText('1 planned');
  await engine.client.pipelines.run({ name: 'quick' });
  await expect(today).toContainText(/4 runs, 1 failed, 3 finished/);
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Enter');
  const runs = page.getByRole('complementary', { name: /^Runs of / });
  await expect(runs.getByRole('link', { name: /quick/ })).toHaveCount(4);
  await expectAccessible(page, 'the runs of a day of all pipelines');

  // What the list is narrowed to holds for its days.
  const filter = page.getByRole('searchbox', { name: 'Filter pipelines' });
  await filter.fill('numbers');
  await expect(today).not.toContainText('4 runs');
  await expect(runs).toContainText('No run on this day.');
  await expect(days).toContainText('1 planned');
  await filter.fill('told');
  await expect(today).toContainText('4 runs');
  await expect(days).not.toContainText('planned');
  await filter.fill('nothing like it');
  await expect(page.getByText('No pipeline matches')).toBeVisible();
  await filter.fill('');

  // The view is kept for the next visit; the other one is chosen in the bar.
  await page
    .getByRole('link', { name: /^Pipelines/ })
    .first()
    .click();
  await expect(today).toContainText('4 runs');
  await page.getByRole('radiogroup', { name: 'View of the pipelines' }).getByText('List').click();
  await expect(list.line('quick')).toBeVisible();
  await page.goto(new URL('/pipelines?view=calendar', page.url()).href);
  await today.click();
  await runs.getByRole('link', { name: /quick/ }).first().click();
  await expect(page.getByRole('application', { name: 'Tasks of quick' })).toBeVisible();
});

test('a day of many pipelines has room for five states', async ({ engine, openWindow }) => {
  const { client } = engine;
  const save = (name: string, command: string): Promise<unknown> => {
    const schedule = '{ cron: "59 23 * * *", timezone: Europe/Stockholm }';
    const text = `version: 1\nname: ${name}\nschedule: ${schedule}\ntasks:\n  do: { type: shell, with: { command: ${command} } }\n`;
    return client.pipelines.save({ name, text });
  };
  await save('good', '"true"');
  await save('bad', '"false"');
  await save('long', 'sleep 60');
  await client.pipelines.run({ name: 'good' });
  await client.pipelines.run({ name: 'bad' });
  const { pipelineRunId } = await client.pipelines.run({ name: 'long' });
  await client.pipelines.cancel({ pipelineRunId });
  await client.pipelines.run({ name: 'long' });
  const page = await openWindow('/pipelines?view=calendar', { timezoneId: 'Europe/Stockholm' });
  const today = page.locator('main [aria-current="date"]');
  await expect(today).toContainText('4 runs, 1 failed, 1 running, 1 stopped, 1 finished, 3 planned');
  const cell = await today.boundingBox();
  const signs = await today.locator('svg').all();
  expect(signs).toHaveLength(5);
  for (const sign of signs) {
    const box = await sign.boundingBox();
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual((cell?.y ?? 0) + (cell?.height ?? 0));
    // What the cell clips is there, and is not seen.
    const isSeen = await sign.evaluate((glyph) => {
      const { x, y, width, height } = glyph.getBoundingClientRect();
      return document.elementFromPoint(x + width / 2, y + height - 2)?.closest('svg') === glyph;
    });
    expect(isSeen).toBe(true);
  }
});

test('days without runs or times to come tell how they are filled', async ({ engine, openWindow }) => {
  const text = 'version: 1\nname: still\ntasks:\n  do: { type: shell, with: { command: "true" } }\n';
  await engine.client.pipelines.save({ name: 'still', text });
  const page = await openWindow('/pipelines?view=calendar');
  await expect(page.getByText('No run yet, and none to come')).toBeVisible();
  await expectAccessible(page, 'a calendar without days');
  await engine.client.pipelines.run({ name: 'still' });
  await expect(page.locator('main [aria-current="date"]')).toContainText('1 finished');
});
