import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { PipelineRun } from '#contract/pipelines.ts';
import { useApp } from '#renderer/app-context.ts';
import { keys } from '#renderer/bridge/keys.ts';
import { Inspector, Section } from '#renderer/parts/inspector.tsx';
import { dateFormat } from '#renderer/parts/intl-formats.ts';
import { InlineProblem } from '#renderer/parts/problem-notice.tsx';
import sheet from '#renderer/parts/side-sheet.module.css';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { formatMoment } from '#renderer/parts/times.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import { Elapsed } from '../elapsed.tsx';
import { PipelineRunStateLabel } from '../states.tsx';
import { addDays, startOfDay } from './calendar-dates.ts';
import type { Day } from './calendar-dates.ts';
import classes from './calendar.module.css';
import { toAsked } from './use-calendar-days.ts';
import type { CalendarPipelines } from './use-calendar-days.ts';

type DayRunsProps = {
  readonly pipelines: CalendarPipelines;
  /** Each run says which pipeline it is of. */
  readonly isOfMany: boolean;
  readonly day: Day;
  readonly zone: string;
  /** Times of schedules still to come on that day. */
  readonly planned: number;
  readonly onClose: () => void;
};

const runsAtOnce = 50;

/** The runs of a day, by their logical dates, each a way to its page. */
export function DayRuns({ pipelines, isOfMany, day, zone, planned, onClose }: DayRunsProps) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const locale = useLocale();
  const list = useInfiniteQuery({
    queryKey: [...keys.pipelineCalendar, 'day', toAsked(pipelines), day, zone],
    queryFn: ({ signal, pageParam }) =>
      bridge.client.pipelines.runs(
        {
          ...toAsked(pipelines),
          fromAt: startOfDay(day, zone),
          untilAt: startOfDay(addDays(day, 1), zone) - 1,
          maxResults: runsAtOnce,
          ...(pageParam !== null && { pageToken: pageParam }),
        },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextPageToken }) => nextPageToken,
  });
  // They come by when they were started, which of a backfill is not the order of their times.
  const runs = list.data?.pages.flatMap((page) => page.runs).sort((a, b) => b.logicalAt - a.logicalAt);
  const date = dateFormat(locale, { timeZone: 'UTC', weekday: 'long', day: 'numeric', month: 'long' });
  const title = t('pipelineRuns.calendar.runsOf', { date: date.format(Date.parse(`${day}T00:00:00Z`)) });
  return (
    <Inspector label={title} lead={<h2 className={sheet.title}>{title}</h2>} onClose={onClose}>
      <Section title={t('pipelineRuns.calendar.inZone', { zone })} count={runs?.length ?? 0}>
        {list.isError && runs === undefined && <InlineProblem error={list.error} />}
        {runs === undefined && !list.isError && <StillBars rows={3} />}
        {runs?.length === 0 && <p className="g3 sm">{t('pipelineRuns.calendar.noRuns')}</p>}
        <ul>
          {runs?.map((run) => (
            <li key={run.pipelineRunId}>
              <RunLine run={run} zone={zone} isOfMany={isOfMany} />
            </li>
          ))}
        </ul>
        {list.hasNextPage && (
          <Button size="compact-xs" variant="subtle" onClick={() => void list.fetchNextPage()}>
            {t('pipelineRuns.calendar.more')}
          </Button>
        )}
        {planned > 0 && (
          <p className={classes.planned}>{t('pipelineRuns.calendar.planned', { count: planned })}</p>
        )}
      </Section>
    </Inspector>
  );
}

type RunLineProps = { readonly run: PipelineRun; readonly zone: string; readonly isOfMany: boolean };

function RunLine({ run, zone, isOfMany }: RunLineProps) {
  const locale = useLocale();
  const clock = dateFormat(locale, { timeZone: zone, hour: '2-digit', minute: '2-digit' });
  return (
    <Link
      to="/pipelines/runs/$pipelineRunId"
      params={{ pipelineRunId: run.pipelineRunId }}
      className={classes.run}
      title={`${run.pipeline}, ${formatMoment(run.logicalAt)}`}
    >
      <time dateTime={new Date(run.logicalAt).toISOString()}>{clock.format(run.logicalAt)}</time>
      {isOfMany && (
        <span className={classes.pipeline} translate="no">
          {run.pipeline}
        </span>
      )}
      <PipelineRunStateLabel state={run.state} />
      {!isOfMany && <span className="grow" />}
      <span className="g3">
        <Elapsed startedAt={run.startedAt} endedAt={run.endedAt} />
      </span>
    </Link>
  );
}
