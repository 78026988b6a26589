import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, Navigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useApp } from '#renderer/app-context.ts';
import { EmptyState } from '#renderer/parts/empty-state.tsx';
import { PageHead } from '#renderer/parts/page.tsx';
import { PageProblem } from '#renderer/parts/problem-notice.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { newestBatchQuery } from './queries.ts';

/** Leads to the model with the newest batch; before the first batch it says what will be here. */
export function MonitoringStart() {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const newest = useQuery(newestBatchQuery(bridge.client));
  if (newest.isError)
    return (
      <PageProblem
        title={t('monitoring.loadFailed')}
        error={newest.error}
        onRetry={() => void newest.refetch()}
      />
    );
  if (newest.data === undefined) return <StillBars />;
  if (newest.data !== null)
    return <Navigate to="/monitoring/$model" params={{ model: newest.data.modelName }} replace />;
  return (
    <>
      <PageHead title={t('monitoring.title')} />
      <EmptyState
        title={t('monitoring.emptyTitle')}
        lines={[t('monitoring.emptyText'), t('monitoring.emptyText2')]}
      >
        <Button variant="filled" renderRoot={(props) => <Link to="/pipelines" {...props} />}>
          {t('monitoring.toPipelines')}
        </Button>
      </EmptyState>
    </>
  );
}
