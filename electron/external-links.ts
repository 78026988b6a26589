import type { BrowserWindow, MessageBoxOptions } from 'electron';
import { toExternalUrl } from '#core/http/app-url.ts';
import { currentPresentation } from './presentation.ts';
import type { ShellContext } from './shell-types.ts';

/** Opens a link in the system's program after the person saw where it leads; other schemes are dropped. */
export function offerExternal(ctx: ShellContext, address: string, window?: BrowserWindow): void {
  const { dialog, shell } = ctx.electron;
  const url = toExternalUrl(address);
  if (url === null) return;
  const { words } = currentPresentation(ctx);
  const question: MessageBoxOptions = {
    type: 'question',
    message: words.openLinkQuestion,
    detail: url.length > 500 ? `${url.slice(0, 500)}...` : url,
    buttons: [words.openLink, words.cancel],
    defaultId: 1,
    cancelId: 1,
    noLink: true,
  };
  void (window ? dialog.showMessageBox(window, question) : dialog.showMessageBox(question))
    .then(async ({ response }) => {
      if (response === 0) await shell.openExternal(url);
    })
    // No program for it, or the system refused: the system itself has told the person.
    .catch(() => undefined);
}
