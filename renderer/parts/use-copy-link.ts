import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useApp } from '../app-context.ts';
import { systemInfoQuery } from '../features/system/index.ts';
import { useAct } from './use-act.ts';

/** Copies the address of a page, as a browser opens it: the desktop window's own would lead nowhere. */
export function useCopyAddress(): (href: string) => void {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const act = useAct();
  const { data: info } = useQuery(systemInfoQuery(bridge.client));
  return (href) => {
    const inBrowser = window.location.protocol.startsWith('http');
    const base = inBrowser ? window.location.origin : (info?.trackingUri ?? window.location.origin);
    void act({
      run: () => navigator.clipboard.writeText(new URL(href, base).href),
      done: t('toasts.linkCopied'),
    });
  };
}

/** Copies the address of the page that is open, without the sheet that lies over it. */
export function useCopyLink(): () => void {
  const router = useRouter();
  const copy = useCopyAddress();
  return () =>
    copy(
      router.buildLocation({
        to: '.',
        search: (search) => ({ ...search, sheet: undefined, about: undefined, version: undefined }),
      }).href,
    );
}
