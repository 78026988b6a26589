import type { ShellContext } from './shell-types.ts';
import type { Windows } from './windows.ts';

/** False when Stile is running already: that one comes to the front and this one must end. */
export function setupSingleInstance({ electron }: ShellContext, windows: Windows): boolean {
  if (!electron.app.requestSingleInstanceLock()) {
    electron.app.quit();
    return false;
  }
  electron.app.on('second-instance', () => windows.bringToFront());
  return true;
}
