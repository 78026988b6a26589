import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useApp } from '#renderer/app-context.ts';
import { systemInfoQuery } from '#renderer/features/system/index.ts';
import { useAct } from '#renderer/parts/use-act.ts';

/** Copies the address of a saved view, as a browser opens it: the desktop window's own would lead nowhere. */
export function useCopyViewLink(experimentId: string): (viewId: number) => void {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const router = useRouter();
  const act = useAct();
  const { data: info } = useQuery(systemInfoQuery(bridge.client));
  return (viewId) => {
    const { href } = router.buildLocation({
      to: '/experiments/$experimentId',
      params: { experimentId },
      search: { saved: viewId },
    });
    const inBrowser = window.location.protocol.startsWith('http');
    const base = inBrowser ? window.location.origin : (info?.trackingUri ?? window.location.origin);
    void act({
      run: () => navigator.clipboard.writeText(new URL(href, base).href),
      done: t('toasts.copied'),
    });
  };
}
