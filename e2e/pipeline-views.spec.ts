import { expect, test } from './fixtures.ts';
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

test('the text that a run has run is compared with the file, from change to change by key', async ({
  engine,
  openWindow,
}) => {
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
});

const copied = `version: 1
name: copies
params: { place: { type: string, default: north } }
defaults: { env: { LEVEL: info } }
tasks:
  copy:
    type: shell
    cache: true
    retries: 1
    retry_delay: 100ms
    with: { command: "test -e tried && echo {{ params.place }} > told.txt || { touch tried; exit 3; }" }
`;

test('a try of a task tells what it was given, ran in and left, and whose outputs it took over', async ({
  engine,
  openWindow,
}) => {
  const { pipelines } = engine.client;
  await pipelines.save({ name: 'copies', text: copied });
  const runOnce = async (): Promise<string> => {
    const { pipelineRunId } = await pipelines.run({ name: 'copies' });
    await pipelines.waitRun({ pipelineRunId, maxWaitMs: 20_000 });
    return pipelineRunId;
  };
  const [before, after] = [await runOnce(), await runOnce()];
  const page = await openWindow(`/pipelines/runs/${before}`);
  const task = page.getByRole('region', { name: 'Task copy' });
  const open = (tab: string) => task.getByRole('tab', { name: tab, exact: true }).click();
  await open('Params');
  await expect(task).toContainText('Try 2 of 2');
  await expect(task.getByText('echo north')).toBeVisible();
  await expect(task.getByRole('region', { name: 'In the file' })).toContainText('retry_delay: 100ms');
  await expect(task).toContainText('What the file says stands below');
  await expectAccessible(page, 'params of a try');
  await open('Env');
  await expect(task).toContainText('LEVEL');
  await expect(task).toContainText('info');
  await expect(task.locator('dl')).toContainText(/Process\d+/);
  await expectAccessible(page, 'the environment of a try');
  // The tab is kept from run to run, and the first try is told as it was.
  await page.goto(new URL(`/pipelines/runs/${before}?task=copy&try=1`, page.url()).href);
  await expect(task).toContainText('Try 1 of 2');
  await expect(task.locator('dl')).toContainText('Exit code3');

  await page.goto(new URL(`/pipelines/runs/${after}`, page.url()).href);
  await open('Lineage');
  await expect(task).toContainText('It read and made nothing that is tracked.');
  await open('Summary');
  await expect(task).toContainText('Its outputs are those of an earlier run.');
  await expectAccessible(page, 'a try that took over outputs');
  await task.getByRole('link', { name: /from run/ }).click();
  await expect(page).toHaveURL(new RegExp(`/pipelines/runs/${before}`));

  await task.getByRole('link', { name: 'Edit pipeline' }).click();
  await expect(page).toHaveURL(/\/pipelines\/copies\?task=copy/);
  await expect(page.locator('[data-id="copy"]')).toHaveAttribute('aria-pressed', 'true');
});

const grouped = `version: 1
name: grouped
groups: { prepare: {} }
tasks:
  load: { type: shell, with: { command: echo loaded } }
  clean: { type: shell, group: prepare, needs: [load], with: { command: echo clean } }
  fill: { type: shell, group: prepare, needs: [load], with: { command: exit 3 } }
  send: { type: shell, needs: [clean, fill], with: { command: echo sent } }
`;

test('the graph of a run is walked by keys, folds its groups, and shares what is chosen with the other views', async ({
  engine,
  openWindow,
}) => {
  const { pipelines } = engine.client;
  await pipelines.save({ name: 'grouped', text: grouped });
  const { pipelineRunId } = await pipelines.run({ name: 'grouped' });
  await pipelines.waitRun({ pipelineRunId, maxWaitMs: 20_000 });
  const page = await openWindow(`/pipelines/runs/${pipelineRunId}`);
  const graph = page.getByRole('application', { name: 'Tasks of grouped' });
  const card = (id: string) => graph.locator(`[data-id="${id}"]`);
  // What failed is chosen first.
  await expect(card('fill')).toHaveAttribute('aria-pressed', 'true');
  await expect(card('fill')).toContainText('Failed');
  await expect(card('send')).toContainText('Not reached');
  await expectAccessible(page, 'the graph of a run');
  await card('fill').focus();
  await page.keyboard.press('ArrowLeft');
  await expect(card('load')).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByRole('region', { name: 'Task load' })).toBeVisible();
  await expect(page).toHaveURL(/task=load/);

  // A folded group says what needs a person first, and opens to it.
  await page.getByTitle('Fold the group').click();
  await expect(card('clean')).toHaveCount(0);
  const folded = card('group prepare');
  await expect(folded).toContainText('Failed');
  // It stays folded, also for the next run of the pipeline.
  const next = await pipelines.run({ name: 'grouped' });
  await pipelines.waitRun({ pipelineRunId: next.pipelineRunId, maxWaitMs: 20_000 });
  await page.goto(new URL(`/pipelines/runs/${next.pipelineRunId}`, page.url()).href);
  await expect(folded).toContainText('Failed');
  await expect(card('clean')).toHaveCount(0);
  await folded.click();
  await expect(page.getByRole('region', { name: 'Task fill' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(card('clean')).toBeVisible();

  await page.locator('label', { hasText: 'Table' }).click();
  await expect(page.getByRole('row', { name: /fill/ })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Task fill' })).toBeVisible();
  // A picture of the whole is kept for the next run.
  await page.locator('label', { hasText: 'Graph' }).click();
  await page.getByRole('button', { name: 'Overview map' }).click();
  await page.reload();
  await expect(page.getByRole('button', { name: 'Overview map' })).toHaveAttribute('aria-pressed', 'true');
});

const planned = `version: 1
name: plan
schedule: { cron: "30 11 * * *", timezone: UTC }
params: { code: { type: integer, default: 0 } }
tasks:
  work: { type: shell, with: { command: "exit {{ params.code }}" } }
`;

test('days of runs and of times to come are walked by keys, over months, and list their runs', async ({
  engine,
  openWindow,
}) => {
  const { pipelines } = engine.client;
  await pipelines.save({ name: 'plan', text: planned });
  for (const code of [0, 1]) {
    const { pipelineRunId } = await pipelines.run({ name: 'plan', params: { code } });
    await pipelines.waitRun({ pipelineRunId, maxWaitMs: 20_000 });
  }
  const page = await openWindow('/pipelines/plan?view=calendar', { timezoneId: 'Europe/Stockholm' });
  const days = page.getByRole('group', { name: 'Days of plan' });
  const today = days.locator('[aria-current="date"]');
  await expect(today).toContainText(/2 runs, 1 failed/);
  await expect(days.getByRole('grid')).toHaveCount(6);
  await expect(days.getByRole('columnheader').first()).toHaveText('Mon');
  await expectAccessible(page, 'the calendar of a pipeline');

  await today.focus();
  await page.keyboard.press('ArrowRight');
  const focused = days.locator('td:focus');
  await expect(focused).toContainText('1 planned');
  await page.keyboard.press('Enter');
  const list = page.getByRole('complementary', { name: /^Runs of / });
  await expect(list).toContainText('No run on this day.');
  await expect(list).toContainText('1 planned');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Enter');
  await expect(list.getByRole('link')).toHaveCount(2);
  await expect(list.getByRole('link').first()).toContainText('Failed');
  await expectAccessible(page, 'the runs of a day');

  // Further back than what is shown, the months come along; the key goes on from there.
  const date = await today.getAttribute('data-day');
  for (let i = 0; i < 5; i += 1) await page.keyboard.press('PageUp');
  await expect(page).toHaveURL(/month=\d{4}-\d\d/);
  await expect(focused).toContainText('nothing');
  await expect(days.getByRole('grid')).toHaveCount(6);
  const earlier = page.getByRole('button', { name: 'Earlier' });
  await earlier.click();
  await expect(earlier).toBeFocused();
  await page.getByRole('button', { name: 'Today' }).click();
  await expect(days.locator(`[data-day="${date ?? ''}"]`)).toBeVisible();

  await page.getByLabel('Days in').selectOption('utc');
  await page.reload();
  await expect(page.getByLabel('Days in')).toHaveValue('utc');
  await expect(list).toContainText('In UTC');
  await list.getByRole('link').first().click();
  await expect(page.getByRole('application', { name: 'Tasks of plan' })).toBeVisible();
});
