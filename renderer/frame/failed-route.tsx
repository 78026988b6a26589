import { useRouter } from '@tanstack/react-router';
import type { ErrorComponentProps } from '@tanstack/react-router';
import { PageFailed } from './page-failed.tsx';

/** In the place of a page that threw, or whose code could not be loaded. */
export function FailedRoute({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  function retry(): void {
    reset();
    void router.invalidate();
  }
  return <PageFailed error={error} onRetry={retry} />;
}
