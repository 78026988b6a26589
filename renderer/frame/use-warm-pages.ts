import { useLocation, useRouter } from '@tanstack/react-router';
import type { AnyRoute } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useApp, useStore } from '../app-context.ts';

/** The pages that a window comes to most, in that order; others are read when they are asked for. */
const warmed = [
  '/experiments',
  '/experiments/$experimentId',
  '/models',
  '/experiments/$experimentId/runs/$runId',
  '/models/$name',
  '/',
  '/pipelines',
  '/datasets',
  '/monitoring',
  '/alerts',
  '/experiments/$experimentId/compare',
  '/activity',
  '/lineage',
  '/settings',
] as const;

/** Here the engine may be exchanged at any moment: code that is on its way then does not come. */
const exchanging = ['/welcome', '/recovery'];

/**
 * Reads the code of pages ahead, one whenever the window has nothing else to do, so that the first visit of a page is
 * as quick as the next. Their data waits until it is wanted.
 */
export function useWarmPages(): void {
  const router = useRouter();
  const isConnected = useStore(useApp().bridge.connection) === 'connected';
  const mayGo = useLocation({ select: ({ pathname }) => exchanging.includes(pathname) });
  useEffect(() => {
    if (!isConnected || mayGo) return;
    const left = warmed.map((id): AnyRoute => router.routesById[id]);
    let waiting = 0;
    function next(): void {
      const route = left.shift();
      if (route === undefined) return;
      // A page whose code cannot be read says so where it is opened.
      const read = Promise.resolve(router.loadRouteChunk(route)).catch(() => undefined);
      void read.then(() => {
        waiting = requestIdleCallback(next);
      });
    }
    waiting = requestIdleCallback(next);
    return () => {
      left.length = 0;
      cancelIdleCallback(waiting);
    };
  }, [router, isConnected, mayGo]);
}
