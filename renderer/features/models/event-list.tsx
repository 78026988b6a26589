import { Button, Select } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import {
  IconArrowBackUp,
  IconBell,
  IconCheck,
  IconCube,
  IconFlag,
  IconSend,
  IconStack2,
  IconTag,
} from '@tabler/icons-react';
import type { Icon } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ModelEvent, ModelEventKind } from '#contract/promotion.ts';
import { useApp } from '#renderer/app-context.ts';
import { useNow } from '#renderer/parts/clock.ts';
import { Panel } from '#renderer/parts/panel.tsx';
import { InlineProblem } from '#renderer/parts/problem-notice.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { formatMoment, formatSince } from '#renderer/parts/times.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import classes from './events.module.css';
import { timelineQuery } from './queries.ts';
import { useRowKeys } from './use-row-keys.ts';
import { useEventWords } from './use-event-words.ts';

const route = getRouteApi('/models/$name');
const kinds: readonly ModelEventKind[] = ['registered', 'alias', 'alert', 'resolved', 'batches', 'served'];

/** Everything that happened to a model, newest first; choosing an event shows the version that it is about. */
export function EventList({ name }: { name: string }) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const { events: kind, v } = route.useSearch();
  const navigate = route.useNavigate();
  const onKeyDown = useRowKeys();
  const timeline = useInfiniteQuery(timelineQuery(bridge.client, name, kind ?? null));
  const pages = timeline.data?.pages ?? [];
  const events = pages.flatMap((page) => page.events);
  const counts = pages[0]?.counts;
  const total = counts === undefined ? 0 : Object.values(counts).reduce((sum, count) => sum + count, 0);
  return (
    <Panel
      title={t('registry.events.title')}
      sub={t('registry.events.count', { count: kind === undefined ? total : (counts?.[kind] ?? 0) })}
      aside={
        <Select
          size="xs"
          w={130}
          aria-label={t('registry.events.filter')}
          allowDeselect={false}
          value={kind ?? 'all'}
          data={(['all', ...kinds] as const).map((value) => ({
            value,
            label: t(`registry.events.kinds.${value}`),
          }))}
          onChange={(value) =>
            void navigate({
              search: (search) => ({
                ...search,
                events: kinds.find((option) => option === value),
              }),
            })
          }
        />
      }
    >
      {timeline.isError ? (
        <InlineProblem error={timeline.error} />
      ) : timeline.data === undefined ? (
        <StillBars rows={6} />
      ) : events.length === 0 ? (
        <p className={classes.none}>{t('registry.events.none')}</p>
      ) : (
        <ol className={classes.list} aria-label={t('registry.events.title')} onKeyDown={onKeyDown}>
          {events.map((event) => (
            <EventLine
              key={event.eventId}
              event={event}
              isShown={v !== undefined && event.version === v}
              onChoose={(version) => void navigate({ search: (search) => ({ ...search, v: version }) })}
            />
          ))}
        </ol>
      )}
      {timeline.hasNextPage && (
        <Button
          className={classes.more}
          variant="subtle"
          loading={timeline.isFetchingNextPage}
          onClick={() => void timeline.fetchNextPage()}
        >
          {t('registry.events.more')}
        </Button>
      )}
    </Panel>
  );
}

const icons = {
  registered: IconCube,
  champion: IconFlag,
  rollback: IconArrowBackUp,
  alias: IconTag,
  alert: IconBell,
  resolved: IconCheck,
  batches: IconStack2,
  served: IconSend,
} satisfies Readonly<Record<string, Icon>>;

function signOf(event: ModelEvent): keyof typeof icons {
  if (event.kind !== 'alias') return event.kind;
  if (event.move === 'rollback') return 'rollback';
  return event.alias === 'champion' && event.version !== null ? 'champion' : 'alias';
}

function EventSign({ event }: { event: ModelEvent }) {
  const Sign = icons[signOf(event)];
  return (
    <span className={classes.sign} data-tone={toneOf(event)}>
      <Sign size={14} stroke={1.5} aria-hidden="true" />
    </span>
  );
}

function toneOf(event: ModelEvent): string | undefined {
  if (event.kind === 'alert' || (event.kind === 'served' && event.errors > 0)) return 'warning';
  if (event.kind !== 'alias' || event.alias !== 'champion') return undefined;
  return event.move === 'rollback' ? 'warning' : 'champion';
}

type EventLineProps = {
  readonly event: ModelEvent;
  readonly isShown: boolean;
  readonly onChoose: (version: number) => void;
};

function EventLine({ event, isShown, onChoose }: EventLineProps) {
  const locale = useLocale();
  const now = useNow();
  const word = useEventWords();
  const { title, detail } = word(event);
  const { version } = event;
  return (
    <li className={classes.line}>
      <button
        type="button"
        className={classes.event}
        data-row={event.eventId}
        aria-pressed={isShown}
        disabled={version === null}
        onClick={() => version !== null && onChoose(version)}
      >
        <EventSign event={event} />
        <span className={classes.words}>
          <span className={classes.title}>{title}</span>
          {detail !== '' && <span className="g3 sm">{detail}</span>}
        </span>
        <time className="g3 sm" dateTime={new Date(event.at).toISOString()} title={formatMoment(event.at)}>
          {formatSince(event.at, now, locale)}
        </time>
      </button>
    </li>
  );
}
