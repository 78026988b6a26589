import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { test as base, expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import { expectAccessible } from './support/axe.ts';
import { makeWorkspace, startEngine } from './support/engine.ts';
import type { TestEngine } from './support/engine.ts';
import { guardContext } from './support/guard.ts';

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
    '/pipelines': ['/pipelines'],
    '/pipelines/runs/$pipelineRunId': [`/pipelines/runs/${pipelineRuns[0]?.pipelineRunId ?? ''}`],
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
    '/settings': ['', 'server', 'python', 'storage', 'backups', 'about'].map((section) =>
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

for (const colorScheme of ['light', 'dark'] as const) {
  test(`every screen is accessible, fits and has a heading, ${colorScheme}`, async ({ gallery, browser }) => {
    test.setTimeout(180_000);
    const context = await browser.newContext({
      viewport: { width: 1280, height: 800 },
      locale: 'en-GB',
      colorScheme,
    });
    const check = await guardContext(context, () => [gallery.address]);
    const page = await context.newPage();
    const { url } = await gallery.client.system.browserToken({});
    await page.goto(url);
    const found: string[] = [];
    for (const path of Object.values(await addresses(gallery)).flat()) {
      await openInside(page, path);
      await expectAccessible(page, path).catch((error: unknown) => found.push(String(error)));
      const headings = await page.locator('h1').count();
      if (headings !== 1) found.push(`${path} has ${String(headings)} headings of the first level`);
      await page.setViewportSize({ width: 1024, height: 640 });
      found.push(...(await readOverflow(page)).map((what) => `${path}: ${what}`));
      await page.setViewportSize({ width: 1280, height: 800 });
    }
    check();
    await context.close();
    expect(found).toEqual([]);
  });
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

/** Elements of the page that are cut off at the window's edge and cannot be scrolled to. */
async function readOverflow(page: Page): Promise<string[]> {
  await page.waitForTimeout(50);
  return page.evaluate(() => {
    const wide = [document.documentElement, document.body, document.querySelector('main')];
    return wide.flatMap((element) =>
      element !== null && element.scrollWidth > element.clientWidth + 1
        ? [`${element.tagName} is ${String(element.scrollWidth)} px wide in ${String(element.clientWidth)}`]
        : [],
    );
  });
}
