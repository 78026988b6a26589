import { expect, test } from './fixtures.ts';
import { Frame } from './pages/frame.ts';
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
  // The title is there a moment before the page: until then the keys still go to the filter that was left.
  await expect(page.getByRole('heading', { name: 'Models', level: 1 })).toBeVisible();
  await page.keyboard.press('?');
  const sheet = page.getByRole('complementary', { name: 'Keyboard shortcuts' });
  await expect(sheet.getByRole('listitem').filter({ hasText: 'Make it the baseline' }).first()).toContainText(
    'b',
  );
  await expect(sheet.getByRole('listitem').filter({ hasText: 'Go to Models' })).toContainText('Ctrl+5');
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
