import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { MenuItem } from '#contract/shell.ts';
import { expect, portOnly, test } from './fixtures.ts';
import { Frame } from './pages/frame.ts';
import type { EmulatedShell } from './support/emulated-shell.ts';
import { seedStory } from './support/seed.ts';

/** The next engine starts meanwhile. */
const patient = { timeout: 20_000 };

function flatten(items: readonly MenuItem[]): readonly MenuItem[] {
  return items.flatMap((item) => (item.kind === 'submenu' ? [item, ...flatten(item.items)] : [item]));
}

/** What the menus offer, in a line each. */
function menuItems(shell: EmulatedShell): readonly MenuItem[] {
  return (shell.presented?.menus ?? []).flatMap(({ items }) => flatten(items));
}

function menuCommands(shell: EmulatedShell): readonly string[] {
  return menuItems(shell).flatMap((item) => (item.kind === 'command' ? [item.id] : []));
}

test(
  'the menus are the palette: the same commands, in both languages, on every page',
  portOnly,
  async ({ engine, openWindow, shell }) => {
    const { experimentId, runIds } = await seedStory(engine.client);
    const page = await openWindow(`/experiments/${experimentId}/runs/${runIds.get('ibis-41') ?? ''}`);
    const frame = new Frame(page);
    await expect.poll(() => menuCommands(shell).some((id) => id.startsWith('go.'))).toBe(true);
    const expectSame = async (): Promise<void> => {
      const listed = await frame.listCommands();
      expect(listed.length).toBeGreaterThan(40);
      // The palette does not list itself.
      await expect.poll(() => menuCommands(shell).toSorted()).toEqual([...listed, 'help.palette'].toSorted());
    };
    await expectSame();
    const english = menuItems(shell).flatMap((item) => ('label' in item ? [item.label] : []));

    await shell.tell(page, { kind: 'command', id: 'language.sv' });
    await expect.poll(() => shell.presented?.language).toBe('sv');
    await expect
      .poll(() => shell.presented?.menus.map(({ label }) => label))
      .toEqual(['Arkiv', 'Redigera', 'Visa', 'Gå', 'Åtgärder', 'Fönster', 'Hjälp']);
    await expectSame();
    const swedish = menuItems(shell).flatMap((item) => ('label' in item ? [item.label] : []));
    // Names of languages are said in their own; the rest is the same word in both.
    expect(swedish.filter((label) => english.includes(label))).toEqual(['English', 'Svenska']);

    await shell.tell(page, { kind: 'command', id: 'go.models' });
    await expect(page).toHaveTitle('Modeller – Stile');
    await expect(frame.breadcrumb).toContainText('Modeller');
    await expectSame();
  },
);

test('a menu runs its command; checks and the theme follow', portOnly, async ({ openWindow, shell }) => {
  const page = await openWindow('/');
  await expect.poll(() => shell.presented?.theme).toBe('system');
  await shell.tell(page, { kind: 'command', id: 'theme.dark' });
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await expect.poll(() => shell.presented?.theme).toBe('dark');
  const dark = menuItems(shell).find((item) => item.kind === 'command' && item.id === 'theme.dark');
  expect(dark).toMatchObject({ checked: true });

  const before = shell.inputsOf('present').length;
  await page.waitForTimeout(1000);
  expect(shell.inputsOf('present')).toHaveLength(before);

  await shell.tell(page, { kind: 'command', id: 'window.new' });
  await expect.poll(() => shell.inputsOf('newWindow')).toEqual([{}]);
  await page.keyboard.press('Control+Shift+N');
  await expect.poll(() => shell.inputsOf('newWindow')).toHaveLength(2);
  await shell.tell(page, { kind: 'openScreen', screen: '/alerts?state=all' });
  await expect(page).toHaveURL(/\/alerts\?state=all$/);
});

test(
  'Undo in the menu belongs to a field while a person types there',
  portOnly,
  async ({ openWindow, shell }) => {
    const page = await openWindow('/experiments?show=new');
    await expect.poll(() => shell.presented).not.toBeNull();
    const name = page.getByRole('textbox', { name: 'Name' });
    await name.click();
    await page.keyboard.type('abc');
    await shell.tell(page, { kind: 'command', id: 'edit.undo' });
    await expect(name).toHaveValue('');
  },
);

test(
  'links of stile:// open what they name; what is not there is said and the page stays',
  portOnly,
  async ({ engine, openWindow, shell }) => {
    const { runIds } = await seedStory(engine.client);
    const runId = runIds.get('ibis-41') ?? '';
    const page = await openWindow('/models');
    const frame = new Frame(page);
    await expect.poll(() => shell.inputsOf('describe')).toHaveLength(1);
    await shell.tell(page, { kind: 'openLink', link: `stile://run/${runId}?tab=lineage` });
    await expect(page).toHaveTitle('ibis-41 – sentiment_classification – Stile');
    await expect(page.getByRole('tab', { name: 'Lineage' })).toHaveAttribute('aria-selected', 'true');

    const missing = '0'.repeat(32);
    const here = page.url();
    await shell.tell(page, { kind: 'openLink', link: `stile://run/${missing}` });
    await expect(frame.toasts).toContainText(missing);
    await shell.tell(page, { kind: 'openLink', link: 'stile://screen/nowhere/at/all' });
    await expect(frame.toasts).toContainText('stile://screen/nowhere/at/all');
    expect(page.url()).toBe(here);
    await shell.tell(page, { kind: 'openLink', link: 'stile://screen/settings?section=about' });
    await expect(page).toHaveURL(/\/settings\?section=about$/);
  },
);

test(
  'the menu opens a recent workspace, and then offers the one of before',
  portOnly,
  async ({ engine, openWindow, shell }) => {
    // Inside of the first, which is removed when its engine has stopped.
    const other = join(engine.workspace, 'other');
    const page = await openWindow('/');
    const { toasts } = new Frame(page);
    await expect.poll(() => shell.inputsOf('describe')).toHaveLength(1);
    await shell.tell(page, { kind: 'command', id: 'workspace.open:/etc/passwd' });
    await expect(toasts).toContainText('/etc/passwd is not a folder');
    await shell.tell(page, { kind: 'command', id: `workspace.open:${other}` });
    await expect(toasts).toContainText('Opened', patient);
    await expect.poll(() => shell.presented?.recent.map(({ path }) => path)).toEqual([engine.workspace]);
    expect(menuCommands(shell)).toContain(`workspace.open:${engine.workspace}`);
  },
);

test(
  'the title bar leaves room for the buttons of the system, and holds the menus where no bar shows them',
  portOnly,
  async ({ openWindow, shell }) => {
    const box = async (page: Page, name: string): Promise<{ left: number; right: number }> => {
      const { x, width } = (await page.getByRole('banner').getByRole('button', { name }).boundingBox()) ?? {
        x: 0,
        width: 0,
      };
      return { left: x, right: x + width };
    };
    shell.platform = 'win32';
    shell.facts.hidesMenuBar = true;
    const windows = await openWindow('/models', { viewport: { width: 1024, height: 640 } });
    const menu = windows.getByRole('button', { name: 'Menu', exact: true });
    await expect.poll(() => shell.inputsOf('describe')).toHaveLength(1);
    await expect(menu).toBeVisible();
    const bell = windows.getByRole('banner').getByRole('link', { name: /alerts/i });
    const { x = 0, width = 0 } = (await bell.boundingBox()) ?? {};
    expect(x + width).toBeLessThanOrEqual(1024 - 138);
    await windows.keyboard.press('Alt');
    await expect(menu).toBeFocused();
    await windows.keyboard.press('Enter');
    await expect.poll(() => shell.inputsOf('popupMenu')).toHaveLength(1);
    await windows.keyboard.press('Tab');
    await expect(menu).not.toBeFocused();
    await windows.keyboard.press('Alt+x');
    await expect(menu).not.toBeFocused();
    await windows.keyboard.press('F10');
    await expect(menu).toBeFocused();

    shell.platform = 'darwin';
    shell.facts.hidesMenuBar = false;
    const mac = await openWindow('/models', { viewport: { width: 1024, height: 640 } });
    await new Frame(mac).ready();
    expect((await box(mac, 'Back')).left).toBeGreaterThan(78);
    await expect(mac.getByRole('button', { name: 'Menu', exact: true })).toBeHidden();
  },
);
