/** At most so often is a run's growing log or progress told, in ms. */
const pauseMs = 250;

/** Tells of many small steps at most about four times a second, the last one included. */
export interface Coalescer {
  touch(): void;
  stop(): void;
}

export function createCoalescer(tell: () => void): Coalescer {
  let timer: NodeJS.Timeout | null = null;
  let isTouched = false;
  const rest = (): void => {
    timer = null;
    if (isTouched) now();
  };
  const now = (): void => {
    isTouched = false;
    timer = setTimeout(rest, pauseMs);
    tell();
  };
  return {
    touch: () => {
      isTouched = true;
      if (timer === null) now();
    },
    stop: () => {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      if (isTouched) tell();
      isTouched = false;
    },
  };
}
