import { createORPCClient } from '@orpc/client';
import type { QueryClient } from '@tanstack/react-query';
import type { EngineStatus } from '#contract/desktop.ts';
import type { EventBatch } from '#contract/events.ts';
import type { EngineClient } from '#contract/procedures.ts';
import { followEvents, shareEvents } from './event-stream.ts';
import type { ConnectionState, StreamNews } from './event-stream.ts';
import { createHttpLink } from './http-link.ts';
import { createInvalidator } from './invalidation.ts';
import { createPortLink } from './port-link.ts';
import { requestShellPort } from './shell-port.ts';
import { createStore } from './store.ts';
import type { Store } from './store.ts';
import type { StileWindow } from './window-stile.ts';

/** The one way to the engine. Nothing else of the window knows links, ports or paths. */
export type Bridge = {
  readonly client: EngineClient;
  readonly connection: Store<ConnectionState>;
  /** Hears every batch of facts; returns the way to stop. */
  readonly onBatch: (listener: (batch: EventBatch) => void) => () => void;
  /** Where a chosen file lies, for an engine on the same computer; empty where that is not known. */
  readonly pathForFile: (file: File) => string;
};

/** What a desktop window has beside a browser's: its preload script, and what the shell says of the engine. */
export type ShellSide = { readonly shell: StileWindow; readonly engine: Store<EngineStatus | null> };

export function createBridge(queryClient: QueryClient, side: ShellSide | undefined): Bridge {
  const client: EngineClient = createORPCClient(chooseLink(side));
  const connection = createStore<ConnectionState>('connecting');
  const listeners = new Set<(batch: EventBatch) => void>();
  const invalidator = createInvalidator(queryClient);

  function hear(news: StreamNews): void {
    if (news.kind === 'batch') {
      invalidator.accept(news.batch);
      for (const listener of listeners) listener(news.batch);
      return;
    }
    const before = connection.get();
    connection.set(news.state);
    // What happened while nobody listened is unknown: read again.
    if (news.state === 'connected' && before !== 'connected') invalidator.invalidateAll();
  }
  follow(client, side, hear);
  return {
    client,
    connection,
    onBatch: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    pathForFile: (file) => side?.shell.pathForFile(file) ?? '',
  };
}

function chooseLink(side: ShellSide | undefined) {
  return side === undefined
    ? createHttpLink(window.location.origin)
    : createPortLink({ requestPort: () => requestShellPort(side.shell, side.engine) });
}

function follow(client: EngineClient, side: ShellSide | undefined, hear: (news: StreamNews) => void): void {
  const closing = new AbortController();
  window.addEventListener('pagehide', () => closing.abort());
  const start = (signal: AbortSignal, tell: (news: StreamNews) => void) =>
    followEvents(client, signal, tell, side?.engine.subscribe);
  if (side === undefined && 'locks' in navigator) shareEvents(start, closing.signal, hear);
  else void start(closing.signal, hear);
}
