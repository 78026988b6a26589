import { IconClick } from '@tabler/icons-react';
import { expect, it } from 'vitest';
import { presentation } from '#contract/shell.ts';
import type { MenuItem, Presentation } from '#contract/shell.ts';
import type { Command } from '../commands/command.ts';
import '../i18n/late/desktop-words.ts';
import { createI18n } from '../i18n/i18n.ts';
import { toAccelerator } from './accelerator.ts';
import { buildMenus } from './menu-model.ts';

function command(id: string, group: Command['group'], more: Partial<Command> = {}): Command {
  return { id, group, label: `label of ${id}`, icon: IconClick, run: () => undefined, ...more };
}

const commands: readonly Command[] = [
  command('go.experiments', 'goTo', { keys: ['mod+2'] }),
  command('go.settings', 'goTo', { keys: ['mod+,'] }),
  command('go.back', 'goTo', { keys: ['mod+[', 'alt+ArrowLeft'] }),
  command('window.new', 'actions', { keys: ['mod+shift+N'] }),
  command('experiment.new', 'actions'),
  command('edit.undo', 'actions', { keys: ['mod+Z'] }),
  command('theme.dark', 'view', { chosen: true }),
  command('theme.light', 'view', { chosen: false }),
  command('sidebar.toggle', 'view', { keys: ['mod+B'] }),
  command('help.palette', 'help', { hidden: true, keys: ['mod+K'] }),
  command('help.shortcuts', 'help', { keys: ['?'] }),
  command('help.about', 'help'),
  command('page.promote', 'page', { keys: ['p'] }),
];
const recent = [{ path: '/data/a', label: 'Sentiment lab' }];

async function build(platform: string, language: 'en' | 'sv' = 'en'): Promise<Presentation['menus']> {
  const { t } = await createI18n(language);
  return buildMenus({ commands, recent, platform, t });
}

function flatten(items: readonly MenuItem[]): readonly MenuItem[] {
  return items.flatMap((item) => (item.kind === 'submenu' ? [item, ...flatten(item.items)] : [item]));
}

const commandIds = (menus: Presentation['menus']): string[] =>
  menus.flatMap(({ items }) => flatten(items)).flatMap((item) => (item.kind === 'command' ? [item.id] : []));

it.each(['linux', 'win32', 'darwin'])('every command stands once in the menus of %s', async (platform) => {
  const ids = commandIds(await build(platform)).filter((id) => !id.startsWith('workspace.open:'));
  expect(ids.toSorted()).toEqual(commands.map(({ id }) => id).toSorted());
});

it('a Mac has its own menu, with the settings and the end of the program', async () => {
  const menus = await build('darwin', 'sv');
  expect(menus.map(({ label, role }) => [label, role])).toEqual([
    ['Stile', 'app'],
    ['Arkiv', undefined],
    ['Redigera', undefined],
    ['Visa', undefined],
    ['Gå', undefined],
    ['Åtgärder', undefined],
    ['Fönster', 'window'],
    ['Hjälp', 'help'],
  ]);
  const [app] = menus;
  expect(app?.items.at(-1)).toEqual({ kind: 'role', role: 'quit', label: 'Avsluta Stile' });
  expect(commandIds(menus.slice(0, 1))).toEqual(['help.about', 'go.settings']);
});

it('keys, checks and recent workspaces are said as the shell reads them', async () => {
  const menus = await build('linux');
  const parsed = presentation.shape.menus.parse(menus);
  const items = parsed.flatMap((menu) => flatten(menu.items));
  const byId = (id: string): MenuItem | undefined =>
    items.find((item) => item.kind === 'command' && item.id === id);
  expect(byId('window.new')).toMatchObject({ keys: 'CmdOrCtrl+Shift+N' });
  expect(byId('help.shortcuts')).not.toHaveProperty('keys');
  expect(byId('theme.dark')).toMatchObject({ checked: true });
  expect(byId('sidebar.toggle')).not.toHaveProperty('checked');
  expect(byId('workspace.open:/data/a')).toMatchObject({ label: 'Sentiment lab' });
  for (const { items: lines } of parsed) {
    expect(lines.at(0)?.kind).not.toBe('separator');
    expect(lines.at(-1)?.kind).not.toBe('separator');
  }
});

it('keys are written as Electron reads them, and keys of plain typing are not taken', () => {
  expect(toAccelerator('mod+shift+N')).toBe('CmdOrCtrl+Shift+N');
  expect(toAccelerator('mod+,')).toBe('CmdOrCtrl+,');
  expect(toAccelerator('alt+ArrowLeft')).toBe('Alt+Left');
  expect(toAccelerator('mod+Enter')).toBe('CmdOrCtrl+Return');
  expect(['?', 'n', '+', 'shift+X', 'Delete'].map(toAccelerator)).toEqual(Array(5).fill(undefined));
});
