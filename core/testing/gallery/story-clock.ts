import type { Clock } from '#core/kernel/clock.ts';

export interface StoryClock extends Clock {
  /** Moves to a moment, never back: what happened is told in its order. */
  moveTo(ms: number): void;
}

/** A clock for a story that is told in seconds and took weeks: it runs as the real one does, and leaps when it is told to. */
export function createStoryClock(start: number): StoryClock {
  let [base, since] = [start, performance.now()];
  const now = (): number => Math.floor(base + performance.now() - since);
  return {
    now,
    moveTo: (ms) => {
      [base, since] = [Math.max(ms, now()), performance.now()];
    },
  };
}
