import { dirname, join } from 'node:path';
import { expect, main, test } from './fixtures.ts';
import { holdBack } from './support/hold-back.ts';
import { Frame } from './pages/frame.ts';
import { PlacesPage } from './pages/places-page.ts';

const patient = { timeout: 20_000 };

test(
  'a backup takes the place of the database, and the window goes on',
  main,
  async ({ engine, openWindow }) => {
    await engine.client.experiments.create({ name: 'kept' });
    await engine.client.workspace.backup({});
    await engine.client.experiments.create({ name: 'lost' });
    const page = await openWindow('/recovery');
    const places = new PlacesPage(page);
    const frame = new Frame(page);

    await places.button('Check the database').click();
    await expect(places.main).toContainText('The database is whole');
    // A while after the start the day's own backup stands beside it.
    const byHand = places.backups.getByRole('row', { name: /By hand/ });
    await byHand.getByRole('button', { name: /^Restore/ }).click();
    await expect(places.main).toContainText('1 change since then is lost');
    await places.button('Restore this backup').click();
    await expect(frame.toasts).toContainText('Restored the backup', patient);
    await expect(places.main).toContainText('stile.db.replaced-');
    await page.getByRole('link', { name: /^Experiments/ }).click();
    await expect(places.main.getByRole('row', { name: /kept/ })).toBeVisible();
    await expect(places.main.getByRole('row', { name: /lost/ })).toHaveCount(0);
  },
);

test(
  'another workspace opens in the same window, and the one before again',
  main,
  async ({ engine, openWindow }) => {
    await engine.client.experiments.create({ name: 'of the first' });
    const page = await openWindow('/welcome');
    const places = new PlacesPage(page);
    const title = page.getByRole('banner').getByRole('link').first();
    await expect(places.main.getByRole('list', { name: 'This computer and this workspace' })).toContainText(
      'It can be written',
    );

    await places.folder.fill(join(dirname(engine.workspace), 'second'));
    await places.folder.press('Enter');
    await expect(places.main).toContainText('An empty workspace is made in it');
    await places.button('Make a workspace').click();
    await expect(title).toHaveText('second', patient);
    await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible();
    await expect(new Frame(page).toasts).toContainText('Opened second');

    await title.click();
    await expect(places.recent).toContainText('second');
    await places.recent.getByRole('button', { name: 'Open Känsla lab' }).click();
    await expect(title).toHaveText('Känsla lab', patient);
    await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible();
    await page.getByRole('link', { name: /^Experiments/ }).click();
    await expect(places.main.getByRole('row', { name: /of the first/ })).toBeVisible();
  },
);

test('who goes elsewhere while a workspace opens stays there', async ({ engine, openWindow }, {
  project,
}) => {
  test.skip(project.name !== 'http', 'answers can be held back over HTTP alone');
  const page = await openWindow('/welcome');
  const places = new PlacesPage(page);
  const frame = new Frame(page);
  await places.folder.fill(join(dirname(engine.workspace), 'second'));
  await places.folder.press('Enter');
  const releaseStart = await holdBack(page, '**/rpc/workspace/backups');
  // The page that is clicked on is still being read when the window would go to Home.
  const releasePage = await holdBack(page, '**/datasets-page*.js');
  await places.button('Make a workspace').click();
  await expect(page.getByRole('banner').getByRole('link').first()).toHaveText('second', patient);
  await frame.sidebar.getByRole('link', { name: /^Datasets/ }).click();
  await expect(page).toHaveURL(/\/datasets$/);
  releaseStart();
  await expect(frame.toasts).toContainText('Opened second');
  releasePage();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Datasets');
  await expect(page).toHaveURL(/\/datasets$/);
});

test('a workspace that is there before the answer has come is told all the same', async ({
  engine,
  openWindow,
}, { project }) => {
  test.skip(project.name !== 'http', 'answers can be held back over HTTP alone');
  const page = await openWindow('/welcome');
  const places = new PlacesPage(page);
  await places.folder.fill(join(dirname(engine.workspace), 'second'));
  await places.folder.press('Enter');
  const answer = Promise.withResolvers<undefined>();
  await page.route('**/rpc/workspace/open', async (route) => {
    const response = await route.fetch();
    await answer.promise;
    await route.fulfill({ response });
  });
  await places.button('Make a workspace').click();
  await expect(page.getByRole('banner').getByRole('link').first()).toHaveText('second', patient);
  answer.resolve(undefined);
  await expect(new Frame(page).toasts).toContainText('Opened second');
  await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible();
});

test('what is set applies at once, is kept, and is taken back', async ({ openWindow }) => {
  const page = await openWindow('/experiments');
  const places = new PlacesPage(page);
  const frame = new Frame(page);
  const root = page.locator('html');
  await expect(page.getByRole('banner')).toBeVisible();
  await page.keyboard.press('Control+,');
  await places.choose('Theme', 'Dark');
  await places.choose('Size', 'Projector');
  await expect(root).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await page.reload();
  await expect(root).toHaveAttribute('data-zoom', 'projector');
  await places.choose('Sidebar', 'Collapsed');
  await places.choose('Sidebar', 'By width');
  await page.reload();
  await expect(places.main.getByRole('radio', { name: 'By width' })).toBeChecked();
  await places.button('Reset').click();
  await expect(root).toHaveAttribute('data-zoom', 'normal');
  await frame.undo();
  await expect(root).toHaveAttribute('data-zoom', 'projector');
  await expect(root).toHaveAttribute('data-mantine-color-scheme', 'dark');

  await places.main.getByRole('textbox', { name: 'Search settings' }).fill('password');
  await expect(places.main.getByRole('heading', { name: 'Access' })).toBeVisible();
  await expect(places.main.getByRole('heading', { name: 'Density' })).toHaveCount(0);
});

test('a failed job is counted in the tray, told with its reason, and tried again', async ({
  engine,
  openWindow,
}) => {
  const text =
    'version: 1\nname: broken\ntasks:\n  stop:\n    type: shell\n    with: { command: "exit 3" }\n';
  await engine.client.pipelines.save({ name: 'broken', text });
  const page = await openWindow('/');
  const places = new PlacesPage(page);
  await expect(places.tray).toHaveAccessibleName('Jobs: none');
  await engine.client.pipelines.run({ name: 'broken', params: {} });
  await expect(places.tray).toHaveAccessibleName('Jobs: 1 failed');
  await places.tray.click();
  await expect(places.trayPopover).toContainText('Pipeline broken');
  await expect(places.trayPopover).toContainText('Task stop failed. Its program ended with exit code 3.');
  await page.keyboard.press('Escape');
  await expect(places.tray).toHaveAccessibleName('Jobs: none');
  await page.keyboard.press('Control+j');
  await places.jobs.getByRole('button', { name: 'Try again: Pipeline broken' }).click();
  await expect(new Frame(page).toasts).toContainText('broken runs again');
  await places.jobs.getByRole('link', { name: 'Open: Pipeline broken' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('broken');
});
