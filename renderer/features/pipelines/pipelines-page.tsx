import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { IconPlus } from '@tabler/icons-react';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { PipelineSummary } from '#contract/pipelines.ts';
import { useApp } from '#renderer/app-context.ts';
import { usePageCommands } from '#renderer/commands/use-page-commands.ts';
import '#renderer/i18n/late/pipeline-list-words.ts';
import { EmptyState } from '#renderer/parts/empty-state.tsx';
import { PageHead } from '#renderer/parts/page.tsx';
import { lazyPart } from '#renderer/parts/lazy-part.ts';
import { PageProblem } from '#renderer/parts/problem-notice.tsx';
import { useOpenSheet } from '#renderer/parts/side-sheet.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { choosePipelines } from './list/choose-pipelines.ts';
import { LatestRuns } from './list/latest-runs.tsx';
import { ListBar } from './list/list-bar.tsx';
import classes from './list/list.module.css';
import { NoPipelines } from './list/no-pipelines.tsx';
import { PipelineTable } from './list/pipeline-table.tsx';
import { useListView } from './list/use-list-view.ts';
import { pipelineListQuery, pipelineRunListQuery } from './queries.ts';

const route = getRouteApi('/pipelines');

const ListCalendar = lazyPart(() => import('./list/list-calendar.tsx'), 'ListCalendar');

/** Every pipeline of the workspace with its last runs and its schedule, and the latest runs of all. */
export function PipelinesPage() {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const openSheet = useOpenSheet();
  const list = useQuery(pipelineListQuery(bridge.client));
  usePageCommands([
    {
      id: 'pipelines.new',
      label: t('newPipeline.open'),
      icon: IconPlus,
      run: () => openSheet('new-pipeline'),
    },
  ]);
  const pipelines = list.data;
  return (
    <>
      <PageHead
        title={t('pipelines.title')}
        meta={pipelines !== undefined && t('pipelines.summary', { count: pipelines.length })}
      >
        <Button
          variant={pipelines?.length === 0 ? 'default' : 'filled'}
          leftSection={<IconPlus size={16} stroke={1.5} />}
          onClick={() => openSheet('new-pipeline')}
        >
          {t('newPipeline.open')}
        </Button>
      </PageHead>
      {pipelines !== undefined ? (
        pipelines.length === 0 ? (
          <NoPipelines />
        ) : (
          <Pipelines pipelines={pipelines} />
        )
      ) : list.isError ? (
        <PageProblem
          title={t('pipelines.loadFailed')}
          error={list.error}
          onRetry={() => void list.refetch()}
        />
      ) : (
        <StillBars />
      )}
    </>
  );
}

function Pipelines({ pipelines }: { pipelines: readonly PipelineSummary[] }) {
  const { t } = useTranslation();
  const search = route.useSearch();
  const view = useListView();
  const shown = choosePipelines(pipelines, search);
  return (
    <>
      <ListBar pipelines={pipelines} {...view} />
      {shown.length === 0 ? (
        <div className={classes.page}>
          <EmptyState title={t('pipelineList.noneMatch')} lines={[]} drawing={false} />
          {view.view === 'list' && <Latest />}
        </div>
      ) : view.view === 'calendar' ? (
        <Suspense fallback={<StillBars />}>
          <ListCalendar
            shown={shown}
            isAll={shown.length === pipelines.length}
            onList={() => view.setView('list')}
          />
        </Suspense>
      ) : (
        <div className={classes.page}>
          <PipelineTable pipelines={shown} />
          <Latest />
        </div>
      )}
    </>
  );
}

/** The newest runs, of all pipelines. */
function Latest() {
  const { bridge } = useApp();
  const runs = useQuery(pipelineRunListQuery(bridge.client));
  return <div className={classes.runs}>{runs.data !== undefined && <LatestRuns runs={runs.data} />}</div>;
}
