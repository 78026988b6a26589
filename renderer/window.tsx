import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { I18nextProvider, useTranslation } from 'react-i18next';
import { AppContext } from './app-context.ts';
import type { App } from './app-context.ts';
import { createBridge } from './bridge/bridge.ts';
import { isConnectionLost } from './bridge/problems.ts';
import { createStore } from './bridge/store.ts';
import { createPageCommands } from './commands/page-commands.ts';
import { createBrowserHost } from './desktop/browser-host.ts';
import { createShellHost } from './desktop/shell-host.ts';
import { guardDrops } from './drop/drop-guard.ts';
import type { HandedOver } from './drop/handed-over.ts';
import { createI18n, switchLanguage } from './i18n/i18n.ts';
import { followMlflowAddresses } from './mlflow-address.ts';
import { createActHistory } from './parts/act-history.ts';
import { NowContext, useTicking } from './parts/clock.ts';
import { guessPlatform } from './parts/key-hints.ts';
import { createToasts } from './parts/toast-store.ts';
import { LocaleContext } from './parts/use-locale.ts';
import { createAppRouter } from './router.tsx';
import { createSettings } from './settings.ts';
import { resolveCssVariables, theme } from './theme/theme.ts';

/** Makes everything a window needs, once, and the tree that shows it. */
export async function createWindow(): Promise<ReactNode> {
  const queryClient = createQueryClient();
  const settings = createSettings();
  const i18n = await createI18n(settings.get().language);
  settings.subscribe(() => void switchLanguage(i18n, () => settings.get().language));
  const shell = window.stile;
  // First: it hears what the shell says from here on.
  const host = shell === undefined ? createBrowserHost() : createShellHost(shell);
  const app: App = {
    host,
    bridge: createBridge(queryClient, shell && { shell, engine: host.engine }),
    queryClient,
    toasts: createToasts(),
    history: createActHistory(),
    pageCommands: createPageCommands(),
    handed: createStore<HandedOver | null>(null),
    settings,
    platform: guessPlatform(),
  };
  const router = createAppRouter({ queryClient, bridge: app.bridge });
  followMlflowAddresses(router, window);
  guardDrops(window);
  return (
    <I18nextProvider i18n={i18n}>
      <QueryClientProvider client={queryClient}>
        <AppContext value={app}>
          <ThemedWindow>
            <RouterProvider router={router} />
          </ThemedWindow>
        </AppContext>
      </QueryClientProvider>
    </I18nextProvider>
  );
}

const colorSchemeManager = localStorageColorSchemeManager({ key: 'stile.theme' });

function ThemedWindow({ children }: { children: ReactNode }) {
  const now = useTicking(60_000);
  const { i18n } = useTranslation();
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={resolveCssVariables}
      defaultColorScheme="auto"
      colorSchemeManager={colorSchemeManager}
      getStyleNonce={readStyleNonce}
    >
      <NowContext value={now}>
        <LocaleContext value={i18n.language === 'sv' ? 'sv-SE' : 'en-GB'}>{children}</LocaleContext>
      </NowContext>
    </MantineProvider>
  );
}

/** The host writes a fresh nonce into the page; styles made at run time carry it. */
function readStyleNonce(): string {
  return document.querySelector('meta[name="csp-nonce"]')?.getAttribute('content') ?? '';
}

/** Data is fresh until an event of the engine says otherwise: nothing polls, nothing is read again for a focus. */
function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Infinity,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        networkMode: 'always',
        retry: (failures, error) => isConnectionLost(error) && failures < 2,
        retryDelay: (attempt) => 250 * 2 ** attempt,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}
