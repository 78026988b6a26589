import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { test as base, expect } from '@playwright/test';
import type { BrowserContext, Page } from '@playwright/test';
import { expectAccessible } from './support/axe.ts';
import { makeWorkspace, startEngine } from './support/engine.ts';
import type { TestEngine } from './support/engine.ts';
import { guardContext } from './support/guard.ts';
import { followShifts, readLostFocus, readOverflow } from './support/screen-checks.ts';
import { readUntranslated, recordData } from './support/screen-texts.ts';

const root = join(import.meta.dirname, '..');

/** The engine of a workspace that looks lived in; one for all tests of a worker. */
const test = base.extend<object, { gallery: TestEngine }>({
  gallery: [
    async ({ browserName: _browserName }, use) => {
      const workspace = makeWorkspace();
      const program = join(root, 'core', 'testing', 'gallery', 'make-gallery.ts');
      execFileSync(process.execPath, [program, workspace.path], { stdio: ['ignore', 'ignore', 'inherit'] });
      const engine = await startEngine(workspace.path);
      await use(engine);
      await engine.stop();
      workspace.remove();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});

/** An address of each route, by the route's path; tabs and sheets of it follow. */
async function addresses(engine: TestEngine): Promise<Record<string, readonly string[]>> {
  const { client } = engine;
  const experiment = await client.experiments.getByName({ name: 'sentiment_classification' });
  const { experimentId } = experiment;
  const { runs } = await client.runs.search({
    experimentIds: [experimentId],
    filter: "attributes.status = 'FINISHED' AND metrics.test_accuracy > 0",
    orderBy: ['attributes.start_time DESC'],
    maxResults: 3,
  });
  const ids = runs.map(({ runId }) => runId);
  const run = `/experiments/${experimentId}/runs/${ids[0] ?? ''}`;
  const compare = `/experiments/${experimentId}/compare?runs=${ids.join(',')}`;
  const { runs: pipelineRuns } = await client.pipelines.runs({});
  const { alerts } = await client.monitoring.alerts({});
  const model = '/models/sentiment_classifier';
  return {
    '/': ['/'],
    '/experiments': ['/experiments', `/experiments?show=${experimentId}`],
    '/experiments/$experimentId': [
      `/experiments/${experimentId}`,
      `/experiments/${experimentId}?run=${ids[0] ?? ''}`,
    ],
    '/experiments/$experimentId/runs/$runId': [
      ...['overview', 'charts', 'artifacts', 'logs', 'lineage', 'code'].map((tab) => `${run}?tab=${tab}`),
      `${run}?tab=artifacts&file=predictions.csv`,
    ],
    '/experiments/$experimentId/compare': [
      '',
      ...['params', 'metrics', 'charts', 'parallel', 'scatter', 'scatter&plot=kind%3Dbox', 'importance'],
      ...['artifacts&as=text', 'config', 'significance'],
    ].map((tab) => `${compare}${tab === '' ? '' : `&tab=${tab}`}`),
    '/experiments/$experimentId/traces': [`/experiments/${experimentId}/traces`],
    '/pipelines': [
      '/pipelines',
      '/pipelines?state=never',
      '/pipelines?view=calendar',
      '/pipelines?sheet=new-pipeline',
      '/pipelines?sheet=rename-pipeline&about=predict',
      '/pipelines?sheet=schedule&about=predict',
      '/pipelines?sheet=backfill&about=predict',
    ],
    '/pipelines/$name': [
      '/pipelines/predict',
      '/pipelines/predict?mode=list',
      '/pipelines/predict?view=grid',
      '/pipelines/predict?view=calendar',
      '/pipelines/predict?view=versions',
    ],
    '/pipelines/runs/$pipelineRunId': ['', '?view=gantt', '?view=table', '?view=definition'].map(
      (view) => `/pipelines/runs/${pipelineRuns[0]?.pipelineRunId ?? ''}${view}`,
    ),
    '/datasets': ['/datasets'],
    '/datasets/$name': ['/datasets/reviews?v=3'],
    '/models': ['/models'],
    '/models/$name': [
      ...['versions', 'timeline', 'timeline&show=table', 'compare', 'activity'].map(
        (tab) => `${model}?tab=${tab}`,
      ),
      `${model}?sheet=promote&about=sentiment_classifier&version=3`,
    ],
    '/models/$name/versions/$version': ['', '?tab=files', '?tab=card'].map(
      (tab) => `${model}/versions/4${tab}`,
    ),
    '/monitoring': ['/monitoring'],
    '/monitoring/$model': ['/monitoring/sentiment_classifier'],
    '/alerts': [`/alerts?alert=${String(alerts[0]?.alertId ?? 0)}`],
    '/lineage': [
      '/lineage',
      '/lineage?uri=models:/sentiment_classifier/3&node=datasets:/reviews/1',
      '/lineage?uri=models:/sentiment_classifier/3&view=table',
    ],
    '/activity': ['/activity'],
    '/jobs': ['/jobs'],
    '/settings': ['', 'server', 'python', 'storage', 'backups', 'desktop', 'about'].map((section) =>
      section === '' ? '/settings' : `/settings?section=${section}`,
    ),
    '/recovery': ['/recovery'],
    '/welcome': ['/welcome'],
  };
}

/** Of traces the gallery has none; their pages have tests of their own. */
const elsewhere = ['/experiments/$experimentId/traces/$traceId'];

test('every route of the window is walked here', async ({ gallery }) => {
  const router = readFileSync(join(root, 'renderer', 'router.tsx'), 'utf8');
  const routes = [...router.matchAll(/\bpath: '([^']+)'/g)].map((found) => found[1]);
  expect([...Object.keys(await addresses(gallery)), ...elsewhere].sort()).toEqual(routes.sort());
});

/** The least window, and a screen of 4K. */
const sizes = [
  { width: 1024, height: 640 },
  { width: 3840, height: 2160 },
];
const usual = { width: 1280, height: 800 };

for (const half of [0, 1]) {
  test(`every screen is accessible in both themes, fits and has a heading, ${String(half + 1)} of 2`, async ({
    gallery,
    browser,
  }) => {
    test.setTimeout(180_000);
    const context = await browser.newContext({ viewport: usual, locale: 'en-GB' });
    const check = await guardContext(context, () => [gallery.address]);
    const page = await openWindow(context, gallery);
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
    const found: string[] = [];
    const all = Object.values(await addresses(gallery)).flat();
    for (const path of all.filter((_path, index) => index % 2 === half)) {
      const say = (what: readonly string[]): void => void found.push(...what.map((one) => `${path}: ${one}`));
      await openInside(page, path);
      await expectAccessible(page, path).catch((error: unknown) => found.push(String(error)));
      const headings = await page.locator('h1').count();
      if (headings !== 1) say([`${String(headings)} headings of the first level`]);
      for (const size of sizes) {
        await page.setViewportSize(size);
        say(await readOverflow(page));
      }
      await page.setViewportSize(usual);
    }
    check();
    await context.close();
    expect(found).toEqual([]);
  });
}

test('every screen has a title of its own, and the tab key reaches everything on it and is seen there', async ({
  gallery,
  browser,
}) => {
  test.setTimeout(180_000);
  const context = await browser.newContext({ viewport: usual, locale: 'en-GB' });
  const page = await openWindow(context, gallery);
  const titles = new Map<string, string>();
  const found: string[] = [];
  for (const [path] of Object.values(await addresses(gallery))) {
    await openInside(page, path ?? '');
    found.push(...(await readLostFocus(page)).map((what) => `${path ?? ''}: ${what}`));
    const title = await page.title();
    // Where there is one model, the list of them leads to its page.
    const { pathname } = new URL(page.url());
    if (title === '' || (titles.get(title) ?? pathname) !== pathname)
      found.push(`${path ?? ''}: the title is “${title}”`);
    titles.set(title, pathname);
  }
  await context.close();
  expect(found).toEqual([]);
});

test('no text of any screen escapes translation, and nothing moves while it comes', async ({
  gallery,
  browser,
}) => {
  test.setTimeout(180_000);
  const context = await browser.newContext({ viewport: usual, locale: 'en-GB' });
  const page = await context.newPage();
  const data = recordData(page);
  const readShift = await followShifts(page);
  const { url } = await gallery.client.system.browserToken({});
  await page.goto(url);
  await page.goto(`${gallery.address}/?lang=pseudo`);
  await expect(page.getByText('⟦').first()).toBeVisible();
  const found: string[] = [];
  for (const path of Object.values(await addresses(gallery)).flat()) {
    // From another page: what changes where it stands, as one plot into another, is no move.
    await openInside(page, '/recovery');
    await readShift();
    await openInside(page, path);
    const shift = await readShift();
    const what = [...(await readUntranslated(page, data)), ...shift];
    found.push(...what.map((one) => `${path}: ${one}`));
  }
  await context.close();
  expect(found).toEqual([]);
});

async function openWindow(context: BrowserContext, gallery: TestEngine): Promise<Page> {
  const page = await context.newPage();
  const { url } = await gallery.client.system.browserToken({});
  await page.goto(url);
  return page;
}

/** Goes there as a link would, without loading the window anew, and waits until nothing is being read. */
async function openInside(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => {
    history.pushState({}, '', to);
    dispatchEvent(new PopStateEvent('popstate'));
  }, path);
  await expect(page.locator('main h1').first()).toBeVisible();
  await page.waitForTimeout(150);
  await expect(page.locator('main [aria-busy=true]')).toHaveCount(0);
}
