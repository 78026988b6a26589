import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useApp } from '../app-context.ts';
import { toDeepLink } from '../desktop/to-deep-link.ts';
import { systemInfoQuery } from '../features/system/index.ts';
import { useAct } from './use-act.ts';

/**
 * Copies a page's address without its origin as a link: `stile://` where the system opens those with this program,
 * otherwise as a browser opens it.
 */
export function useCopyAddress(): (href: string) => void {
  const { host } = useApp();
  const copy = useCopyText();
  const base = useBrowserBase();
  return (href) =>
    copy(
      (host.capabilities.links ? toDeepLink(href) : null) ??
        new URL(href, base ?? window.location.origin).href,
    );
}

/** Copies a link to the page that is open, without the sheet that lies over it. */
export function useCopyLink(): () => void {
  const copy = useCopyAddress();
  const readPage = usePageAddress();
  return () => copy(readPage());
}

/** Copies the page's address for a browser, beside its link; null where that is one, or no server listens. */
export function useCopyBrowserAddress(): (() => void) | null {
  const { host } = useApp();
  const copy = useCopyText();
  const readPage = usePageAddress();
  const base = useBrowserBase();
  if (!host.capabilities.links || base === null) return null;
  return () => copy(new URL(readPage(), base).href);
}

function usePageAddress(): () => string {
  const router = useRouter();
  return () =>
    router.buildLocation({
      to: '.',
      search: (search) => ({ ...search, sheet: undefined, about: undefined, version: undefined }),
    }).href;
}

/** Where a browser finds this window: its own place, or the tracking server's, since the desktop's leads nowhere. */
function useBrowserBase(): string | null {
  const { bridge, host } = useApp();
  const { data: info } = useQuery(systemInfoQuery(bridge.client));
  return host.capabilities.links ? (info?.trackingUri ?? null) : window.location.origin;
}

function useCopyText(): (text: string) => void {
  const { t } = useTranslation();
  const act = useAct();
  return (text) => void act({ run: () => navigator.clipboard.writeText(text), done: t('toasts.linkCopied') });
}
