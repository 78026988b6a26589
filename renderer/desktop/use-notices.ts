import '#renderer/i18n/late/alerts-words.ts';
import '#renderer/i18n/late/jobs-words.ts';
import { useEffect, useEffectEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { EngineEvent } from '#contract/events.ts';
import type { ShellInput } from '#contract/shell.ts';
import { useApp } from '../app-context.ts';
import type { Toast } from '../parts/toast-store.ts';
import { useLocale } from '../parts/use-locale.ts';
import { createBurst } from './burst.ts';
import { createNewsReader, isBad } from './news.ts';
import type { News } from './news.ts';
import { wordNews } from './word-news.ts';

/** A moment lets the facts of one thing come together, ms. */
const collectMs = 300;

/** Tells of what happened while nobody looks at the window; what the system cannot show is told in it. */
export function useNotices(): void {
  const { t } = useTranslation();
  const { bridge, host, toasts } = useApp();
  const locale = useLocale();

  const mayTell = useEffectEvent(
    () =>
      host.capabilities.notifications &&
      host.facts.get()?.settings.notifications !== false &&
      !document.hasFocus(),
  );
  async function notify(notice: ShellInput<'notify'>, tone: Toast['tone'] = 'done'): Promise<void> {
    const answer = await host.ask('notify', notice).catch(() => ({ shown: false }));
    if (answer.shown) return;
    toasts.show({ tone, text: `${notice.title}. ${notice.body}`, about: notice.key, undo: null });
  }
  const tellOne = useEffectEvent(
    (news: News) =>
      void notify({ key: news.key, ...wordNews(news, t, locale) }, isBad(news) ? 'problem' : 'done'),
  );
  const tellMany = useEffectEvent((count: number) => {
    // Each window counts its own: of the same minute one is enough.
    const key = `many:${String(Math.floor(Date.now() / 60_000))}`;
    const title = t('desktop.notices.many', { count });
    void notify({ key, title, body: t('desktop.notices.manyText'), screen: '/activity' });
  });
  useEffect(() => {
    const reader = createNewsReader(bridge.client, Date.now());
    const burst = createBurst<News>(
      (news) => tellOne(news),
      (count) => tellMany(count),
    );
    let waiting: EngineEvent[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    async function look(): Promise<void> {
      timer = undefined;
      const events = waiting;
      waiting = [];
      for (const news of await reader.read(events)) if (mayTell()) burst.tell(news);
    }
    const stop = bridge.onBatch(({ events }) => {
      waiting.push(...events);
      timer ??= setTimeout(() => void look(), collectMs);
    });
    return () => {
      stop();
      burst.stop();
      clearTimeout(timer);
    };
  }, [bridge]);
}
