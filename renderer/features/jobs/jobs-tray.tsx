import { ActionIcon, Tooltip } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconProgress } from '@tabler/icons-react';
import { Suspense, lazy, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp, useStore } from '#renderer/app-context.ts';
import { useTicking } from '#renderer/parts/clock.ts';
import { badgeHolder, CountBadge } from '#renderer/parts/count-badge.tsx';
import { countJobs } from './count-jobs.ts';
import classes from './jobs-tray.module.css';
import { jobListQuery } from './queries.ts';

const JobsPopover = lazy(() => import('./jobs-popover.tsx').then((part) => ({ default: part.JobsPopover })));

/** How much long work goes on and what of it failed; a click shows it without leaving the page. */
export function JobsTray() {
  const { t } = useTranslation();
  const { bridge, settings } = useApp();
  const { jobsSeenAt } = useStore(settings);
  const { data: jobs = [] } = useQuery(jobListQuery(bridge.client));
  const now = useTicking(
    1000,
    jobs.some(({ endedAt }) => endedAt === null),
  );
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const { running, waiting, failed } = countJobs(jobs, now, jobsSeenAt);
  const active = running + waiting;
  const parts = [
    ...(running > 0 ? [t('jobsTray.running', { count: running })] : []),
    ...(waiting > 0 ? [t('jobsTray.waiting', { count: waiting })] : []),
    ...(failed > 0 ? [t('jobsTray.failed', { count: failed })] : []),
  ];
  const label = `${t('jobsTray.title')}: ${parts.length === 0 ? t('jobsTray.none') : parts.join(', ')}`;

  function close(): void {
    setOpen(false);
    settings.set({ ...settings.get(), jobsSeenAt: Date.now() });
  }
  return (
    <div className={classes.tray}>
      <Tooltip label={label} disabled={isOpen}>
        <ActionIcon
          ref={button}
          className={badgeHolder}
          aria-label={label}
          aria-expanded={isOpen}
          aria-haspopup="dialog"
          onClick={() => (isOpen ? close() : setOpen(true))}
        >
          <IconProgress size={18} stroke={1.5} />
          <CountBadge count={failed > 0 ? failed : active} tone={failed > 0 ? 'failed' : 'running'} />
        </ActionIcon>
      </Tooltip>
      {isOpen && (
        <Suspense>
          <JobsPopover
            anchor={button}
            onClose={() => {
              close();
              button.current?.focus();
            }}
          />
        </Suspense>
      )}
    </div>
  );
}
