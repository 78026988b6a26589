import { getRouteApi } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import type { DesktopSetting } from '#renderer/search-params.ts';

const route = getRouteApi('/settings');

/** A setting that a command of the menu leads to: it comes into view, with the focus on what it offers. */
export function LookedFor({ name, children }: { name: DesktopSetting; children: ReactNode }) {
  const { at } = route.useSearch();
  const place = useRef<HTMLDivElement>(null);
  const isLookedFor = at === name;
  useEffect(() => {
    if (!isLookedFor || place.current === null) return;
    const stop = keepInView(place.current);
    place.current
      .querySelector<HTMLElement>('button:enabled, select:enabled')
      ?.focus({ preventScroll: true });
    return stop;
  }, [isLookedFor]);
  return <div ref={place}>{children}</div>;
}

/** Settings above it may come later and push it away: it stays in view until a person does something. */
function keepInView(place: HTMLElement): () => void {
  const observer = new ResizeObserver(() => place.scrollIntoView({ block: 'center' }));
  for (const around of [place, place.parentElement]) if (around !== null) observer.observe(around);
  const acts = ['wheel', 'pointerdown', 'keydown'] as const;
  const stop = (): void => {
    observer.disconnect();
    for (const act of acts) window.removeEventListener(act, stop);
  };
  for (const act of acts) window.addEventListener(act, stop);
  return stop;
}
