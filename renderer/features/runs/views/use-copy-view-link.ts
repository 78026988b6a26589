import { useRouter } from '@tanstack/react-router';
import { useCopyAddress } from '#renderer/parts/use-copy-link.ts';

/** Copies the address of a saved view: it leads to what the view is set to then. */
export function useCopyViewLink(experimentId: string): (viewId: number) => void {
  const router = useRouter();
  const copy = useCopyAddress();
  return (viewId) =>
    copy(
      router.buildLocation({
        to: '/experiments/$experimentId',
        params: { experimentId },
        search: { saved: viewId },
      }).href,
    );
}
