import type { Environment, Platform } from '#core/kernel/folder-hazards.ts';

/** What Stile's start puts there, and what an AppImage says of its mount, which goes when Stile ends. */
const ours =
  /^(ELECTRON_|STILE_|NODE_COMPILE_CACHE$|NODE_CHANNEL_|NODE_UNIQUE_ID$|APPIMAGE$|APPDIR$|ARGV0$|OWD$|CHROME_DESKTOP$|ORIGINAL_XDG_CURRENT_DESKTOP$)/i;

/**
 * The variables of an editor: all that the user's other programs have, since it is one of those, without what Stile's
 * own start has added.
 */
export function buildEditorEnvironment(platform: Platform, env: Environment): Record<string, string> {
  const mount = platform === 'linux' && env['APPIMAGE'] ? env['APPDIR'] : undefined;
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    if (value === undefined || ours.test(name)) continue;
    const left = mount ? leaveOut(mount, value) : value;
    if (left !== '' || value === '') kept[name] = left;
  }
  // Electron has put another word there for itself.
  const desktop = env['ORIGINAL_XDG_CURRENT_DESKTOP'];
  return desktop === undefined || desktop === '' ? kept : { ...kept, XDG_CURRENT_DESKTOP: desktop };
}

/** A list of folders without those of a mount that goes away; any other value as it is. */
function leaveOut(mount: string, value: string): string {
  if (!value.includes(mount)) return value;
  return value.split(':').filter((folder) => !folder.startsWith(mount)).join(':'); // prettier-ignore
}

/** Whether a window could be seen; the command of VS Code and Windows' own programs need no display of Linux. */
export function hasDisplay(platform: Platform, env: Environment): boolean {
  if (platform !== 'linux') return true;
  return ['DISPLAY', 'WAYLAND_DISPLAY', 'VSCODE_IPC_HOOK_CLI', 'WSL_DISTRO_NAME'].some((name) =>
    Boolean(env[name]),
  );
}
