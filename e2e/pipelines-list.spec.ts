import { expect, main, test } from './fixtures.ts';
import { Frame } from './pages/frame.ts';
import { PipelinesPage } from './pages/pipelines-page.ts';
import { expectAccessible } from './support/axe.ts';
import { seedNightly, startSlowRuns } from './support/seed-pipelines.ts';
import type { TestEngine } from './support/engine.ts';

/** Ends at once, well or not. */
async function seedQuick({ client }: Pick<TestEngine, 'client'>): Promise<void> {
  const text = `version: 1
name: quick
description: Does what it is told
params:
  command: { type: string, default: "true" }
tasks:
  do: { type: shell, with: { command: "{{ params.command }}" } }
`;
  await client.pipelines.save({ name: 'quick', text });
  for (const command of ['true', 'false', 'true']) {
    const { pipelineRunId } = await client.pipelines.run({ name: 'quick', params: { command } });
    await client.pipelines.waitRun({ pipelineRunId });
  }
}

test(
  'the last runs of each pipeline are squares that arrows walk, and change as runs do',
  main,
  async ({ engine, openWindow }) => {
    await seedQuick(engine);
    await startSlowRuns(engine, 1);
    const page = await openWindow('/pipelines');
    const list = new PipelinesPage(page);
    await expect(list.squares('quick')).toHaveCount(3);
    await expect(list.squares('quick').nth(1)).toHaveAccessibleName(/^Failed, .*\d (ms|s)$/);
    await expect(list.squares('slow')).toHaveAccessibleName(/^Running/);

    const { pipelineRunId } = await engine.client.pipelines.run({ name: 'quick' });
    await expect(list.squares('quick')).toHaveCount(4);
    await expect(list.squares('quick').last()).toHaveAccessibleName(/^Finished/);
    await expect(list.line('quick')).toContainText('median');

    await list.squares('quick').last().focus();
    await page.keyboard.press('ArrowDown');
    await expect(list.squares('slow')).toBeFocused();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await expect(list.squares('quick').nth(1)).toBeFocused();
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(new RegExp(`/pipelines/runs/${pipelineRunId}$`));
  },
);

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the list is narrowed, and keys act on its lines, ${colorScheme}`, async ({ engine, openWindow }) => {
    await seedNightly(engine);
    await seedQuick(engine);
    const page = await openWindow('/pipelines', { colorScheme });
    const list = new PipelinesPage(page);
    await list.line('nightly').getByRole('link', { name: 'nightly', exact: true }).focus();
    await page.keyboard.press('p');
    await expect(new Frame(page).toasts).toContainText('nightly starts nothing by itself any more');
    await expect(list.schedule('nightly')).not.toBeChecked();
    await page.keyboard.press('j');
    await expect(page.getByRole('link', { name: 'quick', exact: true }).first()).toBeFocused();
    await expectAccessible(page, 'the list of pipelines');

    await page.getByRole('button', { name: 'Paused 1' }).click();
    await expect(list.line('nightly')).toBeVisible();
    await expect(list.line('quick')).toBeHidden();
    await page.getByRole('button', { name: 'Paused 1' }).click();
    await page.getByRole('searchbox', { name: 'Filter pipelines' }).fill('told');
    await expect(list.line('nightly')).toBeHidden();
    await expect(list.line('quick')).toBeVisible();
    await page.getByRole('searchbox', { name: 'Filter pipelines' }).fill('nothing like it');
    await expect(page.getByText('No pipeline matches')).toBeVisible();
    await page.getByRole('searchbox', { name: 'Filter pipelines' }).fill('');
    await page.getByRole('link', { name: 'quick', exact: true }).first().focus();
    await page.keyboard.press('r');
    await expect(page.getByRole('complementary', { name: 'Run quick' })).toBeVisible();
  });
}

test('a workspace without pipelines tells how the first one comes to be', async ({ openWindow }) => {
  const page = await openWindow('/pipelines');
  await expect(page.getByText('No pipelines yet')).toBeVisible();
  await expect(page.getByText('name: hello')).toBeVisible();
  await expectAccessible(page, 'no pipelines');
});
