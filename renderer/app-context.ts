import type { QueryClient } from '@tanstack/react-query';
import { createContext, use, useSyncExternalStore } from 'react';
import type { Bridge } from './bridge/bridge.ts';
import type { Store } from './bridge/store.ts';
import type { PageCommands } from './commands/page-commands.ts';
import type { Host } from './desktop/host.ts';
import type { HandedOver } from './drop/handed-over.ts';
import type { Settings } from './settings.ts';
import type { ActHistory } from './parts/act-history.ts';
import type { Toasts } from './parts/toast-store.ts';

/** What every screen may use, made once in main.tsx. */
export type App = {
  readonly bridge: Bridge;
  readonly handed: Store<HandedOver | null>;
  /** What lies around the window. */
  readonly host: Host;
  readonly queryClient: QueryClient;
  readonly toasts: Toasts;
  readonly history: ActHistory;
  readonly pageCommands: PageCommands;
  readonly settings: Store<Settings>;
  readonly platform: string;
};

export const AppContext = createContext<App | null>(null);

export function useApp(): App {
  const app = use(AppContext);
  if (app === null) throw new Error('useApp is called outside AppContext');
  return app;
}

export function useStore<T>(store: Store<T>): T {
  return useSyncExternalStore(store.subscribe, store.get);
}
