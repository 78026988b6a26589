import { join } from 'node:path';
import { unpackStore } from '../core/transfer/testing/stores.ts';
import { expect, test } from './fixtures.ts';
import { RunsPage } from './pages/runs-page.ts';
import { expectAccessible } from './support/axe.ts';

const agent = 'mlflow-python-client/3.17.2';

test('the status bar leads to the line for scripts, which turns green with the first call', async ({
  engine,
  openWindow,
}) => {
  const { trackingUri } = await engine.client.system.info({});
  const { experimentId } = await engine.client.experiments.create({ name: 'churn' });
  const page = await openWindow(`/experiments/${experimentId}`);
  await page.getByRole('contentinfo').getByRole('link').click();
  const sheet = page.getByRole('complementary', { name: 'Log from your own code' });
  await expect(sheet.getByLabel('Tracking address', { exact: true })).toContainText(
    `MLFLOW_TRACKING_URI=${trackingUri ?? ''}`,
  );
  await expect(sheet.getByRole('status')).toHaveText('Waiting for the first call of a client');
  await expectAccessible(page, 'connect');
  const made = await fetch(`${trackingUri ?? ''}/api/2.0/mlflow/runs/create`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'user-agent': agent },
    body: JSON.stringify({ experiment_id: experimentId, run_name: 'from-a-script', start_time: 1 }),
  });
  expect(made.status).toBe(200);
  await expect(sheet.getByRole('status')).toContainText('mlflow 3.17.2 has called');
  await page.keyboard.press('Escape');
  const runs = new RunsPage(page);
  await runs.inspect('from-a-script');
  await expect(runs.panel).toContainText('mlflow 3.17.2');
});

test('an MLflow database is looked at, imported, and found the same the second time', async ({
  engine,
  openWindow,
}) => {
  const source = unpackStore('local-2.9', join(engine.workspace, '..', 'an-mlflow-store'));
  const page = await openWindow('/experiments?sheet=import-mlflow');
  const sheet = page.getByRole('complementary', { name: 'Import from MLflow' });
  await sheet.getByRole('textbox', { name: 'Where from' }).fill(`${source}-nowhere`);
  await page.keyboard.press('Enter');
  await expect(sheet.getByRole('alert')).toContainText('nowhere');
  await sheet.getByRole('textbox', { name: 'Where from' }).fill(source);
  await page.keyboard.press('Enter');
  await expect(sheet.getByRole('table').first()).toContainText('churn');
  await expectAccessible(page, 'import, looked at');
  await sheet.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(sheet.getByRole('status')).toHaveText('Done');
  await expect(sheet).toContainText('New here');
  await expect(page.getByRole('grid', { name: 'Experiments' })).toContainText('churn');
  await sheet.getByRole('button', { name: 'Another one' }).click();
  await sheet.getByRole('textbox', { name: 'Where from' }).fill(source);
  await page.keyboard.press('Enter');
  await sheet.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(sheet).toContainText('There before, and the same');
  await expect(sheet).not.toContainText('New here');
});

test('a push to a server that is none says so', async ({ openWindow }) => {
  const page = await openWindow('/experiments?sheet=push-mlflow');
  const sheet = page.getByRole('complementary', { name: 'Send to an MLflow server' });
  await sheet.getByLabel('Address of the server').fill('http://127.0.0.1:9');
  await page.keyboard.press('Enter');
  await expect(sheet.getByRole('alert')).toContainText('127.0.0.1:9');
  await expectAccessible(page, 'push');
});
