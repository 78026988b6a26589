import type { Tray } from 'electron';
import { buildTrayMenu } from '#core/desktop/menu-template.ts';
import { currentPresentation, picture } from './presentation.ts';
import type { Engine, ShellContext } from './shell-types.ts';
import type { Windows } from './windows.ts';

const pictures: Partial<Record<NodeJS.Platform, string>> = { darwin: 'trayTemplate.png', win32: 'tray.ico' };

export interface TrayIcon {
  /** Shows, changes or removes it after something that it depends on has changed. */
  refresh(): void;
  /** Shows it until the app quits, whatever the settings say. */
  keep(): void;
}

/**
 * The icon that stands for the app while no window does. Some desktops have no place for it: starting the app once
 * more brings the window back there.
 */
export function setupTray(ctx: ShellContext, windows: Windows, engine: Engine): TrayIcon {
  const { app, clipboard, Menu } = ctx.electron;
  let tray: Tray | null = null;
  let isKept = false;
  const does = {
    show: () => void windows.front(),
    copy: (address: string) => void clipboard.writeText(address),
    perform: (id: string) => windows.tellFront({ kind: 'command', id }),
    quit: () => app.quit(),
  };
  const refresh = (): void => {
    if (isKept || ctx.memory.now.settings.keepInBackground) {
      tray ??= createTray(ctx, windows);
      const address = engine.status.state === 'ready' ? engine.status.trackingUri : null;
      tray.setContextMenu(Menu.buildFromTemplate(buildTrayMenu(currentPresentation(ctx), address, does)));
    } else {
      tray?.destroy();
      tray = null;
    }
  };
  engine.onStatus(refresh);
  refresh();
  const keep = (): void => {
    isKept = true;
    refresh();
  };
  return { refresh, keep };
}

function createTray(ctx: ShellContext, windows: Windows): Tray {
  const tray = new ctx.electron.Tray(picture(ctx, pictures[ctx.machine.platform] ?? 'tray.png'));
  tray.setToolTip('Stile');
  // On macOS a click opens the menu.
  if (ctx.machine.platform !== 'darwin') tray.on('click', () => void windows.front());
  return tray;
}
