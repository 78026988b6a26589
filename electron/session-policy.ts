import type { DownloadItem, Session } from 'electron';
import { dirname } from 'node:path';
import { isAppUrl, isLocalRequest, isOwnDownload } from '#core/http/app-url.ts';
import { placeOf } from './dialog-verbs.ts';
import type { ShellContext } from './shell-types.ts';

/** Electron grants everything by default; a page of ours needs these two. */
const grantedPermissions = new Set(['clipboard-sanitized-write', 'notifications']);

function isPermissionGranted(permission: string, origin: string): boolean {
  return grantedPermissions.has(permission) && isAppUrl(origin);
}

/** Before ready: the rules for every session, whoever makes one. */
export function setupSessions(ctx: ShellContext): void {
  const guarded = new WeakSet<Session>();
  const guardOnce = (session: Session): void => {
    if (!guarded.has(session)) guardSession(ctx, session);
    guarded.add(session);
  };
  ctx.electron.app.on('session-created', guardOnce);
  void ctx.electron.app.whenReady().then(() => guardOnce(ctx.electron.session.defaultSession));
}

/** Permissions, devices, downloads and the network: Stile works offline and loads nothing foreign. */
function guardSession(ctx: ShellContext, session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    answer(isPermissionGranted(permission, details.requestingUrl));
  });
  session.setPermissionCheckHandler((_contents, permission, origin) =>
    isPermissionGranted(permission, origin),
  );
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !isLocalRequest(details.url) }));
  session.on('will-download', (event, item) => {
    if (isOwnDownload(item.getURL())) askWhere(ctx, item);
    else event.preventDefault();
  });
  // Chromium would fetch dictionaries from a server.
  session.setSpellCheckerEnabled(false);
}

/** The system asks where to save it, and opens in the folder of the last time. */
function askWhere(ctx: ShellContext, item: DownloadItem): void {
  item.setSaveDialogOptions(placeOf(ctx, item.getFilename()));
  item.once('done', (_event, state) => {
    if (state === 'completed') ctx.memory.keep({ lastFolder: dirname(item.getSavePath()) });
  });
}
