import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Trace } from '#contract/tracing.ts';
import { useApp } from '#renderer/app-context.ts';
import { useAct } from '#renderer/parts/use-act.ts';
import { systemInfoQuery } from '../system/index.ts';

/** Copies the address of a trace and its span, as a browser opens it: the desktop window's own would lead nowhere. */
export function useCopyLink(trace: Pick<Trace, 'traceId' | 'experimentId'>, spanId: string | undefined) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const router = useRouter();
  const act = useAct();
  const { data: info } = useQuery(systemInfoQuery(bridge.client));
  return (): void => {
    const { href } = router.buildLocation({
      to: '/experiments/$experimentId/traces/$traceId',
      params: { experimentId: trace.experimentId, traceId: trace.traceId },
      search: spanId === undefined ? {} : { span: spanId },
    });
    const inBrowser = window.location.protocol.startsWith('http');
    const base = inBrowser ? window.location.origin : (info?.trackingUri ?? window.location.origin);
    void act({
      run: () => navigator.clipboard.writeText(new URL(href, base).href),
      done: t('toasts.copied'),
    });
  };
}
