// Takes the pictures of docs/screenshots from the built window: `node e2e/screenshots.ts` with STILE_BROWSER_PATH.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { chromium } from '@playwright/test';
import type { Browser, Page } from '@playwright/test';
import { makeWorkspace, startEngine } from './support/engine.ts';
import type { TestEngine } from './support/engine.ts';
import { seedStory } from './support/seed.ts';
import type { Seeded } from './support/seed.ts';

const folder = join(import.meta.dirname, '..', 'docs', 'screenshots');

type Look = { readonly scheme: 'light' | 'dark'; readonly locale: 'en' | 'sv' };
const looks: readonly Look[] = [
  { scheme: 'light', locale: 'en' },
  { scheme: 'dark', locale: 'en' },
  { scheme: 'light', locale: 'sv' },
  { scheme: 'dark', locale: 'sv' },
];

mkdirSync(folder, { recursive: true });
const executablePath = process.env['STILE_BROWSER_PATH'];
const args = ['--headless', '--no-sandbox', '--disable-gpu', '--force-color-profile=srgb'];
const browser = await chromium.launch({ args, ...(executablePath === undefined ? {} : { executablePath }) });
await withEngine(async (engine) => {
  const { experimentId } = await engine.client.experiments.create({ name: 'sentiment_classification' });
  await engine.client.experiments.delete({ experimentId });
  for (const look of looks) await takeEmpty(browser, engine, look);
});
await withEngine(async (engine) => {
  const seeded = await seedStory(engine.client);
  for (const look of looks) await takeFull(browser, engine, seeded, look);
});
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

async function takeEmpty(on: Browser, engine: TestEngine, look: Look): Promise<void> {
  const page = await openPage(on, engine, look);
  await page.locator('pre').waitFor();
  await take(page, 'experiments-empty', look);
  await page.context().close();
}

async function takeFull(on: Browser, engine: TestEngine, seeded: Seeded, look: Look): Promise<void> {
  const page = await openPage(on, engine, look);
  await page.getByRole('link', { name: 'sentiment_classification' }).waitFor();
  await take(page, 'experiments', look);
  await page.goto(`${engine.address}/experiments/${seeded.experimentId}`);
  await page.getByRole('button', { name: /sweep-3/ }).click();
  await page.getByLabel(/sweep-3\/05/).waitFor();
  for (const name of ['ibis-41', 'ibis-40', 'sweep-3/03'])
    await page.getByLabel(new RegExp(`${name}$`)).click();
  await take(page, 'runs', look);
  await page.goto(
    `${engine.address}/experiments/${seeded.experimentId}?run=${seeded.runIds.get('ibis-41') ?? ''}`,
  );
  await page.getByRole('img').first().waitFor();
  await take(page, 'run-details', look);
  await page.keyboard.press('Control+k');
  await page.locator('[data-modal-content]').waitFor();
  await take(page, 'palette', look);
  await page.context().close();
}

async function openPage(on: Browser, engine: TestEngine, { scheme, locale }: Look): Promise<Page> {
  const context = await on.newContext({
    viewport: { width: 1280, height: 800 },
    colorScheme: scheme,
    locale: locale === 'sv' ? 'sv-SE' : 'en-GB',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const { url } = await engine.client.system.browserToken({});
  await page.goto(url);
  return page;
}

async function take(page: Page, name: string, { scheme, locale }: Look): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  await page.mouse.move(640, 799);
  await page.screenshot({
    path: join(folder, `${name}-${scheme}-${locale}.png`),
    animations: 'disabled',
    caret: 'hide',
  });
}
