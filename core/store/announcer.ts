import type { EngineEvent } from '#contract/events.ts';
import type { EngineContext } from './context.ts';

/** Tells the screens that something changed which is in no table, at most four times a second. */
export interface Announcer {
  /** True when a fact may go out now; then it counts as having gone, with a write of the caller's. */
  isDue(): boolean;
  /** Lets one go out as soon as it may. */
  later(): void;
  now(): void;
  stop(): void;
}

const announceMs = 250;

export function createAnnouncer(ctx: EngineContext, event: EngineEvent): Announcer {
  let lastAt = -Infinity;
  let timer: NodeJS.Timeout | null = null;
  const cancel = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  };
  const tell = (): void => {
    timer = null;
    lastAt = performance.now();
    const told = ctx.write((tx) => {
      tx.unchanged();
      tx.emit(event);
    });
    told.catch((error: unknown) => {
      ctx.logger.warn({ err: error, event: event.type }, 'a change could not be announced');
    });
  };
  return {
    isDue() {
      const now = performance.now();
      if (timer !== null || now - lastAt < announceMs) return false;
      lastAt = now;
      return true;
    },
    later() {
      if (timer !== null) return;
      timer = setTimeout(tell, Math.max(0, lastAt + announceMs - performance.now()));
      timer.unref();
    },
    now() {
      cancel();
      tell();
    },
    stop: cancel,
  };
}
