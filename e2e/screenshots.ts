// Takes the pictures of docs/screenshots from the built window: `node e2e/screenshots.ts` with STILE_BROWSER_PATH.
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { chromium } from '@playwright/test';
import type { Page } from '@playwright/test';
import { makeWorkspace, startEngine } from './support/engine.ts';
import type { TestEngine } from './support/engine.ts';
import { seedDrift, seedRollback, workshopModel } from './support/seed-production.ts';
import { seedStory } from './support/seed.ts';

const folder = join(import.meta.dirname, '..', 'docs', 'screenshots');

type Look = { readonly scheme: 'light' | 'dark'; readonly locale: 'en' | 'sv' };
const light: Look = { scheme: 'light', locale: 'en' };
const dark: Look = { scheme: 'dark', locale: 'en' };
const lightSwedish: Look = { scheme: 'light', locale: 'sv' };
const darkSwedish: Look = { scheme: 'dark', locale: 'sv' };
const everyLook = [light, dark, lightSwedish, darkSwedish];
/** Each theme and each language once. */
const twoLooks = [light, darkSwedish];

mkdirSync(folder, { recursive: true });
for (const name of readdirSync(folder)) if (name.endsWith('.png')) rmSync(join(folder, name));
const executablePath = process.env['STILE_BROWSER_PATH'];
const args = ['--headless', '--no-sandbox', '--disable-gpu', '--force-color-profile=srgb'];
const browser = await chromium.launch({ args, ...(executablePath === undefined ? {} : { executablePath }) });
await withEngine(takeEmpty);
await withEngine(takeRuns);
await withEngine(takeDrift);
await withEngine(takeRollback);
await browser.close();

async function withEngine(use: (engine: TestEngine) => Promise<void>): Promise<void> {
  const workspace = makeWorkspace();
  const engine = await startEngine(workspace.path);
  try {
    await use(engine);
  } finally {
    await engine.stop();
    workspace.remove();
  }
}

async function takeEmpty(engine: TestEngine): Promise<void> {
  for (const look of twoLooks) {
    await withPage(engine, look, async (page) => {
      await page.locator('main').getByRole('button').first().waitFor();
      await take(page, 'home-empty', look);
    });
  }
  for (const look of [dark, lightSwedish]) {
    await withPage(engine, look, async (page) => {
      await page.goto(`${engine.address}/?sheet=own-data`);
      const buffer = Buffer.from(ownRows(), 'utf8');
      await page
        .locator('input[type=file]')
        .setInputFiles({ name: 'customer-letters.csv', mimeType: 'text/csv', buffer });
      await page.locator('aside table').waitFor();
      await take(page, 'own-data', look);
    });
  }
}

function ownRows(): string {
  const rows = [
    ['1041', 'The courier left the parcel in the rain', 'complaint', 'letter'],
    ['1042', 'Thank you for the quick exchange', 'praise', 'mail'],
    ['1043', 'My invoice was charged twice', 'complaint', 'mail'],
    ['1044', 'The new catalogue is a joy to read', 'praise', 'letter'],
    ['1045', 'Nobody answered the phone for an hour', 'complaint', 'phone'],
  ];
  return ['number;body;kind;channel', ...rows.map((row) => row.join(';'))].join('\n');
}

async function takeRuns(engine: TestEngine): Promise<void> {
  const { experimentId, runIds } = await seedStory(engine.client);
  for (const look of twoLooks) {
    await withPage(engine, look, async (page) => {
      await page.goto(`${engine.address}/experiments`);
      await page.getByRole('link', { name: 'sentiment_classification' }).waitFor();
      await take(page, 'experiments', look);
      await page.goto(`${engine.address}/experiments/${experimentId}`);
      await page.getByRole('button', { name: /sweep-3/ }).click();
      await page.getByLabel(/sweep-3\/05/).waitFor();
      for (const name of ['ibis-41', 'ibis-40', 'sweep-3/03'])
        await page.getByLabel(new RegExp(`${name}$`)).click();
      await take(page, 'runs', look);
      await page.goto(`${engine.address}/experiments/${experimentId}?run=${runIds.get('ibis-41') ?? ''}`);
      await page.getByRole('img').first().waitFor();
      await take(page, 'run-details', look);
    });
  }
}

async function takeDrift(engine: TestEngine): Promise<void> {
  const run = await seedDrift(engine.client);
  const { alerts } = await engine.client.monitoring.alerts({});
  const unseen = alerts.find(({ signal }) => signal === 'oov_share')?.alertId ?? 0;
  for (const look of everyLook) {
    await withPage(engine, look, async (page) => {
      await page.locator('main section').first().waitFor();
      await take(page, 'home-alert', look);
    });
  }
  for (const look of twoLooks) {
    await withPage(engine, look, async (page) => {
      await page.goto(`${engine.address}/alerts?alert=${String(unseen)}`);
      await page.getByRole('img').first().waitFor();
      await take(page, 'alert', look);
      await page.goto(`${engine.address}/pipelines`);
      await page.getByRole('table').waitFor();
      await take(page, 'pipelines', look);
      await page.goto(`${engine.address}/pipelines/runs/${run.pipelineRunId}?task=monitor_model`);
      await page.locator('pre').waitFor();
      await take(page, 'pipeline-run', look);
    });
  }
}

async function takeRollback(engine: TestEngine): Promise<void> {
  await seedRollback(engine.client);
  for (const look of twoLooks) {
    await withPage(engine, look, async (page) => {
      await page.locator('textarea').fill('Works like a dream');
      await page.locator('textarea').press('Control+Enter');
      await page.locator('main form + [role=status] li').first().waitFor();
      await take(page, 'home', look);
      await page.goto(`${engine.address}/datasets/reviews`);
      await page.getByRole('grid').waitFor();
      await take(page, 'dataset', look);
      await page.goto(`${engine.address}/models/${workshopModel}`);
      await page.getByRole('table').waitFor();
      await take(page, 'model', look);
      await page.goto(
        `${engine.address}/models/${workshopModel}?sheet=promote&about=${workshopModel}&version=2`,
      );
      await page.locator('aside table').waitFor();
      await take(page, 'promote', look);
    });
  }
  await withPage(engine, light, async (page) => {
    await page.goto(`${engine.address}/monitoring/${workshopModel}?batch=3&rows=oov`);
    await page.locator('aside ol').waitFor();
    await take(page, 'monitoring', light);
  });
  await withPage(engine, dark, async (page) => {
    await page.locator('main section').first().waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').waitFor();
    await take(page, 'palette', dark);
  });
}

async function withPage(
  engine: TestEngine,
  { scheme, locale }: Look,
  use: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    colorScheme: scheme,
    locale: locale === 'sv' ? 'sv-SE' : 'en-GB',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const { url } = await engine.client.system.browserToken({});
  await page.goto(url);
  await use(page);
  await context.close();
}

async function take(page: Page, name: string, { scheme, locale }: Look): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  // What a page reads after its first paint, such as the courses of metrics, comes within this time.
  await page.waitForTimeout(400);
  await page.mouse.move(640, 799);
  await page.screenshot({
    path: join(folder, `${name}-${scheme}-${locale}.png`),
    animations: 'disabled',
    caret: 'hide',
  });
}
