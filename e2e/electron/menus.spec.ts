import { expect } from '@playwright/test';
import { Frame } from '../pages/frame.ts';
import { DesktopApp, test } from './desktop-app.ts';

test('GIVEN the window WHEN its menus are there THEN they are the commands of the palette', async ({
  desktop,
}) => {
  await desktop.client();
  await expect.poll(async () => (await desktop.menuItems()).length).toBeGreaterThan(40);
  const listed = await new Frame(desktop.page).listCommands();
  const ids = async (): Promise<string[]> => (await desktop.menuItems()).map(({ id }) => id);
  await expect.poll(async () => (await ids()).toSorted()).toEqual([...listed, 'help.palette'].toSorted());
});

test('GIVEN the menus WHEN a theme is chosen THEN page and system follow, also at the next start', async ({
  folder,
}) => {
  const first = await DesktopApp.start(folder);
  await first.chooseMenuItem('theme.dark');
  await expect(first.page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  const themeOf = ({ application }: DesktopApp): Promise<string> =>
    application.evaluate(({ nativeTheme }) => nativeTheme.themeSource);
  await expect.poll(() => themeOf(first)).toBe('dark');
  await expect
    .poll(async () => (await first.menuItems()).find(({ id }) => id === 'theme.dark')?.checked)
    .toBe(true);
  await first.application.close();

  const second = await DesktopApp.start(folder);
  expect(await themeOf(second)).toBe('dark');
  expect(await second.page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(true);
  expect((await second.menuItems()).length).toBeGreaterThan(40);
  await second.application.close();
});

test('GIVEN the window WHEN another is wanted by its key THEN one opens, not two', async ({ desktop }) => {
  const { application, page } = desktop;
  await expect.poll(async () => (await desktop.menuItems()).map(({ id }) => id)).toContain('window.new');
  const opened = application.waitForEvent('window');
  await page.bringToFront();
  await page.keyboard.press('ControlOrMeta+Shift+N');
  const second = await opened;
  await expect(second.locator('#root')).not.toBeEmpty();
  await page.waitForTimeout(500);
  expect(application.windows()).toHaveLength(2);
});
