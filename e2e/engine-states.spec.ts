import { expect, portOnly, test } from './fixtures.ts';
import { Frame } from './pages/frame.ts';
import { RunsPage } from './pages/runs-page.ts';
import { expectAccessible } from './support/axe.ts';
import { logRuns } from './support/seed.ts';
import { startShellEngine } from './support/shell-engine.ts';

test(
  'while the engine starts again the screen stays: filter, draft, sheet and scroll',
  portOnly,
  async ({ engine, openWindow, shell }) => {
    const { experimentId } = await engine.client.experiments.create({ name: 'stays' });
    await logRuns(engine.client, experimentId, 60);
    const page = await openWindow(`/experiments/${experimentId}?run=`);
    const runs = new RunsPage(page);
    const frame = new Frame(page);
    await expect(runs.row('run-60')).toBeVisible();
    await expect.poll(() => shell.inputsOf('describe')).toHaveLength(1);
    await page.keyboard.press('?');
    const sheet = page.getByRole('complementary', { name: 'Keyboard shortcuts' });
    await expect(sheet).toBeVisible();
    const table = page.locator('[role=treegrid], [role=grid]').first();
    await table.evaluate((grid) => {
      const scroller = [grid, ...grid.querySelectorAll('*')].find(
        (el) => el.scrollHeight > el.clientHeight + 50,
      );
      if (scroller) scroller.scrollTop = 400;
    });
    const readScroll = (): Promise<number> =>
      table.evaluate((grid) => Math.max(...[grid, ...grid.querySelectorAll('*')].map((el) => el.scrollTop)));
    const scrolled = await readScroll();
    expect(scrolled).toBeGreaterThan(100);

    shell.connect = null;
    await engine.stop();
    await shell.tellEngine(page, { state: 'starting' });
    await expect(page.getByText('The engine is starting')).toBeVisible();
    await expect(sheet).toBeVisible();
    expect(await readScroll()).toBe(scrolled);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+f');
    await page.keyboard.type('attributes.run_name LIKE');

    const next = await startShellEngine(engine.workspace);
    try {
      shell.connect = next.connect;
      await shell.tellEngine(page, { state: 'ready', trackingUri: next.address, workspace: next.workspace });
      await expect(frame.statusBar).toContainText('Tracking server');
      await expect(page.getByText('The engine is starting')).toBeHidden();
      await expect(page.locator(':focus')).toHaveValue('attributes.run_name LIKE');
      expect(await readScroll()).toBe(scrolled);
      await logRuns(next.client, experimentId, 1, 'after');
      await expect(page.getByText('61', { exact: false }).first()).toBeVisible();
    } finally {
      await next.stop();
    }
  },
);

test(
  'an engine that stopped is told of with the end of its log, and starts again when asked',
  portOnly,
  async ({ engine, openWindow, shell }) => {
    const page = await openWindow('/experiments?show=new');
    const name = page.getByRole('textbox', { name: 'Name' });
    await name.fill('a draft');
    await expect.poll(() => shell.inputsOf('describe')).toHaveLength(1);
    shell.connect = null;
    await engine.stop();
    const words = 'node:internal/errors:540\n      throw error;\nError: out of memory';
    await shell.tellEngine(page, { state: 'stopped', workspace: '/data/lab', lastWords: words });

    const notice = page.getByRole('region', { name: 'The engine has stopped' });
    await expect(notice).toContainText('/data/lab');
    await expect(notice.getByRole('region', { name: 'The end of its log' })).toContainText('out of memory');
    await expect(new Frame(page).statusBar).toContainText('No engine');
    await expectAccessible(page, 'an engine that stopped');
    // The page behind is out of reach.
    await name.evaluate((field) => field.focus());
    await expect(name).not.toBeFocused();
    await notice.getByRole('button', { name: 'Copy the end of the log' }).click();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(words);
    await notice.getByRole('button', { name: 'Open the logs folder' }).click();
    await expect.poll(() => shell.inputsOf('openFolder')).toEqual([{ folder: 'logs' }]);
    shell.answers.saveDialog = () => ({ path: '/tmp/d.zip' });
    await notice.getByRole('button', { name: 'Save diagnostics' }).click();
    await expect(new Frame(page).toasts).toContainText('Diagnostics saved in');
    shell.answers.openDialog = () => ({ paths: ['/data/other'] });
    await notice.getByRole('button', { name: 'Open a workspace folder' }).click();
    await expect.poll(() => shell.inputsOf('openWorkspace')).toEqual([{ folder: '/data/other' }]);

    const next = await startShellEngine(engine.workspace);
    try {
      await notice.getByRole('button', { name: 'Start again' }).click();
      await expect(page.getByText('The engine is starting')).toBeVisible();
      shell.connect = next.connect;
      await shell.tellEngine(page, { state: 'ready', trackingUri: next.address, workspace: next.workspace });
      await expect(notice).toBeHidden();
      await expect(new Frame(page).statusBar).toContainText('Tracking server');
      await expect(name).toHaveValue('a draft');
      await expect(name).toBeFocused();
    } finally {
      await next.stop();
    }
  },
);

test(
  'a window does not start an engine by itself that has ended for good',
  portOnly,
  async ({ engine, openWindow, shell }) => {
    const page = await openWindow('/experiments');
    await expect.poll(() => shell.inputsOf('describe')).toHaveLength(1);
    shell.connect = null;
    await engine.stop();
    const data = { path: '/data/lab', found: 40, supported: 30 };
    const failed = {
      state: 'failed',
      workspace: '/data/lab',
      code: 'WORKSPACE_NEWER',
      message: '',
      data,
    } as const;
    await shell.tellEngine(page, failed);
    await expect(page.getByRole('region', { name: 'The workspace cannot be opened' })).toContainText('newer');
    const before = shell.connects;
    await page.waitForTimeout(7000);
    expect(shell.connects).toBe(before);
    await page.getByRole('button', { name: 'Start again' }).click();
    await expect.poll(() => shell.connects).toBe(before + 1);
  },
);

test(
  'a window whose engine never came says why, and what can be done',
  portOnly,
  async ({ openWindow, shell }) => {
    shell.connect = null;
    const page = await openWindow('/?lang=sv', {
      viewport: { width: 1024, height: 640 },
      colorScheme: 'dark',
    });
    const data = { path: '/data/lab', cause: 'EACCES' };
    const failed = {
      state: 'failed',
      workspace: '/data/lab',
      code: 'WORKSPACE_NOT_WRITABLE',
      message: '',
      data,
    } as const;
    await expect.poll(() => shell.connects).toBeGreaterThan(0);
    await shell.tellEngine(page, failed);
    const notice = page.getByRole('region', { name: 'Arbetsytan går inte att öppna' });
    await expect(notice).toContainText('/data/lab');
    await expect.poll(() => shell.presented?.menus.length ?? 0).toBeGreaterThan(5);
    // Another workspace is opened by the shell, from the menu too.
    await shell.tell(page, { kind: 'command', id: 'workspace.open:/data/other' });
    await expect.poll(() => shell.inputsOf('openWorkspace')).toEqual([{ folder: '/data/other' }]);
  },
);
