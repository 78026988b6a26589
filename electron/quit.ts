import type { EngineSupervisor } from './engine-supervisor.ts';
import type { ShellContext } from './shell-types.ts';

/**
 * Quitting waits until the engine has drained. It holds back `will-quit` and not `before-quit`: by then the windows
 * are closed, so nobody watches an engine stop, and a page that refuses to close keeps its engine.
 */
export function setupQuit({ electron, machine }: ShellContext, engine: EngineSupervisor): void {
  let drained = false;
  electron.app.on('will-quit', (event) => {
    if (drained) return;
    event.preventDefault();
    void engine.stop().then(() => {
      drained = true;
      electron.app.quit();
    });
  });
  electron.app.on('window-all-closed', () => {
    if (machine.platform !== 'darwin') electron.app.quit();
  });
}
