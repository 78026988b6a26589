import { useEffect, useEffectEvent } from 'react';

const pending = new Set<() => void>();

/** Gives the pipeline at once what is still only in fields: before it is saved. */
export function keepPendingFields(): void {
  for (const keep of pending) keep();
}

/** @param keep gives the pipeline what was typed, if there is something */
export function usePendingField(keep: () => void): void {
  const keepNow = useEffectEvent(keep);
  useEffect(() => {
    const registered = (): void => keepNow();
    pending.add(registered);
    return () => void pending.delete(registered);
  }, []);
}
