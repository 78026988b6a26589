import type { WebContents } from 'electron';
import { isAppUrl } from '#core/http/app-url.ts';
import { offerExternal } from './external-links.ts';
import type { ShellContext } from './shell-types.ts';

/** Every page, from its creation on: it stays in the app, opens no windows, embeds none and proves itself to nobody. */
export function setupWebContents(ctx: ShellContext): void {
  const { app } = ctx.electron;
  app.on('web-contents-created', (_event, contents) => guardContents(ctx, contents));
  app.on('certificate-error', (event, _contents, _url, _error, _certificate, answer) => {
    event.preventDefault();
    answer(false);
  });
  app.on('select-client-certificate', (event, _contents, _url, _certificates, answer) => {
    event.preventDefault();
    answer();
  });
  app.on('login', (event, _contents, _details, _info, answer) => {
    event.preventDefault();
    answer();
  });
}

function guardContents(ctx: ShellContext, contents: WebContents): void {
  const stayInApp = (event: { url: string; preventDefault(): void }): void => {
    if (isAppUrl(event.url)) return;
    event.preventDefault();
    offerExternal(ctx, event.url);
  };
  contents.on('will-frame-navigate', stayInApp);
  contents.on('will-redirect', stayInApp);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    offerExternal(ctx, url);
    return { action: 'deny' };
  });
}
