import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Run } from '#contract/entities.ts';
import { useApp } from '#renderer/app-context.ts';
import { toProblem } from '#renderer/bridge/problems.ts';
import '#renderer/i18n/late/run-page-words.ts';
import { PageProblem } from '#renderer/parts/problem-notice.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { TabList } from '#renderer/parts/tab-list.tsx';
import type { RunTab } from '#renderer/search-params.ts';
import { runQuery } from '../runs/index.ts';
import { ArtifactsTab } from './artifacts-tab.tsx';
import { ChartsTab } from './charts-tab.tsx';
import { CodeTab } from './code-tab.tsx';
import { LineageTab } from './lineage-tab.tsx';
import { LogsTab } from './logs-tab.tsx';
import { OverviewTab } from './overview-tab.tsx';
import { RunHead } from './run-head.tsx';
import classes from './run-page.module.css';

const route = getRouteApi('/experiments/$experimentId/runs/$runId');

/** One run, live: all that was logged, and what it takes to make it again. */
export function RunPage() {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const { runId } = route.useParams();
  const { data: run, error, isError, refetch } = useQuery(runQuery(bridge.client, runId));
  // One that was deleted for good meanwhile is still in memory.
  if (isError && (run === undefined || toProblem(error).code === 'NOT_FOUND'))
    return <PageProblem title={t('runPage.loadFailed')} error={error} onRetry={() => void refetch()} />;
  if (run === undefined) return <StillBars />;
  return <RunView key={runId} run={run} />;
}

function RunView({ run }: { run: Run }) {
  const { t } = useTranslation();
  const { tab } = route.useSearch();
  const navigate = route.useNavigate();
  const tabs: { id: RunTab | undefined; label: string }[] = [
    { id: undefined, label: t('runPage.tabs.overview') },
    { id: 'charts', label: t('runPage.tabs.charts') },
    { id: 'artifacts', label: t('runPage.tabs.artifacts') },
    { id: 'logs', label: t('runPage.tabs.logs') },
    { id: 'system', label: t('runPage.tabs.system') },
    { id: 'lineage', label: t('runPage.tabs.lineage') },
    { id: 'code', label: t('runPage.tabs.code') },
  ];
  return (
    <>
      <RunHead run={run} />
      <div className={classes.tabs}>
        <TabList
          label={t('run.tabs')}
          tabs={tabs}
          current={tab}
          onChange={(next) => void navigate({ search: (now) => ({ ...now, tab: next }), replace: true })}
        />
      </div>
      {run.lifecycle === 'deleted' && <p className={classes.notice}>{t('run.deleted')}</p>}
      <div
        className={classes.content}
        role="tabpanel"
        aria-label={t(`runPage.tabs.${tab ?? 'overview'}`)}
        tabIndex={tab === undefined || tab === 'lineage' || tab === 'code' ? 0 : undefined}
      >
        {tab === undefined && <OverviewTab run={run} />}
        {(tab === 'charts' || tab === 'system') && (
          <ChartsTab key={tab} run={run} system={tab === 'system'} />
        )}
        {tab === 'artifacts' && <ArtifactsTab run={run} />}
        {tab === 'logs' && <LogsTab run={run} />}
        {tab === 'lineage' && <LineageTab run={run} />}
        {tab === 'code' && <CodeTab run={run} />}
      </div>
    </>
  );
}
