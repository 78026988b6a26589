import type { Page } from '@playwright/test';
import type { EngineClient } from '#contract/procedures.ts';
import { expect, main, test } from './fixtures.ts';
import { Frame } from './pages/frame.ts';
import { TracesPage } from './pages/traces-page.ts';
import { expectAccessible } from './support/axe.ts';
import { answered, failed, manySpans, sendTrace, spanIdOf, traceIdOf } from './support/seed-traces.ts';

test('an empty list teaches with the real address, and fills when the first trace comes', async ({
  engine,
  openWindow,
}) => {
  const { trackingUri } = await engine.client.system.info({});
  const { experimentId } = await engine.client.experiments.create({ name: 'support' });
  const page = await openWindow(`/experiments/${experimentId}/traces`);
  const code = page.getByLabel('Code that sends a first trace');
  await expect(code).toContainText(`mlflow.set_tracking_uri("${trackingUri ?? ''}")`);
  await expect(code).toContainText('mlflow.set_experiment("support")');
  await sendTrace(engine.client, experimentId, 1, answered);
  const traces = new TracesPage(page);
  await expect(traces.row('answer')).toContainText('How do I reset my password?');
  await expect(traces.row('answer')).toContainText('1,000');
  await expect(traces.row('answer')).toContainText('400 ms');
  await expect(page.getByText('1 trace', { exact: true })).toBeVisible();
});

test('from the runs a tab leads to the traces once there are any, and the palette always', async ({
  engine,
  openWindow,
}) => {
  const { experimentId } = await engine.client.experiments.create({ name: 'support' });
  const page = await openWindow(`/experiments/${experimentId}`);
  await expect(page.getByText('No runs yet')).toBeVisible();
  const tab = page.getByRole('main').getByRole('link', { name: 'Traces' });
  await expect(tab).toHaveCount(0);
  await sendTrace(engine.client, experimentId, 1, answered);
  await tab.click();
  await expect(new TracesPage(page).row('answer')).toBeVisible();
  await page.getByRole('main').getByRole('link', { name: 'Runs' }).click();
  await expect(page.getByText('No runs yet')).toBeVisible();
  await page.goto(page.url().replace(/\/experiments.*/, '/datasets'));
  await new Frame(page).command('Go to traces');
  await expect(new TracesPage(page).row('answer')).toBeVisible();
});

test('the filter speaks the language of searches and says what is wrong about traces', async ({
  engine,
  openWindow,
}) => {
  const { experimentId } = await engine.client.experiments.create({ name: 'support' });
  await sendTrace(engine.client, experimentId, 1, answered);
  await sendTrace(engine.client, experimentId, 2, failed);
  const page = await openWindow(`/experiments/${experimentId}/traces`);
  const traces = new TracesPage(page);
  await expect(traces.row('refund')).toContainText('Failed');
  await traces.filter.fill(`status = "OK" AND span.type = "RETRIEVER"`);
  await expect(traces.row('refund')).toHaveCount(0);
  await expect(traces.row('answer')).toBeVisible();
  await traces.filter.fill('metrics.loss > 1');
  await expect(page.getByRole('alert')).toContainText('“metrics” is not something to search by here.');
  await traces.filter.fill('name = "nobody"');
  await expect(page.getByText('No trace matches')).toBeVisible();
  await page.getByRole('button', { name: 'Clear' }).last().click();
  await traces.grid.getByRole('button', { name: 'Duration' }).click();
  await expect(traces.grid.getByRole('row').nth(1)).toContainText('answer');
});

test('many traces come page by page, and away from the top they hold still', async ({
  engine,
  openWindow,
}) => {
  const { experimentId } = await engine.client.experiments.create({ name: 'busy' });
  for (let number = 1; number <= 130; number++)
    await sendTrace(engine.client, experimentId, number, [
      { name: `call ${String(number)}`, at: [0, number] },
    ]);
  const page = await openWindow(`/experiments/${experimentId}/traces`);
  const traces = new TracesPage(page);
  await expect(traces.row('call 130')).toBeVisible();
  await expect(page.getByText('More than 100 traces')).toBeVisible();
  await traces.grid.focus();
  await page.keyboard.press('End');
  await expect(traces.grid).toHaveAttribute('aria-rowcount', '131');
  await page.keyboard.press('End');
  await expect(traces.row('call 1')).toBeVisible();
  await sendTrace(engine.client, experimentId, 131, [{ name: 'late', at: [0, 1] }]);
  await expect(traces.arrived).toBeVisible();
  await expect(traces.row('call 1')).toBeVisible();
  await traces.arrived.click();
  await expect(traces.row('late')).toBeVisible();
  await expect(traces.arrived).toHaveCount(0);
});

test('deleting is asked for first and is final', async ({ engine, openWindow }) => {
  const { experimentId } = await engine.client.experiments.create({ name: 'support' });
  for (const number of [1, 2, 3]) await sendTrace(engine.client, experimentId, number, answered);
  await sendTrace(engine.client, experimentId, 4, failed);
  const page = await openWindow(`/experiments/${experimentId}/traces`);
  const traces = new TracesPage(page);
  await expect(traces.row('answer')).toHaveCount(3);
  for (const index of [0, 1]) await traces.row('answer').nth(index).getByRole('checkbox').click();
  await traces.selectionBar.getByRole('button', { name: 'Delete for good' }).click();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(traces.row('answer')).toHaveCount(3);
  await traces.grid.focus();
  await page.keyboard.press('Delete');
  await page.getByRole('button', { name: 'Delete 2 traces for good' }).click();
  await expect(traces.row('answer')).toHaveCount(1);
  await expect(new Frame(page).toasts).toContainText('2 traces deleted for good');

  await traces.open('refund');
  await page.getByRole('button', { name: 'Delete for good' }).click();
  await page.getByRole('button', { name: 'Delete 1 trace for good' }).click();
  await expect(traces.row('answer')).toHaveCount(1);
  await expect(traces.row('refund')).toHaveCount(0);
  expect((await engine.client.traces.search({})).traces).toHaveLength(1);
});

test('a trace opens where it failed, with its spans along the time', async ({ engine, openWindow }) => {
  const { experimentId } = await engine.client.experiments.create({ name: 'support' });
  await sendTrace(engine.client, experimentId, 1, failed);
  const page = await openWindow(`/experiments/${experimentId}/traces`);
  const traces = new TracesPage(page);
  await traces.open('refund');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('refund');
  await expect(traces.chosenSpan).toContainText('look_up');
  await expect(traces.chosenSpan).toContainText('40 ms');
  await expect(traces.details).toContainText('KeyError: no order A-404');
  await expect(traces.details).toContainText('Begins after20 ms');
  await traces.details.getByText('Stack trace').click();
  await expect(traces.details).toContainText('File "shop.py", line 16');
  await expect(traces.section('Inputs')).toContainText('"order": "A-404"');
  const bars = await traces.tree.getByRole('row').evaluateAll((rows) =>
    rows.slice(1).map((row) => {
      const axis = row.querySelectorAll('[role="gridcell"]')[2];
      const [bar, all] = [axis?.firstElementChild, axis].map((part) => part?.getBoundingClientRect());
      if (bar === undefined || all === undefined) return [];
      return [(bar.left - all.left) / all.width, bar.width / all.width].map((share) => share.toFixed(2));
    }),
  );
  expect(bars).toEqual([
    ['0.00', '1.00'],
    ['0.00', '0.33'],
    ['0.33', '0.67'],
  ]);
});

test('arrows walk the spans; conversations, run, tags and assessments stand beside', async ({
  engine,
  openWindow,
}) => {
  const { client } = engine;
  const { experimentId } = await client.experiments.create({ name: 'support' });
  const { runId } = await client.runs.create({ experimentId, name: 'evaluation' });
  const traceId = await sendTrace(client, experimentId, 1, answered, runId);
  await assess(engine.client, traceId);
  const page = await openWindow(`/experiments/${experimentId}/traces/${traceId}`);
  const traces = new TracesPage(page);
  await traces.tree.focus();
  await expect(traces.chosenSpan).toContainText('answer');
  await expect(traces.section('Outputs')).toContainText('Choose Security.');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(traces.chosenSpan).toContainText('chat');
  await expect(traces.section('Inputs').getByRole('term')).toHaveText('user');
  await traces.section('Outputs').getByRole('button', { name: 'JSON' }).click();
  await expect(traces.section('Outputs')).toContainText('"role": "assistant"');
  await expect(traces.details).toContainText('1,000 (700 in, 300 out)');

  await page.getByRole('button', { name: 'Copy link' }).click();
  const { trackingUri } = await client.system.info({});
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(new URL(link).pathname).toBe(`/experiments/${experimentId}/traces/${traceId}`);
  expect(new URL(link).searchParams.get('span')).toBe(spanIdOf(2));
  expect([trackingUri, new URL(page.url()).origin]).toContain(new URL(link).origin);

  await traces.tree.focus();
  await page.keyboard.press('ArrowLeft');
  await expect(traces.chosenSpan).toContainText('answer');
  await page.keyboard.press('ArrowLeft');
  await expect(traces.tree.getByRole('row')).toHaveCount(2);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(traces.chosenSpan).toContainText('search');
  await expect(page).toHaveURL(new RegExp(`span=${spanIdOf(1)}`));

  await traces.details.getByRole('tab', { name: 'Trace' }).click();
  await expect(traces.section('Assessments')).toContainText('helpful');
  await traces.section('Tags').getByRole('button', { name: 'Add a tag' }).click();
  await traces.section('Tags').getByLabel('Key').fill('channel');
  await traces.section('Tags').getByLabel('Value').fill('mail');
  await page.keyboard.press('Enter');
  await expect(traces.section('Tags')).toContainText('mail');
  await traces.details.getByRole('link', { name: 'evaluation' }).click();
  await expect(page.getByRole('complementary', { name: 'Run evaluation' })).toBeVisible();
});

test('a thousand spans need the rows in view alone', async ({ engine, openWindow }) => {
  const { experimentId } = await engine.client.experiments.create({ name: 'crawler' });
  const traceId = await sendTrace(engine.client, experimentId, 1, manySpans());
  const page = await openWindow(`/experiments/${experimentId}/traces/${traceId}`);
  const traces = new TracesPage(page);
  await expect(traces.tree).toHaveAttribute('aria-rowcount', '1001');
  await traces.tree.focus();
  await page.keyboard.press('End');
  await expect(traces.chosenSpan).toContainText('page 999');
  expect(await traces.tree.getByRole('row').count()).toBeLessThan(60);
  for (let step = 0; step < 40; step++) await page.keyboard.press('ArrowUp');
  await expect(traces.chosenSpan).toContainText('page 959');
  await expect(traces.chosenSpan).toBeInViewport();
  await traces.tree.getByRole('button', { name: 'Collapse all' }).click();
  await expect(traces.tree).toHaveAttribute('aria-rowcount', '102');
});

test('spans that come later join the trace that is open', main, async ({ engine, openWindow }) => {
  const { experimentId } = await engine.client.experiments.create({ name: 'support' });
  const traceId = await sendTrace(engine.client, experimentId, 1, answered.slice(0, 2));
  const page = await openWindow(`/experiments/${experimentId}/traces/${traceId}`);
  const traces = new TracesPage(page);
  await expect(traces.tree.getByRole('row')).toHaveCount(3);
  await sendTrace(engine.client, experimentId, 1, answered);
  await expect(traces.spanRow('chat')).toBeVisible();
});

test('a trace that is gone says so', async ({ engine, openWindow }) => {
  const { experimentId } = await engine.client.experiments.create({ name: 'support' });
  const page = await openWindow(`/experiments/${experimentId}/traces/${traceIdOf(9)}`);
  await expect(page.getByText(`There is no trace “${traceIdOf(9)}”`)).toBeVisible();
  const traceId = await sendTrace(engine.client, experimentId, 1, answered);
  await page.goto(page.url().replace(traceIdOf(9), traceId));
  await expect(new TracesPage(page).chosenSpan).toContainText('answer');
  await engine.client.traces.delete({ traceIds: [traceId] });
  await expect(page.getByText(`There is no trace “${traceId}”`)).toBeVisible();
});

test('traces are accessible and nothing shifts', async ({ engine, openWindow }) => {
  const { client } = engine;
  const { experimentId } = await client.experiments.create({ name: 'support' });
  const { experimentId: other } = await client.experiments.create({ name: 'other' });
  await sendTrace(client, experimentId, 1, answered);
  await assess(client, await sendTrace(client, experimentId, 2, failed));
  const folder = `/experiments/${experimentId}/traces`;
  const page = await openWindow(folder, { viewport: { width: 1024, height: 640 } });
  const traces = new TracesPage(page);
  const origin = new URL(page.url()).origin;
  await watchShifts(page);
  const visit = async (path: string): Promise<void> => {
    await page.goto(`${origin}${path}`);
    await expect(page.getByRole('heading', { level: 1 })).not.toBeEmpty();
  };
  await visit(folder);
  await expect(traces.row('answer')).toBeVisible();
  await expectStill(page, 'list');
  await traces.row('answer').getByRole('checkbox').click();
  await expectAccessible(page, 'list with a selection');
  await traces.selectionBar.getByRole('button', { name: 'Delete for good' }).click();
  await expectAccessible(page, 'before deleting');
  await visit(`${folder}/${traceIdOf(2)}`);
  await expect(traces.section('Inputs')).toContainText('A-404');
  await expectStill(page, 'trace');
  await traces.details.getByText('Stack trace').click();
  await expectAccessible(page, 'trace that failed');
  await visit(`${folder}/${traceIdOf(1)}?span=${spanIdOf(2)}`);
  await expect(traces.section('Outputs')).toContainText('assistant');
  await expectAccessible(page, 'conversation');
  await visit(`${folder}/${traceIdOf(2)}?tab=trace`);
  await expect(traces.section('Assessments')).toContainText('helpful');
  await expectAccessible(page, 'what is said of a trace');
  await visit(`/experiments/${other}/traces`);
  await expect(page.getByText('No traces yet')).toBeVisible();
  await expectStill(page, 'empty');
  await expectAccessible(page, 'empty');
});

async function assess(client: EngineClient, traceId: string): Promise<void> {
  const { trackingUri } = await client.system.info({});
  const answer = await fetch(`${trackingUri ?? ''}/api/3.0/mlflow/traces/${traceId}/assessments`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      assessment: {
        assessment_name: 'helpful',
        trace_id: traceId,
        feedback: { value: true },
        rationale: 'Names the setting.',
        source: { source_type: 'HUMAN', source_id: 'mia' },
      },
    }),
  });
  expect(answer.status, await answer.text()).toBe(200);
}

/** Adds up what moves without being asked to, as browsers measure it, from each load of the page on. */
async function watchShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const seen = { shift: 0 };
    Object.assign(window, { stileTestShifts: seen });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        if ('value' in entry && typeof entry.value === 'number') seen.shift += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
  });
}

async function expectStill(page: Page, state: string): Promise<void> {
  const shift = await page.evaluate(
    () => (window as Window & { stileTestShifts?: { shift: number } }).stileTestShifts?.shift,
  );
  expect(shift, `${state}: layout shift`).toBeLessThan(0.01);
}
