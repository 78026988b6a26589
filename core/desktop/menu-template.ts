import type { MenuItem, menuRoles, Presentation } from '#contract/shell.ts';
import { quoteForWindows } from './quote-for-windows.ts';

/** One item as Electron's menus take it, as far as it is used here. */
export interface TemplateItem {
  type?: 'separator' | 'checkbox';
  id?: string;
  label?: string;
  role?: (typeof menuRoles)[number] | 'windowMenu' | 'help';
  accelerator?: string;
  registerAccelerator?: boolean;
  checked?: boolean;
  submenu?: TemplateItem[];
  click?: (item: unknown, window: unknown, event: { triggeredByAccelerator?: boolean }) => void;
}

export interface Commands {
  perform(id: string): void;
  /** A page that has the focus handles its keys itself. */
  hasFocus(): boolean;
}

const placesOfTheirOwn = { window: 'windowMenu', help: 'help' } as const;
const separator: TemplateItem = { type: 'separator' };

/** The bar of menus. */
export function buildMenuBar(menus: Presentation['menus'], commands: Commands): TemplateItem[] {
  return menus.map(({ role, label, items }) => ({
    label,
    submenu: buildItems(items, commands),
    ...(role === 'window' || role === 'help' ? { role: placesOfTheirOwn[role] } : {}),
  }));
}

/** Commands and workspaces of before, as the dock and the tray show them. */
export function buildShortcuts(wanted: Presentation, perform: Commands['perform']): TemplateItem[] {
  const toItem = ({ id, label }: { id: string; label: string }): TemplateItem => ({
    label: plain(label),
    click: () => perform(id),
  });
  const recent = wanted.recent.map(({ path, label }) => toItem({ id: `workspace.open:${path}`, label }));
  return [...wanted.shortcuts.map(toItem), ...(recent.length > 0 ? [separator] : []), ...recent];
}

interface TrayDoes {
  show(): void;
  copy(address: string): void;
  perform(id: string): void;
  quit(): void;
}

/** @param address where the tracking server listens; null while it does not */
export function buildTrayMenu(wanted: Presentation, address: string | null, does: TrayDoes): TemplateItem[] {
  return [
    { label: wanted.words.show, click: () => does.show() },
    ...(address === null ? [] : [{ label: address, click: () => does.copy(address) }]),
    separator,
    ...buildShortcuts(wanted, does.perform),
    separator,
    { label: wanted.words.quit, click: () => does.quit() },
  ];
}

interface JumpListTask {
  type: 'task' | 'separator';
  title?: string;
  program?: string;
  args?: string;
  iconPath?: string;
  iconIndex?: number;
}

/**
 * The tasks of Windows' jump list start the program once more, which hands them to the one that runs.
 * @param own arguments that the program always needs
 */
export function buildJumpList(wanted: Presentation, program: string, own: string[]): JumpListTask[] {
  const toTask = (title: string, ...args: string[]): JumpListTask => ({
    type: 'task',
    title,
    program,
    args: [...own, ...args].map(quoteForWindows).join(' '),
    iconPath: program,
    iconIndex: 0,
  });
  const shortcuts = wanted.shortcuts.map(({ id, label }) => toTask(label, `--command=${id}`));
  const recent = wanted.recent.map(({ path, label }) => toTask(label, '--workspace', path));
  const between: JumpListTask[] = shortcuts.length > 0 && recent.length > 0 ? [{ type: 'separator' }] : [];
  return [...shortcuts, ...between, ...recent];
}

function buildItems(items: MenuItem[], commands: Commands): TemplateItem[] {
  return items.map((item): TemplateItem => {
    switch (item.kind) {
      case 'separator':
        return separator;
      case 'role':
        return { role: item.role, label: item.label };
      case 'submenu':
        return { label: plain(item.label), submenu: buildItems(item.items, commands) };
      case 'command':
        return buildCommand(item, commands);
    }
  });
}

/**
 * The page hears every key and runs its commands by itself, so a key must not run them here too. Windows and Linux
 * leave a key alone that is not registered. macOS always gives it to the menu when the page has not used it up: there
 * it counts only while no window has the focus.
 */
function buildCommand(item: Extract<MenuItem, { kind: 'command' }>, commands: Commands): TemplateItem {
  return {
    id: item.id,
    label: plain(item.label),
    ...(item.keys === undefined ? {} : { accelerator: item.keys, registerAccelerator: false }),
    ...(item.checked === undefined ? {} : { type: 'checkbox', checked: item.checked }),
    click: (_item, _window, { triggeredByAccelerator }) => {
      if (triggeredByAccelerator !== true || !commands.hasFocus()) commands.perform(item.id);
    },
  };
}

/** A single & underlines the letter after it and is not seen: names such as "R&D" are to be read whole. */
function plain(label: string): string {
  return label.replaceAll('&', '&&');
}
