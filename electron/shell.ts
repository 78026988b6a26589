import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { thisMachine, type ShellMachine } from '#core/desktop/machine.ts';
import { findPlaces, findPortableData } from '#core/desktop/places.ts';
import type { ShellPaths } from '#core/desktop/program-paths.ts';
import { openShellLog } from '#core/desktop/shell-log.ts';
import { openShellMemory } from '#core/desktop/shell-memory.ts';
import { registerAppScheme, setupAppProtocol } from './app-protocol.ts';
import { setupArrivals } from './arrivals.ts';
import { setupAsk } from './ask.ts';
import { setupClosing } from './closing.ts';
import { setupCrashes } from './crashes.ts';
import { startEngine } from './engine.ts';
import { setupPortBroker } from './port-broker.ts';
import { applyKept } from './presentation.ts';
import { setupSessions } from './session-policy.ts';
import type { ShellContext, ShellElectron } from './shell-types.ts';
import { setupTray } from './tray.ts';
import { setupWebContents } from './web-contents-policy.ts';
import { setupWindows, Windows } from './windows.ts';

/**
 * Starts the desktop app. What Electron takes only before it is ready happens before this returns: keep `await` out
 * of it.
 */
export function startShell(electron: ShellElectron, paths: ShellPaths, machine = thisMachine()): void {
  const ctx = createContext(electron, paths, machine);
  const windows = new Windows(ctx);
  setupCrashes(ctx);
  const deliverArrivals = setupArrivals(ctx, windows);
  if (!deliverArrivals) return;
  electron.app.enableSandbox();
  electron.app.setAppUserModelId('se.stile.app');
  registerAppScheme(ctx);
  setupWebContents(ctx);
  setupSessions(ctx);
  void electron.app.whenReady().then(() => {
    ctx.log('start', { version: electron.app.getVersion() });
    setupAppProtocol(ctx);
    applyKept(ctx, windows);
    const engine = startEngine(ctx);
    const tray = setupTray(ctx, windows, engine);
    const closing = setupClosing(ctx, windows, { engine, onHide: tray.keep });
    setupPortBroker(ctx, windows, engine);
    setupAsk(ctx, { windows, engine, closing, tray });
    setupWindows(ctx, windows);
    windows.open();
    deliverArrivals();
  });
}

function createContext(electron: ShellElectron, paths: ShellPaths, machine: ShellMachine): ShellContext {
  const env = settlePlaces(electron, machine);
  const memory = openShellMemory(join(electron.app.getPath('userData'), 'shell.json'));
  const log = openShellLog(electron.app.getPath('logs'));
  return { electron, paths, machine: { ...machine, env }, memory, log };
}

/** In portable mode everything lies in one folder, which the engine finds in its environment. */
function settlePlaces({ app }: ShellElectron, { platform, env, program }: ShellMachine): NodeJS.ProcessEnv {
  const user = { platform, home: app.getPath('home') };
  const data = findPortableData({ ...user, env, program });
  if (data === null) return env;
  const portable = { ...env, STILE_DATA: data };
  const { profile, logs, crashDumps } = findPlaces({ ...user, env: portable });
  for (const [name, path] of [
    ['userData', profile],
    ['logs', logs],
    ['crashDumps', crashDumps],
  ] as const) {
    mkdirSync(path, { recursive: true });
    app.setPath(name, path);
  }
  return portable;
}
