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

type DayRunsProps = {
  readonly name: string;
  readonly day: Day;
  readonly zone: string;
  /** Times of the schedule still to come on that day. */
  readonly planned: number;
  readonly onClose: () => void;
};

const runsAtOnce = 50;

/** The runs of a day, by their logical dates, each a way to its page. */
export function DayRuns({ name, day, zone, planned, onClose }: DayRunsProps) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const locale = useLocale();
  const list = useInfiniteQuery({
    queryKey: [...keys.pipelineRunLists, 'day', name, day, zone],
    queryFn: ({ signal, pageParam }) =>
      bridge.client.pipelines.runs(
        {
          name,
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
  const runs = list.data?.pages.flatMap((page) => page.runs);
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
              <RunLine run={run} zone={zone} />
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

function RunLine({ run, zone }: { run: PipelineRun; zone: string }) {
  const locale = useLocale();
  const clock = dateFormat(locale, { timeZone: zone, hour: '2-digit', minute: '2-digit' });
  return (
    <Link
      to="/pipelines/runs/$pipelineRunId"
      params={{ pipelineRunId: run.pipelineRunId }}
      className={classes.run}
      title={formatMoment(run.logicalAt)}
    >
      <time dateTime={new Date(run.logicalAt).toISOString()}>{clock.format(run.logicalAt)}</time>
      <PipelineRunStateLabel state={run.state} />
      <span className="grow" />
      <span className="g3">
        <Elapsed startedAt={run.startedAt} endedAt={run.endedAt} />
      </span>
    </Link>
  );
}
