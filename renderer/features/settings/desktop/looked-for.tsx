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
    if (!isLookedFor) return;
    place.current?.scrollIntoView({ block: 'center' });
    place.current?.querySelector<HTMLElement>('button:enabled')?.focus({ preventScroll: true });
  }, [isLookedFor]);
  return <div ref={place}>{children}</div>;
}
