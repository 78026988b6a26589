import { useEffect } from 'react';
import { useApp } from '../app-context.ts';
import { uploadsRunning } from '../parts/uploads.ts';

/** A browser asks before a page goes that is sending a file; the desktop asks by itself, see `Closing`. */
export function useUnloadGuard(): void {
  const { host } = useApp();
  useEffect(() => {
    if (host.capabilities.quit) return;
    const guard = (event: BeforeUnloadEvent): void => {
      if (uploadsRunning.get() > 0) event.preventDefault();
    };
    window.addEventListener('beforeunload', guard);
    return () => window.removeEventListener('beforeunload', guard);
  }, [host]);
}
