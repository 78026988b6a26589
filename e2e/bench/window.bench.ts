import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { gzipSync } from 'node:zlib';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import type { Bench, BenchRow } from '#core/testing/bench-types.ts';
import { startEngine } from '../support/engine.ts';
import type { TestEngine } from '../support/engine.ts';
import { launchBrowser, row } from './browser.ts';
import { frameTimes, median, percentile, readSight, timeInside } from './in-page.ts';

const runs = 100_000;
const points = 1_000_000;

interface Place {
  engine: TestEngine;
  browser: Browser;
  context: BrowserContext;
  page: Page;
  experimentId: string;
}

/** The window in a real browser on a workspace with 100,000 runs, against what is promised of it. */
export const bench: Bench = {
  name: 'window',
  run: async ({ folder, say }) => {
    const workspace = join(folder, 'w');
    say(`a workspace of ${String(runs)} runs`);
    const program = join(import.meta.dirname, '..', '..', 'core', 'testing', 'gallery', 'make-gallery.ts');
    execFileSync(process.execPath, [program, workspace, String(runs)], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const engine = await startEngine(workspace);
    const browser = await launchBrowser();
    try {
      const { experimentId } = await engine.client.experiments.getByName({
        name: 'sentiment_classification',
      });
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' });
      const page = await context.newPage();
      await page.goto(engine.url);
      const place = { engine, browser, context, page, experimentId };
      const rows: BenchRow[] = [];
      for (const part of [measureStart, measureRoutes, measureTable, measureMetric, measureComparing]) {
        say(part.name);
        rows.push(...(await part(place)));
      }
      return rows;
    } finally {
      await browser.close();
      await engine.stop();
    }
  },
};

const gridRow = '[role=treegrid] [role=row] [role=gridcell]';

/** The list of runs from nothing: what the window's own page names to be loaded, and when the list is there. */
async function measureStart({ context, engine, experimentId }: Place): Promise<BenchRow[]> {
  const times: number[] = [];
  const address = `${engine.address}/experiments/${experimentId}`;
  const [files, bytes] = await readInitialScripts(context, address);
  for (let round = 0; round < 5; round += 1) {
    const page = await context.newPage();
    await page.addInitScript((selector) => {
      const look = (): void => {
        if (document.querySelector(selector) === null) requestAnimationFrame(look);
        else requestAnimationFrame(() => Object.assign(window, { stileBenchReady: performance.now() }));
      };
      requestAnimationFrame(look);
    }, gridRow);
    await page.goto(address);
    const ready = await page.waitForFunction(
      () => Reflect.get(window, 'stileBenchReady') as number | undefined,
    );
    times.push((await ready.jsonValue()) ?? Number.NaN);
    await page.close();
  }
  return [
    row(`JavaScript of the first page (${String(files)} files)`, bytes / 1000, 'kB', 300),
    row('first usable list, from the address', median(times), 'ms', 1000),
  ];
}

/** How many scripts the page itself names, and their bytes as gzip. */
async function readInitialScripts(context: BrowserContext, address: string): Promise<[number, number]> {
  const html = await (await context.request.get(address)).text();
  const named = [...html.matchAll(/(?:src|href)="([^"]+\.js)"/g)].map(([, path = '']) => path);
  const scripts = await Promise.all(
    named.map(async (path) => (await context.request.get(new URL(path, address).href)).body()),
  );
  return [named.length, scripts.reduce((sum, script) => sum + gzipSync(script).length, 0)];
}

async function measureRoutes({ page, experimentId }: Place): Promise<BenchRow[]> {
  const places = [
    '/models',
    '/alerts',
    '/datasets',
    '/pipelines',
    '/activity',
    '/experiments',
    `/experiments/${experimentId}`,
    '/',
  ];
  const first: number[] = [];
  const again: number[] = [];
  for (const times of [first, again, again])
    for (const to of places) {
      times.push(await timeInside(page, { to }, await readSight(page, 'main h1')));
    }
  return [
    row('route change, first time (median of 8)', median(first), 'ms', 100),
    row('route change, again (median of 16)', median(again), 'ms', 100),
  ];
}

async function measureTable(place: Place): Promise<BenchRow[]> {
  const { context, engine, experimentId } = place;
  // A window of its own: what other pages left to be collected is not the table's.
  await place.page.close();
  const page = await context.newPage();
  place.page = page;
  await page.goto(`${engine.address}/experiments/${experimentId}`);
  await page.locator(gridRow).first().waitFor();
  const filter = page.getByLabel('Filter runs');
  const times: number[] = [];
  for (const text of [
    'metrics.test_accuracy > 0.8',
    'attributes.run_name LIKE "%7%"',
    'metrics.test_accuracy < 0.7',
    'attributes.status = "FAILED"',
    '',
  ]) {
    await filter.focus();
    const seen = await readSight(page, '[role=treegrid] [role=row]:has([role=gridcell])');
    times.push(await timeInside(page, { text }, seen));
  }
  const frames = await frameTimes(page, '[role=treegrid] [role=row]', 240, 300);
  return [
    row(`filter over ${runs.toLocaleString('en')} runs, to its rows (median of 5)`, median(times), 'ms', 150),
    row('scrolling, time of a frame (p95)', percentile(frames, 0.95), 'ms', 50),
    row(
      `renderer with ${runs.toLocaleString('en')} runs, right after scrolling`,
      rendererMegabytes(),
      'MB',
      350,
    ),
  ];
}

/** The largest renderer's own memory: what it shares with other processes, as the program itself, counts in part. */
function rendererMegabytes(): number {
  const sizes = readdirSync('/proc').flatMap((pid) => {
    if (!/^\d+$/.test(pid)) return [];
    try {
      if (!readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('--type=renderer')) return [];
      const pss = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'));
      return [Number(pss?.[1] ?? 0) / 1000];
    } catch {
      return [];
    }
  });
  return Math.max(...sizes);
}

async function measureMetric({ page, engine }: Place): Promise<BenchRow[]> {
  const { client } = engine;
  const { experimentId } = await client.experiments.create({ name: 'a long course' });
  const { runId } = await client.runs.create({ experimentId, name: 'long' });
  const together = 1000;
  for (let from = 0; from < points; from += together) {
    const metrics = Array.from({ length: together }, (_, i) => from + i).map((step) => ({
      key: 'loss',
      step,
      value: 1 / (1 + step / 50_000) + Math.sin(step) / 20,
    }));
    await client.runs.logBatch({ runId, metrics });
  }
  const run = `/experiments/${experimentId}/runs/${runId}`;
  const times: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    await page.goto(`${engine.address}${run}?tab=overview`);
    await page.locator('main h1').waitFor();
    times.push(
      await timeInside(
        page,
        { to: `${run}?tab=charts` },
        { selector: 'main section:has([role=img][aria-label^="loss."])' },
      ),
    );
  }
  return [row(`a metric of ${points.toLocaleString('en')} points on the screen`, median(times), 'ms', 200)];
}

async function measureComparing({ page, engine, experimentId }: Place): Promise<BenchRow[]> {
  const { runs: found } = await engine.client.runs.search({
    experimentIds: [experimentId],
    filter: "attributes.status = 'FINISHED'",
    maxResults: 500,
  });
  const rows: BenchRow[] = [];
  for (const [count, limit] of [
    [100, 1000],
    [500, 3000],
  ] as const) {
    const ids = found.slice(0, count).map(({ runId }) => runId);
    const times: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      await page.goto(`${engine.address}/experiments/${experimentId}`);
      await page.locator(gridRow).first().waitFor();
      const to = `/experiments/${experimentId}/compare?runs=${ids.join(',')}`;
      times.push(
        await timeInside(page, { to }, { selector: 'main [role=row]:has([role=cell]), main tr:has(td)' }),
      );
    }
    rows.push(row(`comparing ${String(count)} runs`, median(times), 'ms', limit));
  }
  return rows;
}
