import { join } from 'node:path';
import type { Presentation } from '#contract/shell.ts';
import { buildFirstPresentation } from '#core/desktop/first-presentation.ts';
import { buildMenuBar, buildShortcuts, buildJumpList } from '#core/desktop/menu-template.ts';
import type { ShellContext } from './shell-types.ts';
import type { Windows } from './windows.ts';

/** What a page said last, in this start or an earlier one. */
export function currentPresentation({ electron, machine, memory }: ShellContext): Presentation {
  const isMac = machine.platform === 'darwin';
  return memory.now.presentation ?? buildFirstPresentation(electron.app.getPreferredSystemLanguages(), isMac);
}

/** Menus, colours and the system's own lists, as the page wants them. */
export function applyPresentation(ctx: ShellContext, windows: Windows, wanted: Presentation): void {
  const { app, BrowserWindow, Menu, nativeTheme } = ctx.electron;
  const perform = (id: string): void => windows.tellFront({ kind: 'command', id });
  const hasFocus = (): boolean => BrowserWindow.getFocusedWindow() !== null;
  Menu.setApplicationMenu(Menu.buildFromTemplate(buildMenuBar(wanted.menus, { perform, hasFocus })));
  nativeTheme.themeSource = wanted.theme;
  app.dock?.setMenu(Menu.buildFromTemplate(buildShortcuts(wanted, perform)));
  if (ctx.machine.platform !== 'win32') return;
  app.setJumpList([{ type: 'tasks', items: buildJumpList(wanted, ctx.machine.program, ownArguments(ctx)) }]);
}

/** What was kept may be of another version: what the system refuses gives way to the first menus. */
export function applyKept(ctx: ShellContext, windows: Windows): void {
  try {
    applyPresentation(ctx, windows, currentPresentation(ctx));
  } catch (error) {
    ctx.log('presentation refused', { error: String(error) });
    ctx.memory.keep({ presentation: null });
    applyPresentation(ctx, windows, currentPresentation(ctx));
  }
}

/** In a checkout Electron has to be told which app it is. */
export function ownArguments({ electron: { app } }: ShellContext): string[] {
  return app.isPackaged ? [] : [app.getAppPath()];
}

/** A small picture that ships with the app: of the tray, of a badge, of what is dragged. */
export function picture({ paths }: ShellContext, name: string): string {
  return join(paths.resources, 'tray', name);
}
