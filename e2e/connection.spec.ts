import { expect, main, portOnly, test } from './fixtures.ts';
import { Frame } from './pages/frame.ts';
import { RunsPage } from './pages/runs-page.ts';
import { startEngine } from './support/engine.ts';
import { logRuns } from './support/seed.ts';

test(
  'without its engine the window says so and keeps what it shows',
  main,
  async ({ engine, openWindow }) => {
    const { experimentId } = await engine.client.experiments.create({ name: 'lost' });
    await logRuns(engine.client, experimentId, 5);
    const page = await openWindow(`/experiments/${experimentId}`);
    const runs = new RunsPage(page);
    const frame = new Frame(page);
    await expect(runs.row('run-5')).toBeVisible();
    await expect(frame.statusBar).toContainText('Tracking server');

    await ('kill' in engine ? engine.kill() : engine.stop());
    await expect(frame.statusBar).toContainText('Engine unreachable, reconnecting', { timeout: 15_000 });
    await expect(runs.row('run-5')).toBeVisible();
  },
);

test('the window goes on without a part of its frame whose code does not come', async ({ openWindow }) => {
  const page = await openWindow('/experiments');
  let refused = 0;
  await page.route(/\/assets\/status-facts-[^/]*\.js$/, (route) => {
    refused += 1;
    return route.abort();
  });
  await page.clock.install();
  await page.reload();
  await expect.poll(() => refused).toBe(1);
  // It is given up after pauses of three seconds in all.
  for (let second = 0; second < 5; second += 1) await page.clock.runFor(1000);
  await expect(new Frame(page).statusBar).toContainText('Tracking server');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Experiments');
});

test('two windows of one browser share the events', main, async ({ engine, openWindow }) => {
  const { experimentId } = await engine.client.experiments.create({ name: 'shared' });
  const first = await openWindow(`/experiments/${experimentId}`);
  const second = await first.context().newPage();
  await second.goto(first.url());
  await expect(second.getByText('No runs yet')).toBeVisible();

  await logRuns(engine.client, experimentId, 2);
  await expect(new RunsPage(first).row('run-2')).toBeVisible();
  await expect(new RunsPage(second).row('run-2')).toBeVisible();
  await first.close();
  await logRuns(engine.client, experimentId, 2, 'later');
  await expect(new RunsPage(second).row('later-2')).toBeVisible();
});

test(
  'a window that lost its port comes back by itself and shows what it missed',
  portOnly,
  async ({ engine, openWindow }) => {
    const { experimentId } = await engine.client.experiments.create({ name: 'back' });
    await logRuns(engine.client, experimentId, 2);
    const page = await openWindow(`/experiments/${experimentId}`);
    const runs = new RunsPage(page);
    await expect(runs.row('run-2')).toBeVisible();

    if (!('dropPorts' in engine)) throw new Error('this engine has no ports');
    engine.dropPorts();
    await logRuns(engine.client, experimentId, 1, 'missed');
    await expect(runs.row('missed-1')).toBeVisible({ timeout: 15_000 });
    await expect(new Frame(page).statusBar).toContainText('Tracking server');
    await logRuns(engine.client, experimentId, 1, 'live again');
    await expect(runs.row('live again-1')).toBeVisible();
  },
);

test('after a restart of the engine an open page says that it needs a new address', async ({
  engine,
  openWindow,
}) => {
  const { experimentId } = await engine.client.experiments.create({ name: 'restarted' });
  await logRuns(engine.client, experimentId, 2);
  const page = await openWindow(`/experiments/${experimentId}`);
  const runs = new RunsPage(page);
  const frame = new Frame(page);
  await expect(runs.row('run-2')).toBeVisible();

  await engine.stop();
  const again = await startEngine(engine.workspace, Number(new URL(engine.address).port));
  try {
    await expect(frame.statusBar).toContainText('Not let in', { timeout: 15_000 });
    await expect(page.getByText('no longer knows this page')).toBeVisible();
    await expect(runs.row('run-2')).toBeVisible();

    const next = await page.context().newPage();
    await next.goto(again.url);
    await expect(frame.statusBar).toContainText('Tracking server', { timeout: 15_000 });
    await expect(page.getByText('no longer knows this page')).toHaveCount(0);
    await expect(new Frame(next).statusBar).toContainText('Tracking server');
  } finally {
    await again.stop();
  }
});
