import type { Page } from '@playwright/test';
import { expect, main, test } from './fixtures.ts';
import { Frame } from './pages/frame.ts';
import { RunsPage } from './pages/runs-page.ts';
import { collectTexts } from './support/screen-texts.ts';
import { seedDrift, workshopModel } from './support/seed-production.ts';
import { seedStory } from './support/seed.ts';

test('in Swedish and in the dark, remembered over a new start', main, async ({ engine, openWindow }) => {
  const { experimentId } = await seedStory(engine.client);
  const page = await openWindow(`/experiments/${experimentId}`);
  const frame = new Frame(page);

  await frame.command('Svenska');
  await expect(page.getByRole('button', { name: 'Ny körning' })).toBeVisible();
  await frame.command('Mörkt tema');
  await frame.command('Täta rader');
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');

  await page.reload({ waitUntil: 'commit' });
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await expect(page.locator('html')).toHaveAttribute('data-density', 'compact');
  await expect(page.getByRole('button', { name: 'Ny körning' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'sv');
  await expect(new RunsPage(page).row('ibis-41')).toHaveCount(0);
  await expect(page.getByLabel('Markera ibis-41')).toBeVisible();
  await expect(page.getByText('0,7790')).toBeVisible();
});

test('the first paint has the right theme', async ({ openWindow }) => {
  const page = await openWindow('/', { colorScheme: 'dark' });
  await page.evaluate(() => localStorage.setItem('stile.theme', 'light'));
  await page.addInitScript(() => {
    const seen: (string | null)[] = [];
    Object.assign(window, { stileTestSchemes: seen });
    new MutationObserver(() => {
      if (document.body === null) return;
      seen.push(document.documentElement.getAttribute('data-mantine-color-scheme'));
    }).observe(document, { childList: true, subtree: true, attributes: true });
  });
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  const seen = await page.evaluate(
    () => (window as Window & { stileTestSchemes?: string[] }).stileTestSchemes,
  );
  expect(new Set(seen)).toEqual(new Set(['light']));
});

test('no text of the window escapes translation', async ({ engine, openWindow }) => {
  // Some twenty pages, each from a new start.
  test.slow();
  const { experimentId, runIds } = await seedStory(engine.client);
  const run = runIds.get('ibis-41') ?? '';
  const page = await openWindow('/experiments?lang=pseudo');
  await expect(page.getByText('⟦').first()).toBeVisible();
  await expectTranslated(page);
  for (const path of [
    '/experiments?lang=pseudo&show=new',
    '/experiments?lang=pseudo&view=deleted',
    `/experiments?lang=pseudo&show=${experimentId}`,
    `/experiments/${experimentId}?lang=pseudo&run=${run}`,
    `/experiments/${experimentId}?lang=pseudo&run=${run}&tab=activity`,
    `/experiments/${experimentId}?lang=pseudo&run=${run}&tab=artifacts`,
    `/experiments/${experimentId}?lang=pseudo&panel=new`,
    `/experiments/${experimentId}?lang=pseudo&view=deleted`,
    `/experiments/${experimentId}/traces?lang=pseudo`,
    `/experiments/${experimentId}?lang=pseudo&sheet=shortcuts`,
    `/experiments/${experimentId}?lang=pseudo&sheet=export`,
    `/experiments/${experimentId}?lang=pseudo&sheet=connect`,
    `/experiments/${experimentId}?lang=pseudo&sheet=import-mlflow`,
    `/experiments/${experimentId}?lang=pseudo&sheet=push-mlflow`,
    `/experiments/${experimentId}?lang=pseudo&filter=metrics.x%20%3E%3E`,
    '/nowhere?lang=pseudo',
  ]) {
    await page.goto(new URL(path, page.url()).href);
    await expect(page.getByText('⟦').first()).toBeVisible();
    await expectTranslated(page);
  }
  await page.keyboard.press('Control+k');
  await expect(new Frame(page).palette).toBeVisible();
  await expectTranslated(page);
});

test('no text from Home to alerts escapes translation', async ({ engine, openWindow }) => {
  test.slow();
  const page = await openWindow('/?lang=pseudo');
  await expect(page.getByText('⟦').first()).toBeVisible();
  await expectTranslated(page);
  const { pipelineRunId } = await seedDrift(engine.client);
  const { alerts } = await engine.client.monitoring.alerts({});
  const alert = String(alerts[0]?.alertId ?? 0);
  for (const path of [
    '/?lang=pseudo',
    '/?lang=pseudo&sheet=own-data',
    '/pipelines?lang=pseudo',
    '/pipelines?lang=pseudo&sheet=run-pipeline&about=predict',
    `/pipelines/runs/${pipelineRunId}?lang=pseudo`,
    '/datasets?lang=pseudo&add=yes',
    '/datasets/reviews?lang=pseudo&v=1',
    '/models?lang=pseudo',
    `/models/${workshopModel}?lang=pseudo`,
    `/models/${workshopModel}?lang=pseudo&sheet=promote&about=${workshopModel}&version=1`,
    `/models/${workshopModel}?lang=pseudo&sheet=rollback&about=${workshopModel}`,
    `/monitoring/${workshopModel}?lang=pseudo&batch=3&rows=oov`,
    `/alerts?lang=pseudo&alert=${alert}`,
    '/alerts?lang=pseudo&state=resolved',
  ]) {
    await page.goto(new URL(path, page.url()).href);
    await expect(page.locator('main').getByText('⟦').first()).toBeVisible();
    await expectTranslated(page);
  }
});

/** What is data, a number, a unit of time or a key's name may stand as it is. */
const data = [
  /^[\d\s.,:+\-–−∞%/<>]*$/,
  /^\d[\d.,\s]*(ms|µs|s|kB|MB|GB|bytes?|kb|m \d\d s|h \d\d m|d \d+ h)$/,
  /^\d+ m \d\d s$/,
  /^\d{1,2} [A-Z][a-z]{2}( \d{4})?$/,
  /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/,
  /^(Enter|Space|Esc|Delete|Ctrl\+(Shift\+)?.|Shift\+X|[cjknx/?→←]|[↓↑] [jk])$/,
  /^(ibis|heron|sweep|plover|dunlin|teal)-/,
  /^(sentiment_classification|churn_baseline|prompt_length_ablation|Default|Känsla lab)$/,
  /^(cv_mean_accuracy|val_f1|train_acc|C|max_features|vectorizer|tfidf|kj|source|owner|dataset|train_model\.py|reviews v3)$/,
  /^(owner: (kj|workshop)|dataset: reviews v3)$/,
  /^127\.0\.0\.1:\d+$/,
  /^[0-9a-f]{8}$/,
  /artifacts?(:|\/|$)/,
  /^mlflow\./,
  /^stile (run|experiment) /,
  // Of the workshop: its names, versions and aliases, and names that the engine makes for runs.
  /^(sentiment_classifier|reviews|drift_\w+|heldout|\w*accuracy|batch_\d+|predictions?|train|predict|[a-z]+-[a-z]+-\d+)( v\d+)?$/,
  /^(sentiment_classifier)?@champion$/,
  /^v\d+$/,
  /^(load_data|train_model|evaluate|gate|register|promote|generate_data|batch_predict|monitor_model)$/,
  /^(cleanup_old_artifacts|generate_summary)$/,
  /^stile\/[a-z-]+$/,
  /^pipelines\/\w+\.yaml$/,
  /^[A-Z][a-z]+day \d{1,2} [A-Z][a-z]+$/,
  /^Ctrl\+Enter$/,
];

async function expectTranslated(page: Page): Promise<void> {
  await expect(page.locator('footer').last()).toContainText('127.0.0.1');
  const texts = await page.evaluate(collectTexts);
  const plain = texts.filter((text) => !text.includes('⟦') && !data.some((pattern) => pattern.test(text)));
  expect.soft(plain, page.url()).toEqual([]);
}
