import { useRouter } from '@tanstack/react-router';
import type { Trace } from '#contract/tracing.ts';
import { useCopyAddress } from '#renderer/parts/use-copy-link.ts';

/** Copies the address of a trace with the span that is shown, whether or not the page's own address names it. */
export function useCopyTrace(trace: Pick<Trace, 'traceId' | 'experimentId'>, spanId: string | undefined) {
  const router = useRouter();
  const copy = useCopyAddress();
  return (): void =>
    copy(
      router.buildLocation({
        to: '/experiments/$experimentId/traces/$traceId',
        params: { experimentId: trace.experimentId, traceId: trace.traceId },
        search: spanId === undefined ? {} : { span: spanId },
      }).href,
    );
}
