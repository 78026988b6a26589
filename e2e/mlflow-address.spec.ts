import { expect, test } from './fixtures.ts';
import { RunsPage } from './pages/runs-page.ts';

test('the address that a client of MLflow prints at the end of a run leads to that run', async ({
  engine,
  openWindow,
}) => {
  const { experimentId } = await engine.client.experiments.create({ name: 'reviews' });
  const [one, other] = await Promise.all(
    ['ibis-1', 'ibis-2'].map((name) => engine.client.runs.create({ experimentId, name })),
  );
  const page = await openWindow(`/#/experiments/${experimentId}/runs/${one?.runId ?? ''}`);
  const runs = new RunsPage(page);
  await expect(runs.row('ibis-1')).toBeVisible();
  await expect(runs.panel).toContainText('ibis-1');
  await expect(page).toHaveURL(new RegExp(`/experiments/${experimentId}\\?run=${one?.runId ?? ''}$`));

  // Another one put into the address bar of the same page.
  await page.evaluate(
    (hash) => {
      window.location.hash = hash;
    },
    `#/experiments/${experimentId}/runs/${other?.runId ?? ''}`,
  );
  await expect(runs.panel).toContainText('ibis-2');

  await page.evaluate((hash) => {
    window.location.hash = hash;
  }, `#/experiments/${experimentId}`);
  await expect(page).toHaveURL(new RegExp(`/experiments/${experimentId}$`));
});
