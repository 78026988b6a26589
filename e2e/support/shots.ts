import type { Page } from '@playwright/test';
import type { EngineClient } from '#contract/procedures.ts';

/** A picture for the documentation, of 1280 by 800 points, light and in English unless it says otherwise. */
export type Shot = {
  readonly name: string;
  readonly path: string;
  /** What has to be there before it is taken. */
  readonly shows: string;
  readonly scheme?: 'dark';
  readonly locale?: 'sv';
  /** Changes the workspace; pictures taken later show that, too. */
  readonly before?: () => Promise<unknown>;
  readonly prepare?: (page: Page) => Promise<void>;
};

const model = 'sentiment_classifier';
const rows = 'main :is(table, [role=table], [role=grid], [role=treegrid])';
const drawing = 'main :is(svg[role=img], canvas)';
const finished = "attributes.status = 'FINISHED' AND metrics.test_accuracy > 0";
const few = "attributes.run_name LIKE 'sweep-11/tfidf/%'";

/** Every picture of docs/screenshots, from the workspace of `npm run gallery`. */
export async function listShots(client: EngineClient): Promise<readonly Shot[]> {
  return [
    ...listHome(),
    ...(await listRuns(client)),
    ...listModels(),
    ...(await listWatch(client)),
    ...listPlaces(),
    // Last, since it is of work that begins now.
    { name: 'jobs', path: '/jobs', shows: `${rows} tr:nth-child(4)`, before: () => beginWork(client) },
  ];
}

function listHome(): Shot[] {
  const home: Shot = { name: 'home', path: '/', shows: 'main textarea', prepare: ask };
  return [
    home,
    { ...home, scheme: 'dark', locale: 'sv' },
    { name: 'palette', path: '/', shows: 'main textarea', prepare: openPalette },
  ];
}

async function listRuns(client: EngineClient): Promise<Shot[]> {
  const { experimentId } = await client.experiments.getByName({ name: 'sentiment_classification' });
  const find = async (filter: string) => {
    const orderBy = ['metrics.test_accuracy DESC'];
    const asked = { experimentIds: [experimentId], filter, orderBy, maxResults: 100 };
    const { runs } = await client.runs.search(asked);
    return runs.map(({ runId }) => runId);
  };
  const all = await find(finished);
  // The best, and others farther and farther behind it: of some the difference may be chance.
  const spread = [0, 1, 4, 9, 18, 30, 45, 60, 75].flatMap((place) => all[place] ?? []);
  const sweep = await find(`${finished} AND attributes.run_name LIKE 'sweep-07/%'`);
  const page = `/experiments/${experimentId}`;
  const compare = (ids: readonly string[]) => `${page}/compare?runs=${ids.join(',')}`;
  const filter = (text: string) => `filter=${encodeURIComponent(text)}`;
  return [
    { name: 'runs', path: `${page}?group=params.vectorizer`, shows: rows, prepare: openGroup },
    {
      name: 'runs-charts',
      path: `${page}?layout=both&${filter(finished)}`,
      shows: 'canvas',
      prepare: chooseRuns,
    },
    { name: 'charts', path: `${page}?layout=charts&${filter(few)}`, shows: 'canvas', scheme: 'dark' },
    { name: 'run', path: `${page}/runs/${all[0] ?? ''}`, shows: 'main section' },
    { name: 'compare', path: compare(all.slice(0, 4)), shows: rows },
    { name: 'compare-parallel', path: `${compare(sweep)}&tab=parallel`, shows: drawing },
    { name: 'compare-significance', path: `${compare(spread)}&tab=significance`, shows: rows },
  ];
}

function listModels(): Shot[] {
  const page = `/models/${model}`;
  const timeline: Shot = { name: 'model-timeline', path: `${page}?tab=timeline`, shows: drawing };
  return [
    { name: 'models', path: '/models', shows: rows },
    timeline,
    { ...timeline, locale: 'sv' },
    { name: 'model-version', path: `${page}/versions/3`, shows: rows },
    { name: 'promote', path: `${page}?sheet=promote&about=${model}&version=3`, shows: 'aside table' },
  ];
}

async function listWatch(client: EngineClient): Promise<Shot[]> {
  const { alerts } = await client.monitoring.alerts({ state: 'all' });
  const drift = alerts.find(({ signal }) => signal === 'oov_share')?.alertId ?? 0;
  const { runs } = await client.pipelines.runs({ name: 'train' });
  const run = runs[0]?.pipelineRunId ?? '';
  const monitoring: Shot = { name: 'monitoring', path: `/monitoring/${model}`, shows: drawing };
  return [
    { name: 'pipelines', path: '/pipelines', shows: rows },
    { name: 'pipeline-run', path: `/pipelines/runs/${run}?task=gate`, shows: 'main .react-flow__node' },
    ...listEditors(),
    monitoring,
    { ...monitoring, scheme: 'dark', locale: 'sv' },
    {
      name: 'alerts',
      path: `/alerts?state=all&alert=${String(drift)}`,
      shows: drawing,
      before: () => client.monitoring.reopen({ alertId: drift }),
    },
  ];
}

function listEditors(): Shot[] {
  const editor: Shot = {
    name: 'pipeline-editor',
    path: '/pipelines/train?task=gate',
    shows: 'main .react-flow__node[data-id="gate"]',
  };
  return [
    editor,
    {
      ...editor,
      path: '/pipelines/predict?task=generate_data',
      shows: 'main .react-flow__node[data-id="generate_data"]',
      scheme: 'dark',
      locale: 'sv',
    },
    { name: 'pipeline-grid', path: '/pipelines/train?view=grid', shows: 'main [role=grid] [role=row]' },
    { name: 'pipeline-calendar', path: '/pipelines/predict?view=calendar', shows: 'main [role=grid]' },
  ];
}

function listPlaces(): Shot[] {
  const uri = encodeURIComponent(`models:/${model}/4`);
  const lineage: Shot = {
    name: 'lineage',
    path: `/lineage?uri=${uri}&depth=2`,
    shows: 'main [role=group] svg',
    prepare: openPredictions,
  };
  return [
    lineage,
    { ...lineage, scheme: 'dark' },
    { name: 'datasets', path: '/datasets/reviews?v=4', shows: rows },
    { name: 'settings', path: '/settings?section=storage', shows: 'main h2' },
    { name: 'welcome', path: '/welcome', shows: 'main section' },
  ];
}

/** Jobs that are done, one that works and one that waits. */
async function beginWork(client: EngineClient): Promise<void> {
  await client.workspace.backup({});
  for (const params of [{ rows: 40, seed: 306 }, { rows: 60, seed: 307 }, { rows: 5000 }]) {
    const { pipelineRunId } = await client.pipelines.run({ name: 'predict', params });
    await client.pipelines.waitRun({ pipelineRunId, maxWaitMs: 60_000 });
  }
  await client.pipelines.run({ name: 'train', params: { folds: 20, promote: false } });
}

/** The try-it box of Home answers. */
async function ask(page: Page): Promise<void> {
  const field = page.locator('main textarea');
  await field.fill('Comfortable, sturdy and well made');
  await field.press('Control+Enter');
  await page.locator('main form + [role=status] li').first().waitFor();
  await field.blur();
}

async function chooseRuns(page: Page): Promise<void> {
  for (const name of ['heron-59', 'plover-58', 'swift-54', 'auk-53'])
    await page.getByRole('row', { name }).getByRole('checkbox').click();
}

async function openGroup(page: Page): Promise<void> {
  await page.locator('[role=treegrid] [role=row][aria-expanded=false] button').first().click();
}

async function openPredictions(page: Page): Promise<void> {
  for (const name of [/^\d+ predictions/, /^\d+ batches/]) await page.getByRole('button', { name }).click();
}

async function openPalette(page: Page): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.type('sent');
}
