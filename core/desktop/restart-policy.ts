/** Waits before the first, second and third restart within a minute; there is no fourth. Milliseconds. */
const delays = [250, 1000, 4000];
const window = 60_000;

export interface RestartPolicy {
  /** Notes a death at `now`; how many milliseconds to wait before the restart, or null to give up. */
  noteDeath(now: number): number | null;
  /** Forgets all deaths, because a person asked for a new start. */
  forget(): void;
}

export function createRestartPolicy(): RestartPolicy {
  let deaths: number[] = [];
  return {
    noteDeath: (now) => {
      deaths = [...deaths.filter((death) => now - death < window), now];
      return delays[deaths.length - 1] ?? null;
    },
    forget: () => {
      deaths = [];
    },
  };
}
