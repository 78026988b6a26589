import { expect, test } from './fixtures.ts';
import { Frame } from './pages/frame.ts';
import { PipelinesPage } from './pages/pipelines-page.ts';
import { expectAccessible } from './support/axe.ts';
import { seedNightly, startSlowRuns, seedQuick } from './support/seed-pipelines.ts';
import type { TestEngine } from './support/engine.ts';

test('the last runs of each pipeline are squares that arrows walk, and change as runs do', async ({
  engine,
  openWindow,
}) => {
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
});

test('the list is narrowed, and keys act on its lines', async ({ engine, openWindow }) => {
  await seedNightly(engine);
  await seedQuick(engine);
  const page = await openWindow('/pipelines');
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

/** Starts at half past two, a time that clocks leave out in March and show twice in October. */
async function seedEarly({ client }: Pick<TestEngine, 'client'>): Promise<void> {
  const text = `version: 1
name: early
# Before people come to work
schedule:
  cron: "0 6 * * *" # six o'clock
  timezone: Europe/Stockholm
tasks:
  do: { type: shell, with: { command: "true" } }
`;
  await client.pipelines.save({ name: 'early', text });
}

test('a schedule is set in a sheet, which warns of clocks and keeps comments', async ({
  engine,
  openWindow,
}) => {
  await seedEarly(engine);
  const page = await openWindow('/pipelines');
  const list = new PipelinesPage(page);
  await list.choose('early', 'Schedule…');
  const sheet = page.getByRole('complementary', { name: 'Schedule of early' });
  await sheet.getByLabel('Cron').fill('30 2 * * *');
  await expect(sheet).toContainText(/03-\d\d 02:30 does not exist, because clocks are set forward/);
  await expect(sheet).toContainText(/10-\d\d 02:30 comes twice, because clocks are set back/);
  await expect(sheet.getByRole('table', { name: 'Next times' }).getByRole('row')).toHaveCount(6);
  await sheet.getByText('More of the schedule').click();
  await sheet.getByLabel('When clocks are set back').selectOption('As Airflow does');
  await expectAccessible(page, 'the schedule of a pipeline');
  await sheet.getByRole('button', { name: 'Save' }).click();
  await expect(new Frame(page).toasts).toContainText('Schedule of early saved');
  await expect(sheet).toBeHidden();
  await expect(list.line('early')).toContainText('Every day at 02:30');
  const { text } = await engine.client.pipelines.get({ name: 'early' });
  expect(text).toContain('# Before people come to work');
  expect(text).toContain('cron: "30 2 * * *" # six o\'clock');
  expect(text).toContain('dst: airflow');

  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(list.line('early')).toContainText('Every day at 06:00');

  await page.getByRole('link', { name: 'early', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'early' })).toBeVisible();
  await page.getByRole('button', { name: 'More for early' }).click();
  await page.getByRole('menuitem', { name: 'Schedule…' }).click();
  await sheet.getByRole('button', { name: 'Use an interval' }).click();
  await sheet.getByLabel('Every').fill('2h');
  await sheet.getByRole('button', { name: 'Save' }).click();
  await expect(sheet).toBeHidden();
  const after = await engine.client.pipelines.get({ name: 'early' });
  expect(after.schedule?.text).toBe('every 2h');
  expect(after.text).toContain('# Before people come to work');
});

test('a schedule that does not parse is marked at its field, and cannot be saved', async ({
  engine,
  openWindow,
}) => {
  await seedEarly(engine);
  const page = await openWindow('/pipelines');
  await new PipelinesPage(page).choose('early', 'Schedule…');
  const sheet = page.getByRole('complementary', { name: 'Schedule of early' });
  const cron = sheet.getByLabel('Cron');
  await cron.fill('61 6 * * *');
  await expect(cron).toHaveAttribute('aria-invalid', 'true');
  await expect(cron).toHaveAccessibleDescription(/“61” does not fit cron\. .*numbers from 0 to 59/);
  await expect(sheet).not.toContainText('06:61');
  const save = sheet.getByRole('button', { name: 'Save' });
  await expect(save).toBeDisabled();
  await expect(save).toHaveAccessibleDescription('Put the schedule right first.');
  await expectAccessible(page, 'a schedule with an error');
  await cron.fill('59 6 * * *');
  await expect(sheet).toContainText('Every day at 06:59');
  await expect(save).toBeEnabled();

  // Before the check has answered, the engine refuses it: the value, and not the file.
  await page.route('**/*', (route) =>
    route.request().url().includes('validate') ? undefined : route.fallback(),
  );
  await cron.fill('62 6 * * *');
  await cron.press('Enter');
  await save.click();
  await expect(sheet.getByRole('alert')).toContainText('The schedule was not saved. “62” does not fit cron.');
  await expect(sheet).toBeVisible();
  await expect(new Frame(page).toasts).not.toContainText('Mend the file');
});

test('a backfill lists its dates, runs them all, and knows them then', async ({ engine, openWindow }) => {
  await seedEarly(engine);
  const page = await openWindow('/pipelines');
  const list = new PipelinesPage(page);
  await list.choose('early', 'Backfill…');
  const sheet = page.getByRole('complementary', { name: 'Backfill early' });
  const dates = sheet.getByRole('region', { name: 'Dates' });
  await sheet.getByRole('button', { name: 'Last 7 days' }).click();
  await expect(dates.getByRole('listitem')).toHaveCount(7);
  await expect(dates.getByText('runs', { exact: true })).toHaveCount(7);
  await sheet.getByLabel('At once').fill('3');
  await expectAccessible(page, 'the dates of a backfill');
  await sheet.getByRole('button', { name: 'Run 7 dates' }).click();
  const over = sheet.getByRole('region', { name: 'Earlier backfills' });
  await expect(over).toContainText('7 finished', { timeout: 30_000 });
  await expect(dates.getByText('stays')).toHaveCount(7);
  await expect(dates).toContainText('0 to run, 7 left as they are');
  await expect(sheet.getByRole('button', { name: 'Nothing to run' })).toBeDisabled();
  await expectAccessible(page, 'a backfill that is over');
  await sheet.getByLabel('Dates that have a run').selectOption('All again');
  await expect(dates.getByText('runs again')).toHaveCount(7);
  const { runs } = await engine.client.pipelines.runs({ name: 'early' });
  expect(runs.map(({ state }) => state)).toEqual(Array.from({ length: 7 }, () => 'success'));

  await sheet.getByLabel('Until, included').fill('2020-01-01');
  await expect(sheet).toContainText('It lies before the first day.');
  await sheet.getByRole('button', { name: 'Close' }).last().click();
  await expect(list.squares('early')).toHaveCount(7);
});

test('a backfill is stopped; without a schedule there is nothing to fill', async ({ engine, openWindow }) => {
  const text = (name: string, schedule: string): string =>
    `version: 1\nname: ${name}\n${schedule}tasks:\n  wait: { type: shell, with: { command: sleep 120 } }\n`;
  await engine.client.pipelines.save({ name: 'long', text: text('long', 'schedule: { every: 1d }\n') });
  await engine.client.pipelines.save({ name: 'plain', text: text('plain', '') });
  const page = await openWindow('/pipelines');
  const list = new PipelinesPage(page);
  await list.choose('long', 'Backfill…');
  const sheet = page.getByRole('complementary', { name: 'Backfill long' });
  await sheet.getByRole('button', { name: 'Last 7 days' }).click();
  await sheet.getByRole('button', { name: /^Run [67] dates$/ }).click();
  const running = sheet.getByRole('region', { name: 'Under way' });
  await expect(running).toContainText(/0 of [67]/);
  await running.getByRole('button', { name: /^Stop the backfill/ }).click();
  await expect(sheet.getByRole('region', { name: 'Earlier backfills' })).toContainText('Stopped');
  const { backfills } = await engine.client.pipelines.backfills({ name: 'long' });
  expect(backfills.map(({ state }) => state)).toEqual(['canceled']);
  await page.keyboard.press('Escape');

  await list.choose('plain', 'Backfill…');
  await page.getByRole('button', { name: 'Add a schedule' }).click();
  await expect(page.getByRole('complementary', { name: 'Schedule of plain' })).toContainText(
    'No times start this pipeline by itself.',
  );
});

test('a pipeline is made of a template, copied, renamed and deleted with a way back', async ({
  engine,
  openWindow,
}) => {
  await seedQuick(engine);
  const page = await openWindow('/pipelines');
  const list = new PipelinesPage(page);
  const { toasts } = new Frame(page);
  await page.getByRole('button', { name: 'New pipeline' }).click();
  const sheet = page.getByRole('complementary', { name: 'New pipeline' });
  const create = page.getByRole('button', { name: 'Create', exact: true });
  await sheet.getByLabel('Name').fill('Quick');
  await expect(sheet).toContainText('There is a pipeline Quick already.');
  await sheet.getByLabel('Name').fill('a/b');
  await expect(sheet).toContainText('A name of a file has no');
  await sheet.getByLabel('Name').fill('morning');
  await expect(create).toBeDisabled();
  await expect(sheet.getByText('The model', { exact: false }).first()).toBeVisible();
  await sheet.getByRole('radio', { name: 'Shell commands' }).check();
  await expectAccessible(page, 'templates of pipelines');
  await create.click();
  await expect(page).toHaveURL(/\/pipelines\/morning$/);
  await expect(page.getByRole('heading', { level: 1, name: 'morning' })).toBeVisible();
  const made = await engine.client.pipelines.get({ name: 'morning' });
  expect(made.text).toContain('name: morning');
  expect(made.tasks.length).toBeGreaterThan(2);

  await page
    .getByRole('link', { name: /^Pipelines/ })
    .first()
    .click();
  await list.choose('quick', 'Duplicate…');
  const copy = page.getByRole('complementary', { name: 'Duplicate quick' });
  await expect(copy.getByLabel('Name')).toHaveValue('quick-2');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'quick-2' })).toBeVisible();

  await page.getByRole('button', { name: 'More for quick-2' }).click();
  await page.getByRole('menuitem', { name: 'Rename…' }).click();
  const rename = page.getByRole('complementary', { name: 'Rename quick-2' });
  await rename.getByLabel('Name').fill('slower');
  await expectAccessible(page, 'another name for a pipeline');
  await rename.getByRole('button', { name: 'Rename', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'slower' })).toBeVisible();
  await expect(toasts).toContainText('quick-2 is called slower now');

  await page.getByRole('button', { name: 'More for slower' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(page).toHaveURL(/\/pipelines$/);
  await expect(list.line('slower')).toBeHidden();
  await expect(toasts).toContainText('Pipeline slower deleted');
  await toasts.getByRole('button', { name: /Undo/ }).last().click();
  await expect(list.line('slower')).toBeVisible();
  expect((await engine.client.pipelines.get({ name: 'slower' })).tasks).toHaveLength(1);
});

test('a workspace without pipelines tells how the first one comes to be', async ({ openWindow }) => {
  const page = await openWindow('/pipelines');
  await expect(page.getByText('No pipelines yet')).toBeVisible();
  await expect(page.getByText('name: hello')).toBeVisible();
  await expectAccessible(page, 'no pipelines');
});
