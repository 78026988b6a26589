import { isAppUrl, isLocalRequest } from './app-url.ts';
import type { ShellContext } from './shell-types.ts';

/** Electron grants everything by default; a page of ours needs these two. */
const grantedPermissions = new Set(['clipboard-sanitized-write', 'notifications']);

function isPermissionGranted(permission: string, origin: string): boolean {
  return grantedPermissions.has(permission) && isAppUrl(origin);
}

/** Permissions, devices and the network of every page: Stile works offline and loads nothing foreign. */
export function setupSession({ electron }: ShellContext): void {
  const session = electron.session.defaultSession;
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    answer(isPermissionGranted(permission, details.requestingUrl));
  });
  session.setPermissionCheckHandler((_contents, permission, origin) =>
    isPermissionGranted(permission, origin),
  );
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !isLocalRequest(details.url) }));
  // Chromium would fetch dictionaries from a server.
  session.setSpellCheckerEnabled(false);
}
