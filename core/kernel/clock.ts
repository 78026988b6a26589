/** Where the engine gets the time from: tests put a fake in its place. */
export interface Clock {
  /** Milliseconds since 1970-01-01 UTC. */
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

/** `2026-11-20T14-03-22`: a UTC time that sorts and is legal in a Windows file name. */
export function timeToFileName(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19).replaceAll(':', '-');
}
