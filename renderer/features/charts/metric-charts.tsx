import '#renderer/i18n/late/charts-words.ts';
import { Button } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MetricName } from '#contract/series.ts';
import { useApp } from '#renderer/app-context.ts';
import { createStore } from '#renderer/bridge/store.ts';
import { isConnectionLost } from '#renderer/bridge/problems.ts';
import { EmptyState } from '#renderer/parts/empty-state.tsx';
import type { RunStyle } from '#renderer/parts/run-colors.ts';
import { PageProblem } from '#renderer/parts/problem-notice.tsx';
import { Snippet } from '#renderer/parts/snippet.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { ChartSections } from './chart-sections.tsx';
import { ChartToolbar } from './chart-toolbar.tsx';
import classes from './charts.module.css';
import { arrangePanels } from './panels.ts';
import { metricNamesQuery, type ChartRun } from './queries.ts';
import { defaultChartSettings, type ChartSettings } from './settings.ts';
import type { ChartScene, PointCount } from './scene.ts';
import { useSteady } from './use-steady.ts';

type MetricChartsProps = {
  /** One run: colours are parts of the data. Several: colours are runs. */
  readonly runs: readonly ChartRun[];
  /** Only metrics of the machine; otherwise all but them. */
  readonly system?: boolean;
  readonly settings: ChartSettings;
  readonly onSettings: (next: ChartSettings) => void;
  /** The look of each of several runs; left out, as `styleRuns` gives it to just these. */
  readonly styleOf?: (runId: string) => RunStyle;
};

/** The metrics of one run or of many as charts that share crosshair and zoom, live while runs go on. */
export function MetricCharts(props: MetricChartsProps) {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const { data, error, isError, refetch } = useQuery({
    ...metricNamesQuery(bridge.client, props.runs),
    // Runs that are added or taken out leave the charts where they are.
    placeholderData: keepPreviousData,
  });
  if (isError && (data === undefined || !isConnectionLost(error)))
    return <PageProblem title={t('charts.loadFailed')} error={error} onRetry={() => void refetch()} />;
  if (props.runs.length > 0 && data === undefined) return <StillBars rows={10} />;
  return <Charts {...props} names={data ?? []} />;
}

function Charts(props: MetricChartsProps & { readonly names: readonly MetricName[] }) {
  const { names, settings, onSettings, system = false } = props;
  const { runs, styleOf } = useSteady(props.runs, props.styleOf);
  const { t } = useTranslation();
  const [paused, setPaused] = useState(false);
  const stores = useMemo(
    () => ({
      crosshair: createStore<number | null>(null),
      counts: createStore<ReadonlyMap<string, PointCount>>(new Map()),
    }),
    [],
  );
  const isOneRun = runs.length === 1;
  const sections = useMemo(
    () => arrangePanels(names, { system, find: settings.find, isOneRun }),
    [names, system, settings.find, isOneRun],
  );
  const hasAny = arrangePanels(names, { system, find: '', isOneRun }).length > 0;
  if (!hasAny) return <NoMetrics system={system} />;
  const scene: ChartScene = {
    runs,
    settings,
    onSettings,
    paused,
    styleOf,
    ...stores,
  };
  return (
    <div className={classes.charts}>
      <ChartToolbar scene={scene} names={names} sections={sections} paused={paused} onPaused={setPaused} />
      {sections.length === 0 ? (
        <EmptyState title={t('charts.noneFound', { find: settings.find })} lines={[]} drawing={false}>
          <Button onClick={() => onSettings({ ...settings, find: defaultChartSettings.find })}>
            {t('charts.showAll')}
          </Button>
        </EmptyState>
      ) : (
        <ChartSections scene={scene} sections={sections} />
      )}
    </div>
  );
}

const snippets = {
  metrics: 'import mlflow\n\nfor step in range(100):\n    mlflow.log_metric("loss", loss, step=step)',
  system: 'import mlflow\n\nmlflow.enable_system_metrics_logging()',
} as const;

function NoMetrics({ system }: { readonly system: boolean }) {
  const { t } = useTranslation();
  const title = system ? t('charts.emptySystemTitle') : t('charts.emptyTitle');
  return (
    <EmptyState title={title} lines={[system ? t('charts.emptySystemLine') : t('charts.emptyLine')]}>
      <Snippet text={system ? snippets.system : snippets.metrics} label={title} />
    </EmptyState>
  );
}
