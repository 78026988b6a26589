import { createRestartPolicy } from '#core/desktop/restart-policy.ts';
import type { ShellContext } from './shell-types.ts';

/**
 * Before ready: what goes wrong is written down on this machine and sent nowhere. Pages that crash are loaded again,
 * at most three times in a minute.
 */
export function setupCrashes(ctx: ShellContext): void {
  const { app, crashReporter, dialog } = ctx.electron;
  crashReporter.start({ uploadToServer: false });
  const restarts = createRestartPolicy();
  ctx.machine.onUncaught((error) => {
    ctx.log('uncaught error', {
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });
    // What fails before there is anything to see leaves a process that nobody could end.
    if (!app.isReady()) app.quit();
  });
  app.on('child-process-gone', (_event, details) => ctx.log('process gone', details));
  app.on('render-process-gone', (_event, contents, { reason, exitCode }) => {
    ctx.log('page gone', { reason, exitCode });
    if (reason === 'clean-exit') return;
    const delay = restarts.noteDeath(ctx.machine.now());
    const reload = (): void => {
      if (!contents.isDestroyed()) contents.reload();
    };
    if (delay !== null) return void ctx.machine.after(delay, reload);
    dialog.showErrorBox('Stile', `${reason} (${exitCode})\n${app.getPath('logs')}`);
    // The person has seen it and pressed the button: that is another beginning.
    restarts.forget();
    reload();
  });
}
