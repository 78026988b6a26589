import { useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useApp } from '../app-context.ts';
import { toProblem } from '../bridge/problems.ts';
import { wordProblem } from '../i18n/word-problem.ts';
import { readDeepLink } from './deep-link.ts';
import { resolveLink } from './resolve-link.ts';

/** Opens what a `stile://` link names. What is not there is said, and the page stays. */
export function useOpenLink(): (link: string) => void {
  const { t } = useTranslation();
  const { bridge, toasts } = useApp();
  const router = useRouter();

  async function open(link: string): Promise<void> {
    const named = readDeepLink(link);
    const isPage = (path: string): boolean => router.getMatchedRoutes(path)[2] !== undefined;
    const href = named === null ? null : await resolveLink(bridge.client, named, isPage);
    if (href !== null) router.history.push(href);
    else say(t('desktop.links.unknown', { link: link.slice(0, 120) }));
  }
  function say(text: string): void {
    toasts.show({ tone: 'problem', text, undo: null });
  }
  return (link) =>
    void open(link).catch((error: unknown) =>
      say(t('desktop.links.failed', { problem: wordProblem(toProblem(error), t) })),
    );
}
