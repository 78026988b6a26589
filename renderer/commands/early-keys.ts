import { useEffect, useEffectEvent } from 'react';
import { useApp } from '../app-context.ts';
import { isShortcut } from '../parts/key-hints.ts';
import { openPalette } from './palette-store.ts';

/** What was pressed before the commands were there; null once they are. */
let waiting: KeyboardEvent[] | null = [];

/** Keys count from the first paint on: what is pressed while the commands are still on their way waits for them. */
export function useEarlyKeys(): void {
  const { platform } = useApp();
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (waiting === null || event.defaultPrevented) return;
    if (['mod+K', 'mod+P'].some((key) => isShortcut(event, key, platform))) {
      event.preventDefault();
      openPalette();
    } else waiting.push(event);
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => onKey(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);
}

/** Hands what waited to the commands, which hear every key themselves from then on. */
export function takeEarlyKeys(): readonly KeyboardEvent[] {
  const taken = waiting ?? [];
  waiting = null;
  return taken;
}
