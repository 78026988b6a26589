import { FocusTrap } from '@mantine/core';
import { useClickOutside } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useId } from 'react';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '#renderer/app-context.ts';
import '#renderer/i18n/late/jobs-words.ts';
import { useTicking } from '#renderer/parts/clock.ts';
import { InlineProblem } from '#renderer/parts/problem-notice.tsx';
import { trayJobs } from './count-jobs.ts';
import { JobActs } from './job-acts.tsx';
import { JobProgress } from './job-progress.tsx';
import { JobStateLabel, JobTimes, JobTrouble, useJobName } from './job-words.tsx';
import classes from './jobs.module.css';
import { jobListQuery } from './queries.ts';

type JobsPopoverProps = {
  readonly anchor: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
};

/** Long work at a glance, over the page that is open. */
export function JobsPopover({ anchor, onClose }: JobsPopoverProps) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const titleId = useId();
  const list = useQuery(jobListQuery(bridge.client));
  const now = useTicking(1000);
  const wordJob = useJobName();
  const inside = useClickOutside<HTMLDivElement>((event) => {
    // The button that opened it closes it by itself.
    if (!(event.target instanceof Node && anchor.current?.contains(event.target) === true)) onClose();
  });
  const jobs = trayJobs(list.data ?? [], now);
  return (
    <FocusTrap active>
      <div
        ref={inside}
        className={classes.popover}
        role="dialog"
        aria-labelledby={titleId}
        tabIndex={-1}
        data-autofocus
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.stopPropagation();
          onClose();
        }}
      >
        <header className={classes.popoverHead}>
          <h2 id={titleId} className={classes.popoverTitle}>
            {t('jobsTray.title')}
          </h2>
          <Link to="/jobs" className={classes.all} onClick={onClose}>
            {t('jobs.showAll')}
          </Link>
        </header>
        {list.isError && list.data === undefined ? (
          <InlineProblem error={list.error} />
        ) : jobs.length === 0 ? (
          <p className={`g3 ${classes.none ?? ''}`}>{t('jobs.nothing')}</p>
        ) : (
          <ul className={classes.trayList} aria-label={t('jobsTray.title')}>
            {jobs.map((job) => (
              <li key={job.jobId} className={classes.trayItem}>
                <div className={classes.itemHead}>
                  <JobStateLabel job={job} />
                  <span className={`${classes.name ?? ''} ell`} title={wordJob(job)}>
                    {wordJob(job)}
                  </span>
                  <span className="g3 sm">
                    <JobTimes job={job} now={now} />
                  </span>
                </div>
                <JobProgress job={job} />
                <JobTrouble job={job} />
                <div className={classes.acts}>
                  <JobActs job={job} onLeave={onClose} />
                </div>
              </li>
            ))}
          </ul>
        )}
      </div>
    </FocusTrap>
  );
}
