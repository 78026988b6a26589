import { SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Job } from '#contract/jobs.ts';
import { useApp } from '#renderer/app-context.ts';
import '#renderer/i18n/late/jobs-words.ts';
import { useTicking } from '#renderer/parts/clock.ts';
import { EmptyState } from '#renderer/parts/empty-state.tsx';
import { PageHead } from '#renderer/parts/page.tsx';
import table from '#renderer/parts/plain-table.module.css';
import { PageProblem } from '#renderer/parts/problem-notice.tsx';
import { RelativeTime } from '#renderer/parts/relative-time.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import type { JobsSearch } from '#renderer/search-params.ts';
import { JobActs } from './job-acts.tsx';
import { JobProgress } from './job-progress.tsx';
import { JobStateLabel, JobTimes, JobTrouble, useJobName } from './job-words.tsx';
import classes from './jobs.module.css';
import { jobListQuery } from './queries.ts';

const route = getRouteApi('/jobs');

/** All long work: what goes on, and what ended in the last day. */
export function JobsPage() {
  const { t } = useTranslation();
  const { bridge, settings } = useApp();
  const { state } = route.useSearch();
  const navigate = route.useNavigate();
  const list = useQuery(jobListQuery(bridge.client));
  const jobs = list.data?.filter((job) => isShown(job, state));
  const failedAt = Math.max(0, ...(list.data ?? []).map(lastFailure));
  useEffect(() => {
    if (failedAt > settings.get().jobsSeenAt) settings.set({ ...settings.get(), jobsSeenAt: Date.now() });
  }, [settings, failedAt]);
  return (
    <>
      <PageHead title={t('jobs.title')} meta={<Summary jobs={list.data ?? []} />} />
      {list.data !== undefined && list.data.length > 0 && (
        <div className={classes.filter}>
          <SegmentedControl
            aria-label={t('jobs.filter')}
            value={state ?? 'all'}
            data={[
              { value: 'all', label: t('jobs.all') },
              { value: 'active', label: t('jobs.active') },
              { value: 'failed', label: t('jobs.states.failed') },
            ]}
            onChange={(value) =>
              void navigate({
                search: { state: value === 'active' || value === 'failed' ? value : undefined },
                replace: true,
              })
            }
          />
        </div>
      )}
      {list.data === undefined ? (
        list.isError ? (
          <PageProblem title={t('jobs.loadFailed')} error={list.error} onRetry={() => void list.refetch()} />
        ) : (
          <StillBars />
        )
      ) : list.data.length === 0 ? (
        <EmptyState title={t('jobs.emptyTitle')} lines={[t('jobs.emptyText'), t('jobs.emptyText2')]} />
      ) : jobs?.length === 0 ? (
        <p className={`g3 ${classes.noneShown ?? ''}`}>{t('jobs.noneShown')}</p>
      ) : (
        <JobTable jobs={jobs ?? []} />
      )}
    </>
  );
}

function lastFailure({ state, endedAt }: Job): number {
  return state === 'failed' ? (endedAt ?? 0) : 0;
}

function isShown(job: Job, state: JobsSearch['state']): boolean {
  if (state === undefined) return true;
  return state === 'active' ? job.endedAt === null : job.state === state;
}

function Summary({ jobs }: { jobs: readonly Job[] }) {
  const { t } = useTranslation();
  const count = (state: Job['state']): number => jobs.filter((job) => job.state === state).length;
  const parts = (['running', 'waiting', 'failed'] as const).flatMap((state) =>
    count(state) === 0 ? [] : [t(`jobsTray.${state}`, { count: count(state) })],
  );
  return <>{parts.length === 0 ? t('jobs.nothing') : parts.join(', ')}</>;
}

function JobTable({ jobs }: { jobs: readonly Job[] }) {
  const { t } = useTranslation();
  const now = useTicking(
    1000,
    jobs.some(({ endedAt }) => endedAt === null),
  );
  return (
    <div className={classes.scroll} tabIndex={0} role="region" aria-label={t('jobs.list')}>
      <table className={table.table} aria-label={t('jobs.list')}>
        <thead>
          <tr>
            <th scope="col">{t('jobs.state')}</th>
            <th scope="col">{t('jobs.job')}</th>
            <th scope="col">{t('jobs.progress')}</th>
            <th scope="col" className={table.right}>
              {t('jobs.time')}
            </th>
            <th scope="col">{t('jobs.began')}</th>
            <th scope="col">{t('jobs.acts')}</th>
          </tr>
        </thead>
        <tbody>
          {jobs.map((job) => (
            <JobRow key={job.jobId} job={job} now={now} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function JobRow({ job, now }: { job: Job; now: number }) {
  const wordJob = useJobName();
  return (
    <tr>
      <td className={classes.cell}>
        <JobStateLabel job={job} />
      </td>
      <th scope="row" className={`${table.wide ?? ''} ${classes.cell ?? ''}`}>
        <span className={classes.name} title={wordJob(job)}>
          {wordJob(job)}
        </span>
        <JobTrouble job={job} />
      </th>
      <td className={classes.cell}>
        <JobProgress job={job} />
      </td>
      <td className={`${table.right ?? ''} ${classes.cell ?? ''}`}>
        <JobTimes job={job} now={now} />
      </td>
      <td className={`g3 ${classes.cell ?? ''}`}>
        <RelativeTime at={job.startedAt} />
      </td>
      <td className={classes.cell}>
        <span className={classes.rowActs}>
          <JobActs job={job} />
        </span>
      </td>
    </tr>
  );
}
