import type { ShellInput, ShellOutputs, ShellVerb } from '#contract/shell.ts';
import { setTitleCount } from './document-title.ts';

type Doers = { readonly [V in ShellVerb]?: (input: ShellInput<V>) => ShellOutputs[V] };

/** What a browser can do of what the desktop can; for the rest `capabilities` says no. */
export const browserVerbs: Doers = {
  setProgress: () => null,
  openDialog: () => ({ paths: [] }),
  saveDialog: () => ({ path: null }),
  notify,
  setBadge,
  newWindow: ({ screen = '/' }) => {
    window.open(screen, '_blank', 'noopener');
    return null;
  },
  openExternal: ({ url }) => {
    window.open(url, '_blank', 'noopener,noreferrer');
    return null;
  },
};

function notify({ key, title, body, screen }: ShellInput<'notify'>): { shown: boolean } {
  if (!('Notification' in window) || Notification.permission !== 'granted') return { shown: false };
  const notification = new Notification(title, { body, tag: key });
  notification.addEventListener('click', () => {
    window.focus();
    window.location.assign(screen);
  });
  return { shown: true };
}

function setBadge({ count }: ShellInput<'setBadge'>): null {
  setTitleCount(count);
  // Only an installed page has an icon that carries it.
  if ('setAppBadge' in navigator) void navigator.setAppBadge(count).catch(() => undefined);
  return null;
}
