import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { Bench, BenchRow } from '#core/testing/bench-types.ts';
import { startEngine } from '../support/engine.ts';
import type { TestEngine } from '../support/engine.ts';
import { launchBrowser, row } from './browser.ts';
import { median, percentile, timeInside } from './in-page.ts';

interface Place {
  engine: TestEngine;
  page: Page;
}

/** What a graph of this many tasks is promised, in ms. */
const sizes = [
  { tasks: 500, open: 2000, keystroke: 250 },
  { tasks: 5000, open: 5000, keystroke: 1000 },
] as const;

/** The editor of pipelines in a real browser: opening and moving large graphs, typing, and a run on its nodes. */
export const bench: Bench = {
  name: 'editor',
  run: async ({ folder, say }) => {
    const engine = await startEngine(join(folder, 'w'));
    const browser = await launchBrowser();
    try {
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' });
      const page = await context.newPage();
      await page.goto(engine.url);
      page.setDefaultTimeout(20_000);
      const place = { engine, page };
      const rows: BenchRow[] = [];
      for (const size of sizes) {
        say(`${String(size.tasks)} tasks`);
        rows.push(...(await measureSize(place, size)));
      }
      say('a run');
      rows.push(await measureRun(place));
      return rows;
    } finally {
      await browser.close();
      await engine.stop();
    }
  },
};

async function measureSize(
  { engine, page }: Place,
  { tasks, open, keystroke }: (typeof sizes)[number],
): Promise<BenchRow[]> {
  const name = `layers_${String(tasks)}`;
  await engine.client.pipelines.save({ name, text: layers(name, tasks) });
  const words = `${tasks.toLocaleString('en')} tasks`;
  const drawn = { selector: `main [role=application], main canvas` };
  const times: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    await page.goto(`${engine.address}/recovery`);
    await page.locator('main h1').waitFor();
    times.push(await timeInside(page, { to: `/pipelines/${name}?mode=canvas` }, drawn));
  }
  const [first = Number.NaN, ...again] = times;
  const far = await panTimes(page, 90);
  await page.goto(`${engine.address}/pipelines/${name}?task=alone`);
  await page.getByRole('button', { name: 'Show what is selected' }).click();
  await page.locator('[data-id="alone"]').waitFor();
  const near = await panTimes(page, 90);
  await page.getByRole('button', { name: 'Show what is selected' }).click();
  const keys = await keystrokeTimes(page, 6);
  return [
    row(`${words}: open, first time`, first, 'ms', open),
    row(`${words}: open again`, median(again), 'ms', open),
    row(`${words}: pan the whole graph, time of a frame (p95)`, percentile(far, 0.95), 'ms', 50),
    row(`${words}: pan at 100 %, time of a frame (p95)`, percentile(near, 0.95), 'ms', 50),
    row(`${words}: keystroke in the YAML to the canvas (median of 6)`, median(keys), 'ms', keystroke),
  ];
}

/** Tasks in layers of 20, each of which needs two of the layer before; `alone` needs none and none needs it. */
function layers(name: string, tasks: number): string {
  const lines = Array.from({ length: tasks - 1 }, (_, at) => {
    const [layer, place] = [Math.floor(at / 20), at % 20];
    const idOf = (of: number): string => `t${String((layer - 1) * 20 + (of % 20))}`;
    const needs = layer === 0 ? '' : `needs: [${idOf(place)}, ${idOf(place + 7)}], `;
    return `  t${String(at)}: { type: shell, ${needs}with: { command: echo ${String(at)} } }`;
  });
  const alone = '  alone: { type: shell, with: { command: echo } }';
  return ['version: 1', `name: ${name}`, 'tasks:', alone, ...lines, ''].join('\n');
}

/** Milliseconds between frames while the wheel moves the graph in each of them. */
function panTimes(page: Page, frames: number): Promise<number[]> {
  return page.evaluate(
    (count) =>
      new Promise<number[]>((resolve) => {
        const pane = document.querySelector('.react-flow__pane');
        const times: number[] = [];
        let last = performance.now();
        const tick = (): void => {
          const now = performance.now();
          times.push(now - last);
          last = now;
          const deltaX = times.length % 40 < 20 ? 12 : -12;
          const wheel = { deltaX, deltaY: 4, bubbles: true, cancelable: true, clientX: 500, clientY: 250 };
          pane?.dispatchEvent(new WheelEvent('wheel', wheel));
          if (times.length < count) requestAnimationFrame(tick);
          else resolve(times.slice(1));
        };
        requestAnimationFrame(tick);
      }),
    frames,
  );
}

/** Milliseconds from a key, typed at the end of the task's name in the text, to the frame with the new name on its card. */
async function keystrokeTimes(page: Page, count: number): Promise<number[]> {
  await page.locator('.cm-line', { hasText: 'alone:' }).click();
  await page.keyboard.press('Home');
  for (let letter = 0; letter < 'alone'.length; letter += 1) await page.keyboard.press('ArrowRight');
  const times: number[] = [];
  let name = 'alone';
  for (let round = 0; round < count; round += 1) {
    name += 'x';
    await page.evaluate(watchCard, name);
    await page.keyboard.press('x');
    times.push(await page.evaluate(() => (window as Watched).stileBenchSeen));
    await page.waitForTimeout(400);
  }
  return times;
}

type Watched = Window & typeof globalThis & { stileBenchSeen: Promise<number> };

/** Runs in the page: from the next key to the frame in which a card stands on the canvas. */
function watchCard(id: string): void {
  const seen = new Promise<number>((resolve, reject) => {
    setTimeout(() => reject(new Error(`${id} does not come on the canvas`)), 20_000);
    const begin = (): void => {
      const pressed = performance.now();
      const look = (): void => {
        const isThere = document.querySelector(`[data-id="${id}"]`) !== null;
        requestAnimationFrame(isThere ? () => resolve(performance.now() - pressed) : look);
      };
      requestAnimationFrame(look);
    };
    addEventListener('keydown', begin, { capture: true, once: true });
  });
  Object.assign(window, { stileBenchSeen: seen });
}

const steps = 12;

/** How long after a task has begun, by the engine's clock, its node says so: the clock of the page is the same. */
async function measureRun({ engine, page }: Place): Promise<BenchRow> {
  const ids = Array.from({ length: steps }, (_, at) => `step${String(at)}`);
  const lines = ids.map(
    (id, at) =>
      `  ${id}: { type: shell, ${at === 0 ? '' : `needs: [step${String(at - 1)}], `}with: { command: sleep 0.4 } }`,
  );
  await engine.client.pipelines.save({
    name: 'steps',
    text: ['version: 1', 'name: steps', 'tasks:', ...lines, ''].join('\n'),
  });
  await page.goto(`${engine.address}/pipelines/steps?mode=canvas`);
  await page.locator('[data-id="step0"]').waitFor();
  const watched = page.evaluate(
    (all) =>
      new Promise<Record<string, number>>((resolve, reject) => {
        setTimeout(() => reject(new Error('a task that runs is not shown as running')), 60_000);
        const seen: Record<string, number> = {};
        const look = (): void => {
          for (const id of all) {
            const card = document.querySelector(`[data-id="${id}"]`)?.textContent ?? '';
            if (seen[id] === undefined && card.includes('Running')) seen[id] = Date.now();
          }
          if (Object.keys(seen).length === all.length) resolve(seen);
          else requestAnimationFrame(look);
        };
        look();
      }),
    ids,
  );
  const { pipelineRunId } = await engine.client.pipelines.run({ name: 'steps' });
  const seen = await watched;
  const run = await engine.client.pipelines.waitRun({ pipelineRunId });
  const late = run.tasks.map(({ taskId, attempts }) => (seen[taskId] ?? 0) - (attempts[0]?.startedAt ?? 0));
  return row('a task begins, to its node (p95 of 12)', percentile(late, 0.95), 'ms', 250);
}
