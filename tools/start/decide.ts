import path from 'node:path';

/** What the decision looks at: never the running process itself, so that a table can test all systems. */
export interface Machine {
  platform: NodeJS.Platform;
  env: NodeJS.ProcessEnv;
  exists: (file: string) => boolean;
}

/** How `npm start` shows Stile: in a window of its own, or served to a browser and why. */
export type StartDecision = { kind: 'electron'; binary: string } | { kind: 'browser'; reason: string };

/**
 * Electron where its binary and a display are there, the headless host otherwise.
 *
 * @param electronPackage folder of the npm package `electron`, into which its binary is fetched
 */
export function decideStart(machine: Machine, electronPackage: string): StartDecision {
  if (!hasDisplay(machine)) {
    return {
      kind: 'browser',
      reason: 'there is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set)',
    };
  }
  const binary = electronBinary(machine, electronPackage);
  if (machine.exists(binary)) return { kind: 'electron', binary };
  return { kind: 'browser', reason: `Electron's binary is not installed (${binary} is missing)` };
}

/** Windows and macOS always have one; on Linux X11 and Wayland announce themselves in the environment. */
export function hasDisplay({ platform, env }: Machine): boolean {
  if (platform === 'win32' || platform === 'darwin') return true;
  return Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY']);
}

/** Where Electron's program lies, by the rules of the `electron` package itself. */
export function electronBinary({ platform, env }: Machine, electronPackage: string): string {
  const system = platform === 'win32' ? path.win32 : path.posix;
  const folder = env['ELECTRON_OVERRIDE_DIST_PATH'] || system.join(electronPackage, 'dist');
  if (platform === 'win32') return system.join(folder, 'electron.exe');
  if (platform === 'darwin') return system.join(folder, 'Electron.app', 'Contents', 'MacOS', 'Electron');
  return system.join(folder, 'electron');
}

/** Whether to try fetching Electron's binary: only where it could be used, and only where that is welcome. */
export function mayFetchElectron(machine: Machine, electronPackage: string): boolean {
  const { env, exists } = machine;
  if (!hasDisplay(machine) || env['ELECTRON_OVERRIDE_DIST_PATH']) return false;
  if (env['CI'] || env['STILE_OFFLINE'] === '1') return false;
  return !exists(electronBinary(machine, electronPackage));
}

/** Whether the headless host should open a browser by itself, or only print its address. */
export function mayOpenBrowser(machine: Machine): boolean {
  return hasDisplay(machine) && !machine.env['CI'];
}
