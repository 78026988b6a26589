import { isAppUrl, toExternalUrl } from './app-url.ts';
import type { NavigationEvent, ShellContext, ShellWebContents } from './shell-types.ts';
import { wordsFor } from './words.ts';

/** Every page, from its creation on: it stays in the app, opens no windows and embeds none. */
export function setupWebContents(ctx: ShellContext): void {
  ctx.electron.app.on('web-contents-created', (_event, contents) => guardContents(ctx, contents));
}

function guardContents(ctx: ShellContext, contents: ShellWebContents): void {
  const stayInApp = (event: NavigationEvent): void => {
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

/** Opens a link in the system's program after the person saw where it leads; other schemes are dropped. */
function offerExternal({ electron }: ShellContext, address: string): void {
  const url = toExternalUrl(address);
  if (url === null) return;
  const words = wordsFor(electron.app.getPreferredSystemLanguages());
  void electron.dialog
    .showMessageBox({
      type: 'question',
      message: words.openLinkQuestion,
      detail: url.length > 500 ? `${url.slice(0, 500)}...` : url,
      buttons: [words.openLink, words.cancel],
      defaultId: 1,
      cancelId: 1,
      noLink: true,
    })
    .then(async ({ response }) => {
      if (response === 0) await electron.shell.openExternal(url);
    })
    // No program for it, or the system refused: the system itself has told the person.
    .catch(() => undefined);
}
