import { describe, expect, it } from 'vitest';
import type { MenuItem, Presentation } from '#contract/shell.ts';
import { presentation } from '#contract/shell.ts';
import { buildFirstPresentation } from './first-presentation.ts';
import { buildMenuBar, buildShortcuts, buildJumpList, buildTrayMenu } from './menu-template.ts';
import type { TemplateItem } from './menu-template.ts';

const noCommands = { perform: () => undefined, hasFocus: () => false };
const wanted: Presentation = {
  ...buildFirstPresentation(['sv'], false),
  shortcuts: [{ id: 'window.new', label: 'Nytt fönster' }],
  recent: [{ path: 'C:\\Åsas data\\ml\\', label: 'ml' }],
};

function commandMenu(item: Partial<Extract<MenuItem, { kind: 'command' }>>, hasFocus = false) {
  const ran: string[] = [];
  const menus: Presentation['menus'] = [
    { label: 'File', items: [{ kind: 'command', id: 'a.b', label: 'A', ...item }] },
  ];
  const [menu] = buildMenuBar(menus, { perform: (id) => void ran.push(id), hasFocus: () => hasFocus });
  const built = menu?.submenu?.[0];
  if (!built) throw new Error('The menu has no item.');
  return { built, ran, click: (event = {}) => built.click?.(built, undefined, event) };
}

it('names are shown whole, with every &', () => {
  expect(commandMenu({ label: 'Open R&D' }).built.label).toBe('Open R&&D');
});

describe('the first menus', () => {
  it.each([true, false])('are what a page could say too, each item with its label (macOS: %s)', (isMac) => {
    for (const language of ['en', 'sv']) {
      const first = buildFirstPresentation([language], isMac);
      expect(presentation.parse(first)).toEqual(first);
      const items = buildMenuBar(first.menus, noCommands).flatMap(({ submenu }) => submenu ?? []);
      expect(items.filter(({ label }) => !label)).toEqual([]);
      // A role that has no word of its own would show its English name.
      expect(items.filter(({ label, role }) => label === role)).toEqual([]);
    }
  });

  it('can quit, close, edit and reload everywhere', () => {
    const roles = (isMac: boolean): unknown[] =>
      buildMenuBar(buildFirstPresentation([], isMac).menus, noCommands)
        .flatMap(({ submenu }) => submenu ?? [])
        .map(({ role }) => role);
    const always = ['quit', 'copy', 'paste', 'undo', 'reload', 'close', 'minimize'];
    expect(roles(false)).toEqual(expect.arrayContaining(always));
    expect(roles(true)).toEqual(expect.arrayContaining([...always, 'about', 'hide']));
  });

  it.each([
    [['sv-SE', 'en-US'], 'Avbryt'],
    [['SV'], 'Avbryt'],
    [['de-DE', 'sv'], 'Avbryt'],
    [['en-GB', 'sv'], 'Cancel'],
    [['de'], 'Cancel'],
    [[], 'Cancel'],
  ])('speak for %j as in "%s"', (languages, cancel) => {
    expect(buildFirstPresentation(languages, false).words.cancel).toBe(cancel);
  });
});

describe('the bar of menus', () => {
  it('keeps order, submenus and the menus that have a place of their own', () => {
    const menus: Presentation['menus'] = [
      { role: 'app', label: 'Stile', items: [{ kind: 'role', role: 'about', label: 'Om' }] },
      {
        label: 'Arkiv',
        items: [
          { kind: 'command', id: 'a', label: 'A' },
          { kind: 'separator' },
          { kind: 'submenu', label: 'Mer', items: [{ kind: 'role', role: 'copy', label: 'Kopiera' }] },
        ],
      },
      { role: 'window', label: 'Fönster', items: [] },
      { role: 'help', label: 'Hjälp', items: [] },
    ];
    expect(buildMenuBar(menus, noCommands)).toEqual([
      { label: 'Stile', submenu: [{ role: 'about', label: 'Om' }] },
      {
        label: 'Arkiv',
        submenu: [
          { id: 'a', label: 'A', click: expect.any(Function) },
          { type: 'separator' },
          { label: 'Mer', submenu: [{ role: 'copy', label: 'Kopiera' }] },
        ],
      },
      { role: 'windowMenu', label: 'Fönster', submenu: [] },
      { role: 'help', label: 'Hjälp', submenu: [] },
    ]);
  });

  it('shows keys that the page handles, and what is checked', () => {
    expect(commandMenu({ keys: 'CmdOrCtrl+K' }).built).toMatchObject({
      accelerator: 'CmdOrCtrl+K',
      registerAccelerator: false,
    });
    expect(commandMenu({ checked: false }).built).toMatchObject({ type: 'checkbox', checked: false });
    expect(commandMenu({}).built).not.toHaveProperty('accelerator');
  });

  it('runs a command once: by the mouse always, by a key only where no page hears it', () => {
    const withPage = commandMenu({ keys: 'CmdOrCtrl+N' }, true);
    withPage.click({ triggeredByAccelerator: true });
    expect(withPage.ran).toEqual([]);
    withPage.click({ triggeredByAccelerator: false });
    expect(withPage.ran).toEqual(['a.b']);
    const alone = commandMenu({ keys: 'CmdOrCtrl+N' }, false);
    alone.click({ triggeredByAccelerator: true });
    expect(alone.ran).toEqual(['a.b']);
  });
});

describe('menus beside the window', () => {
  it('offer shortcuts and workspaces of before', () => {
    const ran: string[] = [];
    const items = buildShortcuts(wanted, (id) => void ran.push(id));
    expect(items.map(({ label, type }) => label ?? type)).toEqual(['Nytt fönster', 'separator', 'ml']);
    for (const item of items) item.click?.(item, undefined, {});
    expect(ran).toEqual(['window.new', 'workspace.open:C:\\Åsas data\\ml\\']);
    expect(buildShortcuts({ ...wanted, recent: [] }, noCommands.perform)).toHaveLength(1);
  });

  it('show the tracking address in the tray while there is one', () => {
    const did: string[] = [];
    const note =
      (what: string) =>
      (value = ''): void =>
        void did.push(`${what} ${value}`.trim());
    const does = { show: note('show'), copy: note('copy'), perform: note('run'), quit: note('quit') };
    const items = buildTrayMenu({ ...wanted, recent: [] }, 'http://127.0.0.1:5001', does);
    for (const item of items) item.click?.(item, undefined, {});
    expect(did).toEqual(['show', 'copy http://127.0.0.1:5001', 'run window.new', 'quit']);
    const labels = (list: TemplateItem[]) => list.map(({ label, type }) => label ?? type);
    expect(labels(buildTrayMenu({ ...wanted, recent: [] }, null, does))).toEqual([
      'Visa Stile',
      'separator',
      'Nytt fönster',
      'separator',
      'Avsluta Stile',
    ]);
  });

  it('start the program once more from the jump list, each argument in one piece', () => {
    const tasks = buildJumpList(wanted, 'C:\\Stile\\Stile.exe', []);
    expect(tasks.map(({ title, args }) => [title, args])).toEqual([
      ['Nytt fönster', '--command=window.new'],
      [undefined, undefined],
      ['ml', '--workspace "C:\\Åsas data\\ml\\\\"'],
    ]);
    expect(buildJumpList(wanted, 'C:\\e.exe', ['C:\\my app'])[0]?.args).toBe(
      '"C:\\my app" --command=window.new',
    );
  });
});
