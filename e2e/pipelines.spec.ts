import { expect, main, test } from './fixtures.ts';
import { Frame } from './pages/frame.ts';
import { PipelinesPage } from './pages/pipelines-page.ts';
import { expectAccessible } from './support/axe.ts';
import {
  mendNightly,
  seedBrokenPipeline,
  seedNightly,
  seedPythonPipelines,
} from './support/seed-pipelines.ts';

test(
  'a question is answered, instances have logs of their own, and what failed runs again',
  main,
  async ({ engine, openWindow }) => {
    await seedNightly(engine);
    const { pipelineRunId } = await engine.client.pipelines.run({ name: 'nightly' });
    const page = await openWindow(`/pipelines/runs/${pipelineRunId}`);
    const pipelines = new PipelinesPage(page);
    const ask = pipelines.detail('look');
    await expect(ask).toContainText('Do the numbers of last night look right?');
    await expect(pipelines.node('nightly', 'look')).toContainText('Waiting for a person');
    await expectAccessible(page, 'a question');
    // It is shown because it waits; a press keeps it shown when it no longer does.
    await pipelines.node('nightly', 'look').click();
    await ask.getByLabel('Why').fill('As on other days');
    await ask.getByRole('button', { name: 'Approve' }).click();
    await expect(new Frame(page).toasts).toContainText('look approved');
    await expect(pipelines.node('nightly', 'send')).toContainText('Failed');
    await expect(ask).toContainText('As on other days');

    await expect(pipelines.node('nightly', 'send')).toContainText('3 of 3');
    await pipelines.node('nightly', 'send').click();
    await expect(pipelines.instance('send', 'dk')).toHaveAttribute('aria-pressed', 'true');
    await expect(pipelines.instance('send', 'dk')).toContainText('Failed');
    await expect(pipelines.log).toContainText('sending the numbers of dk');
    await pipelines.instance('send', 'se').click();
    await expect(pipelines.log).toContainText('sending the numbers of se');
    await expect(pipelines.log).not.toContainText('dk');
    // A press on the card of what is shown, or its opening, changes nothing of the choice.
    await pipelines.node('nightly', 'send').dblclick();
    await expect(pipelines.instance('send', 'se')).toHaveAttribute('aria-pressed', 'true');
    await expectAccessible(page, 'instances of a map');

    mendNightly(engine);
    await page.getByRole('button', { name: 'Run failed tasks again' }).click();
    await expect(pipelines.node('nightly', 'tell')).toContainText('Finished');
    await pipelines.instance('send', 'dk').click();
    await expect(pipelines.instance('send', 'dk')).toContainText('Finished');
    const run = await engine.client.pipelines.getRun({ pipelineRunId });
    expect(run.state).toBe('success');
    expect(run.tasks.find(({ label }) => label === 'dk')?.attempts).toHaveLength(2);
  },
);

test('a no ends the run with its reason', async ({ engine, openWindow }) => {
  await seedNightly(engine);
  const { pipelineRunId } = await engine.client.pipelines.run({ name: 'nightly' });
  const page = await openWindow(`/pipelines/runs/${pipelineRunId}`);
  const pipelines = new PipelinesPage(page);
  await pipelines.detail('look').getByLabel('Why').fill('Denmark is missing');
  await pipelines.detail('look').getByRole('button', { name: 'Reject' }).click();
  await expect(pipelines.node('nightly', 'look')).toContainText('Failed');
  await expect(pipelines.detail('look')).toContainText('Denmark is missing');
  await expect(pipelines.node('nightly', 'send')).toContainText('Not reached');
});

test('a schedule is paused and taken up again, beside a broken file', async ({ engine, openWindow }) => {
  await seedNightly(engine);
  await seedBrokenPipeline(engine);
  const { pipelineRunId } = await engine.client.pipelines.run({ name: 'nightly' });
  const page = await openWindow('/pipelines');
  const pipelines = new PipelinesPage(page);
  const line = pipelines.line('nightly');
  await expect(line).toContainText('Every day at 06:00');
  await expect(line).toContainText(/in \d+ (h|m)/);
  await pipelines.schedule('nightly').press('Space');
  await expect(line).toContainText('paused');
  await expect(pipelines.line('weekly')).toContainText('Unknown type of task shel');
  await expect(page.getByRole('button', { name: 'Run weekly' })).toBeDisabled();
  await expectAccessible(page, 'pipelines with a paused schedule and a broken file');
  await pipelines.schedule('nightly').press('Space');
  await expect(line).not.toContainText('paused');
  const { pipelines: list } = await engine.client.pipelines.list({});
  expect(list.find(({ name }) => name === 'nightly')?.schedule?.isPaused).toBe(false);

  await page.goto(new URL(`/pipelines/runs/${pipelineRunId}`, page.url()).href);
  await expect(pipelines.detail('look')).toContainText('Do the numbers of last night look right?');
  await expectAccessible(page, 'a run with a question');
});

test('the Python of tasks is told, and made, before a run', async ({ engine, openWindow }) => {
  // An environment is made by the machine's own Python.
  test.slow();
  await seedPythonPipelines(engine);
  const page = await openWindow('/pipelines');
  const pipelines = new PipelinesPage(page);
  await expect(pipelines.python('archive')).toContainText('No Python to run in');
  await expect(pipelines.python('archive')).toContainText('Install Python 3.99 from python.org');
  await expect(pipelines.python('prices')).toContainText(
    /Python 3\.\d+\.\d+, environment made by the first run/,
  );
  await expectAccessible(page, 'pipelines whose Python is not there yet');
  // How all of them stand is told aloud only once it changes.
  const news = page.getByRole('status').filter({ hasText: 'Python of the tasks of' });
  await expect(news).toHaveCount(0);
  await page.getByRole('button', { name: 'Prepare now: Python of prices' }).click();
  await expect(new Frame(page).toasts).toContainText(/Python 3\.\d+\.\d+ is ready for prices/, {
    timeout: 60_000,
  });
  await expect(news).toContainText(/Python of the tasks of prices: Python 3\.\d+\.\d+(?![\d, ])/);
  await expect(news).not.toContainText('archive');
  await expect(pipelines.python('prices')).toContainText('stile');
  await expect(pipelines.python('report')).toContainText('look needs nbclient, ipykernel');
  await expectAccessible(page, 'pipelines whose Python is there');
});
