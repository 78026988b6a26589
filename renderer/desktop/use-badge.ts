import { useQuery } from '@tanstack/react-query';
import { useEffect, useEffectEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Job } from '#contract/jobs.ts';
import { useApp } from '../app-context.ts';
import { openAlertCountQuery } from '../features/alerts/index.ts';
import { jobListQuery } from '../features/jobs/index.ts';
import { onlyRunning } from './running-jobs.ts';
import { useShellAct } from './use-shell-act.ts';

/** The app's icon, or the title of a browser's tab, tells how many alerts wait for a person. */
export function useBadge(): void {
  const { t } = useTranslation();
  const { bridge, host } = useApp();
  const { data: count } = useQuery(openAlertCountQuery(bridge.client));
  const shellAct = useShellAct();
  const label = count === undefined || count === 0 ? '' : t('desktop.badge', { count });
  const set = useEffectEvent((waiting: number) =>
    shellAct(() => host.ask('setBadge', { count: Math.min(waiting, 9999), label })),
  );
  useEffect(() => {
    if (count !== undefined) set(count);
  }, [count, label]);
}

/** The window's button of the system shows how far running work is. */
export function useProgress(): void {
  const { bridge, host } = useApp();
  const { data: fraction = null } = useQuery({ ...jobListQuery(bridge.client), select: fractionOf });
  const shellAct = useShellAct();
  const set = useEffectEvent(() => shellAct(() => host.ask('setProgress', { fraction })));
  useEffect(() => set(), [fraction]);
}

/** The mean of those jobs that know the whole; null where none does. In hundredths, so that it changes seldom. */
export function fractionOf(jobs: readonly Job[]): number | null {
  const shares = onlyRunning(jobs).flatMap(({ progress }) =>
    progress?.total == null || progress.total === 0 ? [] : [Math.min(1, progress.done / progress.total)],
  );
  if (shares.length === 0) return null;
  return Math.round((100 * shares.reduce((sum, share) => sum + share, 0)) / shares.length) / 100;
}
