import { appScheme } from '#core/http/app-url.ts';
import type { ShellContext } from './shell-types.ts';
import { createStaticHandler } from '#core/http/static-handler.ts';

/** Before ready. `standard` and `secure` make the app a real origin; nothing here may bypass the policy. */
export function registerAppScheme({ electron }: ShellContext): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true };
  electron.protocol.registerSchemesAsPrivileged([{ scheme: appScheme, privileges }]);
}

/** After ready. */
export function setupAppProtocol({ electron, paths }: ShellContext): void {
  electron.protocol.handle(appScheme, createStaticHandler(paths.renderer));
}
