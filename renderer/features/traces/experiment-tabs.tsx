import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '#renderer/app-context.ts';
import classes from './experiment-tabs.module.css';
import { newestTraceQuery } from './queries.ts';

type ExperimentTabsProps = {
  readonly experimentId: string;
  readonly current: 'runs' | 'traces';
  /** Stands behind the tabs; it waits until it is known whether there are any, so that it never moves. */
  readonly children?: ReactNode;
};

/** The way between an experiment's runs and its traces; on the runs only when there are traces. */
export function ExperimentTabs({ experimentId, current, children }: ExperimentTabsProps) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const newest = useQuery({
    ...newestTraceQuery(bridge.client, { experimentId, filter: '' }),
    enabled: current === 'runs',
  });
  if (current === 'runs' && newest.isPending) return null;
  const isUseful = current === 'traces' || newest.data != null;
  const params = { experimentId };
  return (
    <span className={classes.line}>
      {isUseful && (
        <nav className={classes.tabs} aria-label={t('experiments.lead')}>
          <Link
            to="/experiments/$experimentId"
            params={params}
            className={classes.tab}
            activeOptions={{ exact: true, includeSearch: false }}
          >
            {t('experiments.runs')}
          </Link>
          <Link
            to="/experiments/$experimentId/traces"
            params={params}
            className={classes.tab}
            activeOptions={{ exact: true, includeSearch: false }}
          >
            {t('traces.title')}
          </Link>
        </nav>
      )}
      <span>{children}</span>
    </span>
  );
}
