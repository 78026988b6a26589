import type { EventBatch } from '#contract/events.ts';
import type { EngineClient } from '#contract/procedures.ts';
import { toProblem } from './problems.ts';

export type ConnectionState = 'connecting' | 'connected' | 'lost' | 'unauthorized';

/** What a stream tells: its state, and batches of facts in order. */
export type StreamNews =
  | { readonly kind: 'state'; readonly state: ConnectionState }
  | { readonly kind: 'batch'; readonly batch: EventBatch };

const firstDelayMs = 250;
const longestDelayMs = 5000;

/**
 * Follows the engine's events until the signal aborts; comes back by itself after every loss. A browser that is not let
 * in stays so until a new address lets it in again: that is no loss, and only the user can mend it. `onHope` tells when trying again at once may help.
 */
export async function followEvents(
  client: Pick<EngineClient, 'events'>,
  signal: AbortSignal,
  tell: (news: StreamNews) => void,
  onHope: (wake: () => void) => () => void = () => () => undefined,
): Promise<void> {
  let delayMs = firstDelayMs;
  let cursor: { epoch: string; after: number } | undefined;
  while (!signal.aborted) {
    let state: ConnectionState = 'lost';
    try {
      const stream = await client.events.subscribe(cursor ?? {}, { signal });
      tell({ kind: 'state', state: 'connected' });
      delayMs = firstDelayMs;
      for await (const batch of stream) {
        cursor = { epoch: batch.epoch, after: batch.to };
        tell({ kind: 'batch', batch });
      }
    } catch (error) {
      if (signal.aborted) return;
      if (toProblem(error).code === 'UNAUTHORIZED') state = 'unauthorized';
    }
    if (signal.aborted) return;
    tell({ kind: 'state', state });
    await pause(delayMs, signal, onHope);
    delayMs = Math.min(delayMs * 2, longestDelayMs);
  }
}

/**
 * One stream for all windows of this origin: browsers allow six connections per host. The window that holds the lock
 * follows the engine and repeats all it hears; when it closes, the lock passes on.
 */
export function shareEvents(
  follow: (signal: AbortSignal, tell: (news: StreamNews) => void) => Promise<void>,
  signal: AbortSignal,
  tell: (news: StreamNews) => void,
): void {
  const channel = new BroadcastChannel('stile-events');
  let state: ConnectionState | null = null;
  channel.onmessage = (event: MessageEvent<StreamNews | { kind: 'who' }>) => {
    const news = event.data;
    if (news.kind !== 'who') tell(news);
    // A window opened by a new address is let in although the one that leads has not noticed yet.
    else if (state === 'connected') channel.postMessage({ kind: 'state', state } satisfies StreamNews);
  };
  channel.postMessage({ kind: 'who' });
  signal.addEventListener('abort', () => channel.close());
  const lead = (): Promise<void> =>
    follow(signal, (news) => {
      if (news.kind === 'state') state = news.state;
      if (!signal.aborted) channel.postMessage(news);
      tell(news);
    });
  navigator.locks.request('stile-events', { signal }, lead).catch(() => undefined);
}

function pause(ms: number, signal: AbortSignal, onHope: (wake: () => void) => () => void): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms);
    const stopHoping = onHope(done);
    function done(): void {
      clearTimeout(timer);
      stopHoping();
      signal.removeEventListener('abort', done);
      window.removeEventListener('online', done);
      resolve();
    }
    signal.addEventListener('abort', done);
    window.addEventListener('online', done);
  });
}
