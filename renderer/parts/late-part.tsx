import { Suspense } from 'react';
import type { ReactNode } from 'react';
import { useLocation } from '@tanstack/react-router';
import { ErrorBoundary } from './error-boundary.tsx';

/** A part of the frame whose code comes later: where it does not come, the window goes on without it. */
export function LatePart({ children }: { children: ReactNode }) {
  const { pathname } = useLocation();
  return (
    <ErrorBoundary resetKey={pathname} fallback={() => null}>
      <Suspense>{children}</Suspense>
    </ErrorBoundary>
  );
}
