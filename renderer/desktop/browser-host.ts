import type { EngineStatus } from '#contract/desktop.ts';
import type { ShellFacts, ShellInput, ShellOutputs, ShellVerb } from '#contract/shell.ts';
import { createStore } from '../bridge/store.ts';
import { setTitleCount } from './document-title.ts';
import type { Host } from './host.ts';

type Doers = { readonly [V in ShellVerb]?: (input: ShellInput<V>) => ShellOutputs[V] };

/** What a browser can do of what the desktop can; for the rest `capabilities` says no. */
const doers: Doers = {
  present: () => null,
  setProgress: () => null,
  answerClose: () => null,
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

/** A page of a browser: no paths, no menus, no say in when it ends. */
export function createBrowserHost(): Host {
  return {
    capabilities: {
      paths: false,
      menus: false,
      // Shown where the person has allowed it before; nobody is asked for it.
      notifications: 'Notification' in window && Notification.permission === 'granted',
      tray: false,
      drag: false,
      quit: false,
      titleBar: false,
      links: false,
      program: false,
    },
    ask: (verb, input) => {
      const does = doers[verb];
      return does === undefined
        ? Promise.reject(new Error(`A browser cannot do "${verb}": look at the host’s capabilities first`))
        : Promise.resolve(does(input));
    },
    facts: createStore<ShellFacts | null>(null),
    engine: createStore<EngineStatus | null>(null),
    startEngine: () => undefined,
    onEvent: () => () => undefined,
  };
}

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
