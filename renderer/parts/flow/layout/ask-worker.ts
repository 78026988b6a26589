import type { Places } from './flow-places.ts';
import type { LayoutAnswer, LayoutOrder } from './layout.worker.ts';
import type { FreshLayout } from './places-keeper.ts';

/** A worker that lays out. It begins with the first order, and ends when it was stopped and owes no answer. */
export function createLayoutWorker() {
  const waiting = new Map<string, { done: (places: Places) => void; failed: (error: Error) => void }>();
  let worker: Worker | null = null;
  let isStopped = false;
  const endWhenIdle = (): void => {
    if (!isStopped || waiting.size > 0) return;
    worker?.terminate();
    worker = null;
  };
  const begin = (): Worker => {
    const begun = new Worker(new URL('./layout.worker.ts', import.meta.url), { type: 'module' });
    begun.onmessage = ({ data: { key, places } }: MessageEvent<LayoutAnswer>) => {
      waiting.get(key)?.done(places);
      waiting.delete(key);
      endWhenIdle();
    };
    begun.onerror = ({ message }) => {
      for (const { failed } of waiting.values())
        failed(new Error(`The layout could not be made: ${message}`));
      waiting.clear();
      endWhenIdle();
    };
    return begun;
  };
  const layOut: FreshLayout = (order: LayoutOrder) =>
    new Promise((done, failed) => {
      waiting.set(order.key, { done, failed });
      worker ??= begin();
      worker.postMessage(order);
    });
  return {
    layOut,
    start: () => {
      isStopped = false;
    },
    stop: () => {
      isStopped = true;
      endWhenIdle();
    },
  };
}
