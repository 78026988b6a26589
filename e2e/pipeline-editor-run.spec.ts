import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { expectAccessible } from './support/axe.ts';

const text = `version: 1
name: night
tasks:
  load: { type: shell, with: { command: echo loaded } }
  clean: { type: shell, needs: [load], with: { command: echo cleaned } }
  score: { type: shell, needs: [clean], with: { command: echo scoring && exit 3 } }
  report: { type: shell, needs: [score], with: { command: echo reported } }
`;

const card = (page: Page, id: string): Locator => page.locator(`.react-flow__node[data-id="${id}"]`);

test('a part of a pipeline is run from its editor with a preview; a task that fails is seen, mended and run again with the rest', async ({
  engine,
  openWindow,
}) => {
  await engine.client.pipelines.save({ name: 'night', text });
  const page = await openWindow('/pipelines/night');
  await expect(card(page, 'load')).toContainText('Not run yet', { timeout: 15_000 });

  // Up to a task, by its menu: what runs and what does not is told before.
  await card(page, 'clean').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Run up to here' }).click();
  const sheet = page.getByRole('complementary', { name: 'Run up to clean' });
  await expect(sheet.getByRole('region', { name: '2 tasks run' })).toContainText('load');
  await expect(sheet.getByRole('region', { name: '2 tasks are left out' })).toContainText('score');
  await sheet.getByRole('button', { name: 'Run 2 tasks' }).click();
  await expect(page.getByText(/^Started 2 tasks of night, version [0-9a-f]{8}\.$/)).toBeVisible();
  await expect(card(page, 'clean')).toContainText('Finished');
  await expect(card(page, 'score')).toContainText('Not run yet');
  await expect(page.getByRole('region', { name: 'Log of the run' })).toContainText('cleaned');

  // From there on: what is reused is told with its run, and a task that fails says why.
  await card(page, 'score').click();
  await page.getByRole('button', { name: 'What to run' }).click();
  await page.getByRole('menuitem', { name: 'Run from score' }).click();
  const from = page.getByRole('complementary', { name: 'Run from score' });
  await expect(from.getByRole('region', { name: '2 tasks are reused' }).getByRole('link')).toHaveCount(2);
  // One reason for both is said once.
  await expect(from.getByText(/^unchanged · from run [0-9a-f]{8}$/)).toHaveCount(1);
  await expectAccessible(page, 'what would run, and the log');
  await from.getByRole('button', { name: 'Run 2 tasks' }).click();
  await expect(card(page, 'score')).toContainText('Failed');
  await expect(page.getByRole('region', { name: 'Log of the run' })).toContainText('scoring');
  // Its head takes two lines of a column of 360 points, and one more while something is looked for.
  const log = page.getByRole('region', { name: 'Log of the run' });
  const head = log.locator('header').last();
  const sizeOf = () => head.evaluate((box) => [box.scrollWidth, Math.round(box.clientHeight / 32)]);
  await log.evaluate((box) => (box.style.width = '360px'));
  expect(await sizeOf()).toEqual([360, 2]);
  await log.getByRole('textbox', { name: 'Find in log' }).fill('scoring');
  await expect(log.getByRole('button', { name: 'Match after' })).toBeVisible();
  expect(await sizeOf()).toEqual([360, 3]);
  await log.evaluate((box) => (box.style.width = ''));
  await page.getByRole('tab', { name: 'Last output' }).click();
  await expect(
    page.getByText('Its program ended with exit code 3. The log has what it printed.'),
  ).toBeVisible();

  // Mended where it stands, and run again with what came after it; the others are as they were.
  await page.getByRole('tab', { name: 'Settings', exact: true }).click();
  const command = page.getByRole('textbox', { name: 'Command' });
  await command.fill('echo scored');
  await command.blur();
  await expect(card(page, 'score')).toContainText('stale');
  await expectAccessible(page, 'a task that failed and is stale');
  await page.getByRole('button', { name: 'What to run' }).click();
  await page.getByRole('menuitem', { name: 'Run only what failed' }).click();
  const failed = page.getByRole('complementary', { name: 'Run only what failed' });
  await expect(failed.getByRole('region', { name: '2 tasks are reused' })).toContainText('clean');
  await failed.getByRole('button', { name: 'Run 2 tasks' }).click();
  await expect(card(page, 'report')).toContainText('Finished');
  await expect(card(page, 'score')).not.toContainText('stale');

  const { runs } = await engine.client.pipelines.runs({ name: 'night' });
  const { hash } = await engine.client.pipelines.get({ name: 'night' });
  expect(runs).toHaveLength(3);
  expect(runs[0]?.definitionHash).toBe(hash);
});
