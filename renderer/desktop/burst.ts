/** So many in this time, ms, are told one by one. */
const most = 5;
const windowMs = 10_000;

export type Burst<T> = { readonly tell: (item: T) => void; readonly stop: () => void };

/** Tells one by one what comes now and then, and what comes in a burst as how much it was, at the end of its time. */
export function createBurst<T>(one: (item: T) => void, many: (count: number) => void): Burst<T> {
  let times: readonly number[] = [];
  let held = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function sayHeld(): void {
    timer = undefined;
    many(held);
    held = 0;
  }
  return {
    tell: (item) => {
      const now = Date.now();
      times = times.filter((at) => now - at < windowMs);
      if (held === 0 && times.length < most) {
        times = [...times, now];
        return one(item);
      }
      held += 1;
      timer ??= setTimeout(sayHeld, windowMs);
    },
    stop: () => clearTimeout(timer),
  };
}
