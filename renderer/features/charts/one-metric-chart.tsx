import '#renderer/i18n/late/charts-words.ts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useApp } from '#renderer/app-context.ts';
import { createStore } from '#renderer/bridge/store.ts';
import type { RunStyle } from '#renderer/parts/run-colors.ts';
import { InlineProblem } from '#renderer/parts/problem-notice.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { ChartPanelView } from './chart-panel.tsx';
import classes from './charts.module.css';
import { arrangePanels } from './panels.ts';
import { metricNamesQuery, type ChartRun } from './queries.ts';
import type { PointCount } from './scene.ts';
import { defaultChartSettings, type ChartSettings } from './settings.ts';
import { useSteady } from './use-steady.ts';

type OneMetricChartProps = {
  readonly runs: readonly ChartRun[];
  readonly styleOf: (runId: string) => RunStyle;
  readonly metric: string;
  /** A person wants it on the whole page: these settings show it so. */
  readonly onFull: (settings: ChartSettings) => void;
};

/** One metric of several runs as a chart of its own, live, with zoom and menu as on the page of charts. */
export function OneMetricChart(props: OneMetricChartProps) {
  const { runs, styleOf } = useSteady(props.runs, props.styleOf);
  const { bridge } = useApp();
  const { data: names, error } = useQuery({
    ...metricNamesQuery(bridge.client, runs),
    placeholderData: keepPreviousData,
  });
  const [settings, setSettings] = useState<ChartSettings>(defaultChartSettings);
  const stores = useMemo(
    () => ({
      crosshair: createStore<number | null>(null),
      counts: createStore<ReadonlyMap<string, PointCount>>(new Map()),
    }),
    [],
  );
  if (names === undefined) return error === null ? <StillBars rows={5} /> : <InlineProblem error={error} />;
  const panels = arrangePanels(names, { system: false, find: props.metric, isOneRun: runs.length === 1 });
  const panel = panels
    .flatMap((section) => section.panels)
    .find(({ keys }) => keys.some(({ key }) => key === props.metric));
  if (panel === undefined || settings.hidden.includes(panel.id)) return null;
  const onSettings = (next: ChartSettings): void =>
    next.full === null ? setSettings(next) : props.onFull(next);
  const scene = { runs, settings, onSettings, paused: false, styleOf, ...stores };
  return (
    <div className={classes.single}>
      <ChartPanelView scene={scene} panel={panel} isFull={false} />
    </div>
  );
}
