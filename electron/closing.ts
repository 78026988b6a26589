import type { BrowserWindow } from 'electron';
import { Closing } from '#core/desktop/closing.ts';
import type { Engine, ShellContext } from './shell-types.ts';
import type { Windows } from './windows.ts';

/** How long the engine may drain. Milliseconds; a system that shuts down kills us soon. */
const drainLimit = { always: 10_000, shutdown: 2000 };

/**
 * Before the last window closes or the app quits, its page is asked. Quitting waits until the engine has drained, with
 * the windows closed: nobody watches an engine stop. A system that shuts down asks nobody.
 */
export function setupClosing(
  ctx: ShellContext,
  windows: Windows,
  { engine, onHide }: { engine: Engine; onHide: () => void },
): Closing<BrowserWindow> {
  const { app, powerMonitor } = ctx.electron;
  const isMac = ctx.machine.platform === 'darwin';
  let limit = drainLimit.always;
  let isDrained = false;
  const closing = new Closing<BrowserWindow>({
    after: ctx.machine.after,
    windows: () => windows.all(),
    livesWithoutWindows: isMac,
    keepsInBackground: () => ctx.memory.now.settings.keepInBackground,
    canAnswer: (window) => windows.isListening(window),
    tell: (window, scope) => windows.tell(window, { kind: 'closing', scope }),
    show: (window) => void windows.front(window),
    hide: () => {
      for (const window of windows.all()) window.hide();
      onHide();
    },
    close: (window) => window.close(),
    quit: () => app.quit(),
  });
  const shutDown = (): void => {
    limit = drainLimit.shutdown;
    closing.quitNow();
  };

  windows.onOpen((window) => {
    window.on('close', (event) => {
      if (!closing.mayClose(window)) event.preventDefault();
    });
    window.on('closed', () => closing.giveUp(window));
    window.on('query-session-end', () => closing.holdQuestions());
    window.on('session-end', shutDown);
    window.webContents.on('render-process-gone', () => closing.giveUp(window));
    // A page cannot refuse by itself: it was asked above.
    window.webContents.on('will-prevent-unload', (event) => event.preventDefault());
  });
  powerMonitor.on('shutdown', shutDown);
  app.on('before-quit', (event) => {
    if (!closing.mayQuit()) event.preventDefault();
  });
  app.on('window-all-closed', () => {
    if (!isMac) app.quit();
  });
  app.on('will-quit', (event) => {
    if (isDrained) return;
    event.preventDefault();
    void engine.stop(limit).then(() => {
      isDrained = true;
      // A window that a second start has opened meanwhile has no engine and never will have one.
      closing.quitNow();
    });
  });
  return closing;
}
