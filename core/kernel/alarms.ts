import type { Clock } from './clock.ts';

/** Calls back at times of the clock. What is due is a row; this only wakes whoever reads it. */
export interface Alarms {
  /** @param at ms since 1970 UTC. Returns what takes it off again. */
  set(at: number, ring: () => void): () => void;
  stop(): void;
}

/** A machine that slept, or a clock that was set, is noticed after this long, in ms. */
const longestSleepMs = 60_000;

/** One timer for the next alarm of all. */
export function createAlarms(clock: Clock): Alarms {
  const pending = new Set<{ at: number; ring(): void }>();
  let timer: NodeJS.Timeout | null = null;
  const arm = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (pending.size === 0) return;
    const next = Math.min(...[...pending].map(({ at }) => at));
    timer = setTimeout(ringDue, Math.min(Math.max(1, next - clock.now()), longestSleepMs));
  };
  const ringDue = (): void => {
    const due = [...pending].filter(({ at }) => at <= clock.now()).sort((a, b) => a.at - b.at);
    for (const alarm of due) {
      pending.delete(alarm);
      alarm.ring();
    }
    arm();
  };
  return {
    set: (at, ring) => {
      const alarm = { at, ring };
      pending.add(alarm);
      arm();
      return () => {
        pending.delete(alarm);
        arm();
      };
    },
    stop: () => {
      pending.clear();
      arm();
    },
  };
}
