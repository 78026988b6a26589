import { setupEngine } from './engine-supervisor.ts';
import { setupMenu } from './menu.ts';
import { setupPortBroker } from './port-broker.ts';
import { registerAppScheme, setupAppProtocol } from './app-protocol.ts';
import { setupQuit } from './quit.ts';
import { setupSession } from './session-policy.ts';
import { setupSingleInstance } from './single-instance.ts';
import type { ShellContext, ShellElectron, ShellMachine, ShellPaths } from './shell-types.ts';
import { setupWebContents } from './web-contents-policy.ts';
import { createWindows, setupWindows } from './windows.ts';

/**
 * Starts the desktop app. What Electron takes only before it is ready happens before this returns: keep `await` out
 * of it.
 */
export function startShell(electron: ShellElectron, paths: ShellPaths, machine = thisMachine()): void {
  const ctx: ShellContext = { electron, paths, machine };
  const windows = createWindows(ctx);
  if (!setupSingleInstance(ctx, windows)) return;
  electron.app.enableSandbox();
  electron.app.setAppUserModelId('se.stile.app');
  registerAppScheme(ctx);
  setupWebContents(ctx);
  void electron.app.whenReady().then(() => {
    setupSession(ctx);
    setupAppProtocol(ctx);
    setupMenu(ctx);
    const engine = setupEngine(ctx);
    setupQuit(ctx, engine);
    setupPortBroker(ctx, windows, engine);
    setupWindows(ctx, windows);
  });
}

function thisMachine(): ShellMachine {
  return {
    platform: process.platform,
    argv: process.argv.slice(1),
    env: process.env,
    cwd: process.cwd(),
    say: (text) => void process.stderr.write(text),
    now: () => performance.now(),
    after: (milliseconds, callback) => {
      const timer = setTimeout(callback, milliseconds);
      return () => clearTimeout(timer);
    },
  };
}
