import { useSyncExternalStore } from 'react';
import { useApp, useStore } from '../app-context.ts';
import { isSidebarCollapsed } from '../settings.ts';

/** Whether the sidebar shows icons alone, now that the window is as wide as it is. */
export function useIsCollapsed(): boolean {
  const { settings } = useApp();
  const current = useStore(settings);
  return useSyncExternalStore(followWidth, () => isSidebarCollapsed(current, window.innerWidth));
}

function followWidth(tell: () => void): () => void {
  window.addEventListener('resize', tell);
  return () => window.removeEventListener('resize', tell);
}
