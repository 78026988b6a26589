import { lazy, Suspense } from 'react';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { parseChartSettings, printChartSettings } from '../charts/index.ts';
import type { CompareTabProps } from './compare-tab-props.ts';
import { useCompareSet } from './use-compare-set.ts';

const MetricCharts = lazy(async () => ({ default: (await import('../charts/index.ts')).MetricCharts }));

/** The metrics of the shown runs over each other. */
export function ChartsTab({ shown }: CompareTabProps) {
  const { search, change } = useCompareSet();
  return (
    <Suspense fallback={<StillBars rows={10} />}>
      <MetricCharts
        runs={shown.runs}
        styleOf={shown.styleOf}
        settings={parseChartSettings(search.charts)}
        onSettings={(next) => change({ charts: printChartSettings(next) })}
      />
    </Suspense>
  );
}
