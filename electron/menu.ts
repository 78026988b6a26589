import type { MenuItemConstructorOptions } from 'electron';
import type { ShellContext } from './shell-types.ts';
import { wordsFor } from './words.ts';
import type { Words } from './words.ts';

type Item = MenuItemConstructorOptions;

export function setupMenu({ electron, machine }: ShellContext): void {
  const words = wordsFor(electron.app.getPreferredSystemLanguages());
  const template = buildMenuTemplate(words, machine.platform === 'darwin');
  electron.Menu.setApplicationMenu(electron.Menu.buildFromTemplate(template));
}

/** Roles bring their own keys and behaviour on each system, but no translation: every item has its label here. */
export function buildMenuTemplate(words: Words, isMac: boolean): Item[] {
  const menus: Item[] = [
    { label: words.file, submenu: [isMac ? item('close', words.close) : item('quit', words.quit)] },
    { label: words.edit, submenu: editItems(words) },
    { label: words.view, submenu: viewItems(words) },
    { role: 'windowMenu', label: words.window, submenu: windowItems(words, isMac) },
  ];
  return isMac ? [{ label: 'Stile', submenu: appItems(words) }, ...menus] : menus;
}

function appItems(words: Words): Item[] {
  return [
    item('about', words.about),
    separator(),
    item('services', words.services),
    separator(),
    item('hide', words.hide),
    item('hideOthers', words.hideOthers),
    item('unhide', words.unhide),
    separator(),
    item('quit', words.quit),
  ];
}

function editItems(words: Words): Item[] {
  return [
    item('undo', words.undo),
    item('redo', words.redo),
    separator(),
    item('cut', words.cut),
    item('copy', words.copy),
    item('paste', words.paste),
    item('selectAll', words.selectAll),
  ];
}

function viewItems(words: Words): Item[] {
  return [
    item('reload', words.reload),
    item('toggleDevTools', words.developerTools),
    separator(),
    item('resetZoom', words.actualSize),
    item('zoomIn', words.zoomIn),
    item('zoomOut', words.zoomOut),
    separator(),
    item('togglefullscreen', words.fullScreen),
  ];
}

function windowItems(words: Words, isMac: boolean): Item[] {
  const last = isMac ? item('zoom', words.zoom) : item('close', words.close);
  return [item('minimize', words.minimize), last];
}

function item(role: NonNullable<Item['role']>, label: string): Item {
  return { role, label };
}

function separator(): Item {
  return { type: 'separator' };
}
