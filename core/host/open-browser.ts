import { spawn } from 'node:child_process';
import type { Environment, Platform } from '#core/kernel/folder-hazards.ts';

/** The program that shows an address in the user's browser, with its arguments. */
export function buildBrowserCommand(platform: Platform, url: string): { command: string; args: string[] } {
  if (platform === 'darwin') return { command: 'open', args: [url] };
  // Not `cmd /c start`: the shell would read the & of an address as the end of its command.
  if (platform === 'win32') return { command: 'rundll32.exe', args: ['url.dll,FileProtocolHandler', url] };
  return { command: 'xdg-open', args: [url] };
}

/** Whether a browser would be seen: not in a pipeline, and on Linux only where there is a display. */
export function mayOpenBrowser(platform: Platform, env: Environment): boolean {
  if (env['STILE_OPEN_BROWSER'] !== undefined) return env['STILE_OPEN_BROWSER'] === '1';
  if (env['CI']) return false;
  return platform !== 'linux' || Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY']);
}

/** Asks the system to show an address; that it cannot is no failure, because the address is printed too. */
export function openBrowser(platform: Platform, url: string): void {
  const { command, args } = buildBrowserCommand(platform, url);
  // The command runs in the desktop's own program as Node; a browser made of the same kind would take that for itself.
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env;
  const child = spawn(command, args, { env, stdio: 'ignore', detached: true, windowsHide: true });
  child.on('error', () => undefined);
  child.unref();
}
