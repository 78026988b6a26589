import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useApp } from '#renderer/app-context.ts';
import { useAct } from '#renderer/parts/use-act.ts';
import { systemInfoQuery } from '#renderer/features/system/index.ts';

/** Copies the address of this page, as a browser opens it: the desktop window's own would lead nowhere. */
export function useCopyPage(): () => void {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const router = useRouter();
  const act = useAct();
  const { data: info } = useQuery(systemInfoQuery(bridge.client));
  return () => {
    const { href } = router.state.location;
    const inBrowser = window.location.protocol.startsWith('http');
    const base = inBrowser ? window.location.origin : (info?.trackingUri ?? window.location.origin);
    void act({
      run: () => navigator.clipboard.writeText(new URL(href, base).href),
      done: t('toasts.copied'),
    });
  };
}
