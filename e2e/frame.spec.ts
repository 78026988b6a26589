import { expect, test } from './fixtures.ts';
import { Frame } from './pages/frame.ts';
import { holdBack } from './support/hold-back.ts';
import { seedStory } from './support/seed.ts';

test('the palette finds any object, and every action of the page', async ({ engine, openWindow }) => {
  const { experimentId, runIds } = await seedStory(engine.client);
  const page = await openWindow(`/experiments/${experimentId}`);
  const frame = new Frame(page);

  await frame.find('ibis-41');
  await expect(frame.option('ibis-41')).toContainText('Run');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`/runs/${runIds.get('ibis-41') ?? ''}`));
  await expect(page).toHaveTitle('ibis-41 – sentiment_classification – Stile');
  await expect(frame.breadcrumb).toContainText('sentiment_classification');

  await frame.command('Show Lineage');
  await expect(page.getByRole('tab', { name: 'Lineage' })).toHaveAttribute('aria-selected', 'true');
  await frame.command('Copy the address of this page');
  await expect(frame.toasts).toContainText('Address copied');
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(new URL(link).pathname + new URL(link).search).toBe(
    `/experiments/${experimentId}/runs/${runIds.get('ibis-41') ?? ''}?tab=lineage`,
  );

  await page.keyboard.press('Control+p');
  await expect(frame.palette.getByRole('group', { name: 'Changed last' })).toContainText('ibis-42');
  await page.keyboard.press('Escape');
  await expect(frame.palette).toBeHidden();
});

test('keys: places by number, the filter of the page, back and forward, and the sheet that tells them', async ({
  engine,
  openWindow,
}) => {
  await seedStory(engine.client);
  const page = await openWindow('/');
  const frame = new Frame(page);
  await frame.ready();
  await page.keyboard.press('Control+2');
  await expect(page).toHaveTitle('Experiments – Stile');
  await expect(page.getByLabel('Filter experiments')).toBeVisible();
  await page.keyboard.press('Control+f');
  await expect(page.getByLabel('Filter experiments')).toBeFocused();
  await page.keyboard.press('Control+5');
  await expect(page).toHaveTitle('Models – Stile');
  await page.keyboard.press('Alt+ArrowLeft');
  await expect(page).toHaveTitle('Experiments – Stile');
  await page.keyboard.press('Alt+ArrowRight');
  await expect(page).toHaveTitle('Models – Stile');
  await page.keyboard.press('?');
  const sheet = page.getByRole('complementary', { name: 'Keyboard shortcuts' });
  await expect(sheet.getByRole('listitem').filter({ hasText: 'Make it the baseline' }).first()).toContainText(
    'b',
  );
  await expect(sheet.getByRole('listitem').filter({ hasText: 'Go to Models' })).toContainText('Ctrl+5');
});

test('the title and the way are those of the page that is shown, not of the one that is asked for', async ({
  engine,
  openWindow,
}, { project }) => {
  test.skip(project.name !== 'http', 'code can be held back over HTTP alone');
  await seedStory(engine.client);
  const page = await openWindow('/experiments');
  const frame = new Frame(page);
  // Held from the beginning: a window at rest reads the code of other pages ahead.
  const release = await holdBack(page, '**/models-page*.js');
  await page.reload();
  await expect(page).toHaveTitle('Experiments – Stile');
  await frame.sidebar.getByRole('link', { name: /^Models/ }).click();
  await expect(page).toHaveURL(/\/models$/);
  await expect(page).toHaveTitle('Experiments – Stile');
  await expect(frame.breadcrumb).toHaveText('Experiments');
  release();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Models');
  await expect(page).toHaveTitle('Models – Stile');
  await page.goto(new URL('/nowhere', page.url()).href);
  await expect(page).toHaveTitle('Stile');
});

test('a long way is cut with an ellipsis beside the search, and told whole by a pointer', async ({
  engine,
  openWindow,
}) => {
  const name = 'An experiment whose name says everything that anybody may ever want to know of it';
  const { experimentId } = await engine.client.experiments.create({ name });
  const run = await engine.client.runs.create({ experimentId, name: `A run of ${name.toLowerCase()}` });
  const page = await openWindow(`/experiments/${experimentId}/runs/${run.runId}`, {
    viewport: { width: 1024, height: 640 },
  });
  const frame = new Frame(page);
  const crumb = frame.breadcrumb.getByRole('link', { name });
  await expect(crumb).toHaveAttribute('title', name);
  await expect(frame.breadcrumb.getByRole('link', { name: 'Experiments' })).toHaveJSProperty(
    'scrollWidth',
    await frame.breadcrumb.getByRole('link', { name: 'Experiments' }).evaluate((link) => link.clientWidth),
  );
  const [way, search] = await Promise.all([frame.breadcrumb.boundingBox(), frame.search.boundingBox()]);
  expect((way?.x ?? 0) + (way?.width ?? 0)).toBeLessThanOrEqual(search?.x ?? 0);
  expect(await crumb.evaluate((link) => link.scrollWidth > link.clientWidth)).toBe(true);
});

test('a page that fails leaves the frame working, and can be tried again', async ({ engine, openWindow }, {
  project,
}) => {
  test.skip(project.name !== 'http', 'answers can be torn over HTTP alone');
  await seedStory(engine.client);
  const page = await openWindow('/experiments');
  const frame = new Frame(page);
  await frame.ready();
  await page.route('**/rpc/activity/list', (route) => route.fulfill({ json: { json: { entries: [null] } } }));
  await page.getByRole('link', { name: 'Activity' }).click();
  const failure = page.getByRole('alert').filter({ hasText: 'This page failed' });
  await expect(failure).toBeVisible();
  await failure.getByRole('button', { name: 'Copy details' }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(
    /Page: \/activity\n.*\nTypeError/,
  );

  await page.keyboard.press('Control+2');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Experiments');
  await page.unroute('**/rpc/activity/list');
  await page.getByRole('link', { name: 'Activity' }).click();
  await failure.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Activity');
});

test('a page whose code does not come says so, and is there once it does', async ({ engine, openWindow }, {
  project,
}) => {
  test.skip(project.name !== 'http', 'the code of the desktop window does not come over HTTP');
  await seedStory(engine.client);
  const page = await openWindow('/experiments');
  // From the beginning: a window at rest reads the code of other pages ahead.
  await page.route('**/assets/datasets-page*', (route) => route.abort());
  await page.reload();
  await new Frame(page).ready();
  await page.getByRole('link', { name: /^Datasets/ }).click();
  const failure = page.getByRole('alert').filter({ hasText: 'Its code did not come' });
  // It is asked for again for a while.
  await expect(failure).toBeVisible({ timeout: 15_000 });
  await expect(page.getByRole('banner')).toBeVisible();
  await page.unroute('**/assets/datasets-page*');
  await failure.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Datasets');
});

test('a narrow window folds the sidebar until a person says otherwise', async ({ engine, openWindow }) => {
  await seedStory(engine.client);
  const page = await openWindow('/experiments', { locale: 'sv-SE', viewport: { width: 1100, height: 700 } });
  const frame = new Frame(page);
  await frame.ready();
  await expect(frame.sidebar.getByRole('button', { name: 'Fäll ut sidofältet' })).toBeVisible();
  await page.setViewportSize({ width: 1280, height: 800 });
  await expect(frame.sidebar.getByRole('button', { name: 'Fäll ihop sidofältet' })).toBeVisible();
  await page.keyboard.press('Control+b');
  await expect(frame.sidebar.getByRole('button', { name: 'Fäll ut sidofältet' })).toBeVisible();
  await expect(page).toHaveTitle('Experiment – Stile');
  await expect(frame.statusBar).toContainText('ledigt');
});
