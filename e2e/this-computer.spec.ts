import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, main, portOnly, test } from './fixtures.ts';
import { PlacesPage } from './pages/places-page.ts';
import { expectAccessible } from './support/axe.ts';
import { dragFiles } from './support/drag.ts';
import { signInstaller } from './support/update-key.ts';

const patient = { timeout: 20_000 };

test('a .stile file is unpacked into a folder of its own and opens', main, async ({ engine, openWindow }) => {
  await engine.client.experiments.create({ name: 'in the file' });
  const beside = dirname(engine.workspace);
  const file = join(beside, 'lab-2026-11-20.stile');
  await engine.client.workspace.export({ file });
  await engine.client.experiments.create({ name: 'after it' });
  const page = await openWindow('/welcome');
  const places = new PlacesPage(page);
  const button = places.button('Import and open');

  await places.button('A .stile file').click();
  await expect(button).toBeDisabled();
  await places.main.getByRole('textbox', { name: 'The .stile file' }).fill(join(beside, 'none.stile'));
  const folder = places.main.getByRole('textbox', { name: 'Into the new folder' });
  await expect(folder).toHaveValue(/[\\/]none-\d{4}-\d\d-\d\d-\d{4}$/);
  await button.click();
  await expect(places.main.getByRole('alert')).toContainText('none.stile');
  await places.main.getByRole('textbox', { name: 'The .stile file' }).fill(file);
  await expect(folder).toHaveValue(/[\\/]lab-\d{4}-\d\d-\d\d-\d{4}$/);
  await folder.fill(engine.workspace);
  await folder.blur();
  await expect(places.main.getByRole('alert')).toContainText('is not empty');
  await expect(button).toBeDisabled();
  await expectAccessible(page, 'the import of a .stile file');
  await folder.fill(join(beside, 'brought'));
  await folder.blur();
  await expect(places.main).toContainText('are free.');
  await button.click();
  await expect(page.getByRole('banner').getByRole('link').first()).toHaveText('brought', patient);
  await page.getByRole('link', { name: /^Experiments/ }).click();
  await expect(places.main.getByRole('row', { name: /in the file/ })).toBeVisible();
  await expect(places.main.getByRole('row', { name: /after it/ })).toHaveCount(0);
});

test(
  'a .stile file that is opened on the desktop fills the form in',
  portOnly,
  async ({ shell, openWindow }) => {
    const page = await openWindow('/models');
    const file = page.getByRole('textbox', { name: 'The .stile file' });
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect.poll(() => shell.inputsOf('describe').length).toBeGreaterThan(0);
    await shell.tell(page, { kind: 'openFile', path: '/data/first lab.stile' });
    await expect(file).toHaveValue('/data/first lab.stile');
    await dragFiles(page, 'drop', [{ name: 'other.stile', path: '/data/other.stile' }]);
    await expect(file).toHaveValue('/data/other.stile');
    shell.answers.openDialog = () => ({ paths: ['/data/third.stile'] });
    await page.getByRole('button', { name: 'Browse: The .stile file' }).click();
    await expect(file).toHaveValue('/data/third.stile');
  },
);

test(
  'what the desktop app does beside its window is set, and told where it cannot',
  portOnly,
  async ({ shell, openWindow }) => {
    shell.facts.canNotify = false;
    const page = await openWindow('/settings?section=desktop');
    const places = new PlacesPage(page);
    const background = page.getByRole('switch', { name: 'Keep running in the background' });
    await expect(background).toBeEnabled();
    await background.press('Space');
    await expect(background).toBeChecked();
    expect(shell.inputsOf('changeSettings')).toEqual([{ keepInBackground: true }]);
    await expect(page.getByRole('switch', { name: 'Notifications' })).toBeDisabled();
    await expect(places.main).toContainText('This system shows none for this program');
    shell.answers.changeSettings = () => ({
      ok: false,
      code: 'WORKSPACE_NOT_WRITABLE',
      message: 'no',
      data: { path: '/stile/profile' },
    });
    await background.press('Space');
    await expect(places.main.getByRole('alert')).toContainText('/stile/profile');
    await expect(background).toBeChecked();

    await places.button('Open the folder: Logs').click();
    await places.button('Open the folder: Crash dumps').click();
    expect(shell.inputsOf('openFolder')).toEqual([{ folder: 'logs' }, { folder: 'crashDumps' }]);
    await expect(places.main).toContainText('Electron 45.4.1');
    await expectAccessible(page, 'the settings of this computer');
  },
);

test(
  'the stile command is put on PATH and taken away, in a browser too',
  main,
  async ({ engine, openWindow }) => {
    const page = await openWindow('/settings');
    const places = new PlacesPage(page);
    await places.main.getByRole('textbox', { name: 'Search settings' }).fill('terminal');
    const { file } = await engine.client.app.command({});
    // Not the user's own.
    expect(file.startsWith(dirname(engine.workspace))).toBe(true);
    await expect(places.main).toContainText(file);
    await places.button('Add it').click();
    await expect(places.button('Take it away')).toBeVisible();
    expect(existsSync(file)).toBe(true);
    await places.button('Take it away').click();
    await expect(places.main).toContainText('Not there');
    expect(existsSync(file)).toBe(false);
    writeFileSync(file, 'of somebody else');
    await page.reload();
    await page.getByRole('link', { name: 'Desktop', exact: true }).click();
    await expect(places.main).toContainText('Belongs to another program');
    await expect(places.button('Add it')).toHaveCount(0);
  },
);

test('diagnostics are downloaded by a browser', async ({ openWindow }) => {
  const page = await openWindow('/settings?section=desktop');
  const places = new PlacesPage(page);
  await expect(places.main).toContainText('tokens and passwords');
  const [download] = await Promise.all([page.waitForEvent('download'), places.button('Download').click()]);
  expect(download.suggestedFilename()).toMatch(/^stile-diagnostics-\d{4}-\d\d-\d\d\.zip$/);
  const bytes = readFileSync(await download.path());
  expect(bytes.subarray(0, 2).toString()).toBe('PK');
  await places.main.getByText(/files in it$/).click();
  await expect(places.main).toContainText('README.txt');
});

test(
  'the desktop saves diagnostics where its dialog says, and shows them there',
  portOnly,
  async ({ engine, shell, openWindow }) => {
    const page = await openWindow('/settings?section=desktop');
    const places = new PlacesPage(page);
    await places.button('Save…').click();
    await expect.poll(() => shell.inputsOf('saveDialog')).toHaveLength(1);
    await expect(places.main.getByText(/^Saved/)).toHaveCount(0);
    const file = join(dirname(engine.workspace), 'for help.zip');
    shell.answers.saveDialog = () => ({ path: file });
    await places.button('Save…').click();
    await expect(places.main.getByText(/^Saved .*for help\.zip/)).toBeVisible();
    expect(existsSync(file)).toBe(true);
    await places.button('Show in folder').click();
    await expect.poll(() => shell.inputsOf('reveal')).toEqual([{ path: file }]);
    shell.answers.saveDialog = () => ({ path: join(dirname(engine.workspace), 'none', 'a.zip') });
    await places.button('Save…').click();
    await expect(places.main.getByRole('alert')).toContainText('a.zip');
  },
);

test(
  'what Stile keeps is removed by the desktop once a word is written; workspaces stay unless ticked',
  portOnly,
  async ({ engine, shell, openWindow }) => {
    const page = await openWindow('/settings?section=desktop');
    const places = new PlacesPage(page);
    const table = places.main.getByRole('table', { name: 'What Stile keeps on this computer' });
    const workspace = table.getByRole('row', { name: engine.workspace }).getByRole('checkbox');
    const remove = places.button(/^Remove .* and quit$/);
    await places.button('Choose what goes…').click();
    await expect(table).toContainText('open now');
    await expect(remove).toBeInViewport();
    await expect(workspace).not.toBeChecked();
    await expect(remove).toBeDisabled();
    await expectAccessible(page, 'what Stile keeps');
    const { places: found } = await engine.client.app.dataPlaces({});
    const others = found.filter(({ kind }) => kind !== 'workspace').map(({ path }) => path);
    expect(others.length).toBeGreaterThan(0);

    await places.main.getByRole('textbox', { name: 'Write “remove” to confirm' }).fill('Remove ');
    await expect(remove).toBeEnabled();
    for (const path of others)
      await table.getByRole('row', { name: path, exact: false }).getByRole('checkbox').first().press('Space');
    await expect(places.main).toContainText('Nothing is ticked');
    await expect(remove).toBeDisabled();
    await workspace.press('Space');
    await expect(places.main).toContainText('1 workspace with all its runs and models is among them');
    await remove.click();
    await expect(places.main).toContainText('This page can be closed');
    expect(shell.inputsOf('removeData')).toEqual([{ places: [engine.workspace] }]);
  },
);

test('a browser has the host end and remove what was chosen', async ({ engine, openWindow }) => {
  const page = await openWindow('/settings?section=desktop');
  const places = new PlacesPage(page);
  const list = join(dirname(engine.workspace), 'recent.json');
  await places.button('Choose what goes…').click();
  await places.main.getByRole('textbox', { name: /to confirm$/ }).fill('remove');
  await places.button(/^Remove .* and quit$/).click();
  await expect(places.main).toContainText('This page can be closed');
  await expect.poll(() => existsSync(list), patient).toBe(false);
  expect(existsSync(join(engine.workspace, 'stile.db'))).toBe(true);
});

test(
  'an update tells who signed it before it is installed, and why it is not',
  portOnly,
  async ({ engine, shell, openWindow }) => {
    const file = join(dirname(engine.workspace), 'Stile 0.2.0 åäö.AppImage');
    writeFileSync(file, 'an installer');
    await signInstaller(file, '0.2.0');
    const page = await openWindow('/settings?section=desktop');
    const places = new PlacesPage(page);
    shell.answers.openDialog = () => ({ paths: [file] });
    await places.button('Choose a file…').click();
    await expect(places.main).toContainText('0.2.0, after 0.0.0');
    await expect(places.main).toContainText('the workshop');
    await expectAccessible(page, 'a checked update');
    shell.answers.installUpdate = () => ({
      ok: false,
      code: 'UPDATE_REFUSED',
      message: 'no',
      data: { file, problem: 'other_content', found: 'a', wanted: 'b' },
    });
    await places.button('Install and quit').click();
    await expect(places.main.getByRole('alert')).toContainText('is not what was signed');
    shell.answers.installUpdate = () => ({ version: '0.2.0' });
    await places.button('Install and quit').click();
    await expect(places.button('Opening the installer')).toBeDisabled();
    expect(shell.inputsOf('installUpdate')).toEqual([{ path: file }, { path: file }]);

    appendFileSync(file, '!');
    await places.button('Choose another…').click();
    await expect(places.main.getByRole('alert')).toContainText('has 13 bytes instead of 12');
    await expect(places.button('Install and quit')).toHaveCount(0);
    rmSync(`${file}.sig.json`);
    await places.button('Choose another…').click();
    await expect(places.main.getByRole('alert')).toContainText(
      'there is no Stile 0.2.0 åäö.AppImage.sig.json',
    );
  },
);

test('a menu leads to the setting that it names', portOnly, async ({ shell, openWindow }) => {
  const page = await openWindow('/models');
  const places = new PlacesPage(page);
  await expect.poll(() => shell.inputsOf('describe').length).toBeGreaterThan(0);
  await shell.tell(page, { kind: 'command', id: 'app.remove' });
  await expect(places.button('Choose what goes…')).toBeFocused();
  await expect(places.button('Choose what goes…')).toBeInViewport();
  await shell.tell(page, { kind: 'command', id: 'app.diagnostics' });
  await expect(places.button('Save…')).toBeFocused();
});
