import { createContext, use, useEffect, useState } from 'react';

/** The one clock of relative times: it ticks once a minute. */
export const NowContext = createContext(0);

export function useNow(): number {
  return use(NowContext);
}

/** The time now, read again every `everyMs` while the window is visible and `on` holds. */
export function useTicking(everyMs: number, on = true): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!on) return;
    const tick = (): void => {
      if (document.visibilityState === 'visible') setNow(Date.now());
    };
    tick();
    const timer = setInterval(tick, everyMs);
    document.addEventListener('visibilitychange', tick);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', tick);
    };
  }, [everyMs, on]);
  return now;
}
