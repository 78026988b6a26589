import type { Clock } from '#core/kernel/clock.ts';

export interface FakeClock extends Clock {
  advance(ms: number): void;
}

/** A clock that stands still until it is moved. Starts at 2026-11-20 12:00 UTC. */
export function createFakeClock(start = Date.UTC(2026, 10, 20, 12)): FakeClock {
  let now = start;
  return {
    now: () => now,
    advance: (ms) => {
      now += ms;
    },
  };
}
