import '#renderer/i18n/late/run-table-words.ts';
import { Button, SegmentedControl, Tooltip, ActionIcon } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { IconLayoutSidebarRight, IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Experiment } from '#contract/entities.ts';
import { useApp } from '#renderer/app-context.ts';
import { toProblem } from '#renderer/bridge/problems.ts';
import { PageHead } from '#renderer/parts/page.tsx';
import { PageProblem } from '#renderer/parts/problem-notice.tsx';
import { ExperimentPanel, experimentQuery } from '../experiments/index.ts';
import { ExperimentTabs } from '../traces/index.ts';
import { LayoutSwitch } from './layout-switch.tsx';
import { NewRunPanel } from './new-run-panel.tsx';
import { runCountQuery } from './queries.ts';
import { RunPanel } from './run-panel.tsx';
import { RunsView } from './runs-view.tsx';

const route = getRouteApi('/experiments/$experimentId');

/** One experiment with its runs, live. */
export function RunsPage() {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const { experimentId } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const experiment = useQuery(experimentQuery(bridge.client, experimentId));
  const change = (next: Partial<typeof search>, replace = false): void =>
    void navigate({ search: (now) => ({ ...now, ...next }), replace });

  if (experiment.isError && toProblem(experiment.error).code === 'NOT_FOUND') {
    return (
      <PageProblem
        title={t('runs.loadFailed')}
        error={experiment.error}
        onRetry={() => void experiment.refetch()}
      />
    );
  }
  const close = (): void => change({ run: undefined, tab: undefined, panel: undefined });
  return (
    <RunsView
      key={experimentId}
      experimentId={experimentId}
      name={experiment.data?.name ?? ''}
      search={search}
      onChange={change}
      head={(exporting) => (
        <PageHead title={experiment.data?.name ?? ''} meta={<RunsMeta experiment={experiment.data} />}>
          <LayoutSwitch layout={search.layout} onLayout={(layout) => change({ layout })} />
          <SegmentedControl
            aria-label={t('experiments.runs')}
            value={search.view ?? 'active'}
            data={[
              { value: 'active', label: t('views.active') },
              { value: 'deleted', label: t('views.deleted') },
            ]}
            onChange={(view) => change({ view: view === 'deleted' ? 'deleted' : undefined, run: undefined })}
          />
          {exporting}
          <Button
            leftSection={<IconPlus size={16} stroke={1.5} />}
            variant="filled"
            disabled={experiment.data?.lifecycle === 'deleted'}
            onClick={() => change({ panel: 'new', run: undefined })}
          >
            {t('runs.new')}
          </Button>
          <Tooltip label={t('experiments.more', { name: experiment.data?.name ?? '' })}>
            <ActionIcon
              aria-label={t('experiments.more', { name: experiment.data?.name ?? '' })}
              aria-expanded={search.panel === 'experiment'}
              onClick={() =>
                change({ panel: search.panel === 'experiment' ? undefined : 'experiment', run: undefined })
              }
            >
              <IconLayoutSidebarRight size={16} stroke={1.5} />
            </ActionIcon>
          </Tooltip>
        </PageHead>
      )}
      inspector={
        search.run !== undefined ? (
          <RunPanel
            key={search.run}
            runId={search.run}
            tab={search.tab}
            onTab={(tab) => change({ tab }, true)}
            onClose={close}
          />
        ) : search.panel === 'new' ? (
          <NewRunPanel experimentId={experimentId} onClose={close} />
        ) : (
          search.panel === 'experiment' && (
            <ExperimentPanel experimentId={experimentId} onClose={close} onRunsPage />
          )
        )
      }
    />
  );
}

/** Waits for the title that it stands behind, so that it never moves. */
function RunsMeta({ experiment }: { experiment: Experiment | undefined }) {
  if (experiment === undefined) return null;
  const { experimentId } = experiment;
  return (
    <ExperimentTabs experimentId={experimentId} current="runs">
      <RunTotals experimentId={experimentId} />
    </ExperimentTabs>
  );
}

/** How many runs there are, whatever the filter, and how many of them run now. */
function RunTotals({ experimentId }: { experimentId: string }) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const all = { experimentId, filter: '', view: 'active' } as const;
  const total = useQuery(runCountQuery(bridge.client, all, 'all')).data;
  const running = useQuery(
    runCountQuery(bridge.client, { ...all, filter: "attributes.status = 'RUNNING'" }, 'all'),
  ).data;
  if (total === undefined) return null;
  const words = t('runs.summary', { count: total });
  if (running === undefined || running === 0) return words;
  return `${words}, ${t('runs.summaryRunning', { count: running })}`;
}
