import type { EngineStatus } from '#contract/desktop.ts';
import type { ShellFacts } from '#contract/shell.ts';
import { createStore } from '../bridge/store.ts';
import type { Host } from './host.ts';

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
    ask: async (verb, input) => {
      const { browserVerbs } = await import('./browser-verbs.ts');
      const does = browserVerbs[verb];
      if (does !== undefined) return does(input);
      throw new Error(`A browser cannot do "${verb}": look at the host’s capabilities first`);
    },
    facts: createStore<ShellFacts | null>(null),
    engine: createStore<EngineStatus | null>(null),
    startEngine: () => undefined,
    onEvent: () => () => undefined,
  };
}
