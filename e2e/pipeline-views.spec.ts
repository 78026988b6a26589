import { expect, main, test } from './fixtures.ts';
import { expectAccessible } from './support/axe.ts';

const first = `version: 1
name: night
tasks:
  load: { type: shell, with: { command: echo loaded } }
${Array.from({ length: 12 }, (_, i) => `  # note ${String(i)}\n`).join('')}  send:
    type: shell
    needs: [load]
    with: { command: echo sent }
`;
const second = first.replace('echo sent', 'echo sent it').replace('loaded', 'read');

test(
  'the text that a run has run is compared with the file, from change to change by key',
  main,
  async ({ engine, openWindow }) => {
    const { pipelines } = engine.client;
    await pipelines.save({ name: 'night', text: first });
    const { pipelineRunId } = await pipelines.run({ name: 'night' });
    await pipelines.waitRun({ pipelineRunId, maxWaitMs: 20_000 });
    const page = await openWindow(`/pipelines/runs/${pipelineRunId}?view=definition`);
    const text = page.getByRole('textbox', { name: 'night.yaml' });
    await expect(page.getByText('The file says the same now.')).toBeVisible();
    await expect(text).toContainText('echo loaded');
    await expectAccessible(page, 'the definition of a run');

    // The file changes under it: told where the run is looked at, and what differs is shown.
    await pipelines.save({ name: 'night', text: second });
    await expect(page.getByText('The file differs in 2 lines now.')).toBeVisible();
    await expect(page.getByRole('radio', { name: /The file says something else now/ })).toBeChecked();
    const changes = page.getByRole('region', { name: 'Changes' });
    await expect(page.getByText('2 added, 2 removed')).toBeVisible();
    await expect(changes).toContainText('9 equal lines');
    await page.keyboard.press('F7');
    await expect(page.getByText('Change 1 of 2, line 4')).toBeVisible();
    await expect(changes.locator('tr[data-current]')).toContainText('echo read');
    await page.keyboard.press('Shift+F7');
    await expect(changes.locator('tr[data-current]')).toContainText('echo sent it');
    await page.getByText('In one column').click();
    await expect(changes.locator('tr[data-current]')).toHaveCount(2);
    await expectAccessible(page, 'a definition compared with the file');

    // All versions: the file as it is now, which no run has run, and what this run has run.
    await page.getByRole('link', { name: 'All versions' }).click();
    const list = page.getByRole('listbox', { name: 'Versions of night' });
    await expect(list.getByRole('option')).toHaveCount(2);
    await expect(list.getByRole('option', { name: 'never ran' })).toContainText('the file now');
    const ran = list.getByRole('option', { name: '1 run' });
    await expect(ran).toHaveAttribute('aria-selected', 'true');
    await expect(text).toContainText('echo loaded');
    await ran.press('ArrowUp');
    await expect(text).toContainText('echo read');
    await page.getByLabel('Compare with').selectOption({ index: 1 });
    await expect(page.getByText('Both say the same.')).toBeVisible();
    await page.getByLabel('Compare with').selectOption({ index: 2 });
    await expect(page.getByText('2 added, 2 removed')).toBeVisible();
    await expectAccessible(page, 'versions of a pipeline');
  },
);
