import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { Run } from '#contract/entities.ts';
import { MetricCharts, parseChartSettings, printChartSettings } from '../charts/index.ts';

const route = getRouteApi('/experiments/$experimentId/runs/$runId');

/** The courses of the run's metrics, or of the machine that it ran on. */
export function ChartsTab({ run, system }: { run: Run; system: boolean }) {
  const { charts } = route.useSearch();
  const navigate = route.useNavigate();
  const { runId, name, experimentId } = run;
  const runs = useMemo(() => [{ runId, name, experimentId }], [runId, name, experimentId]);
  const settings = useMemo(() => parseChartSettings(charts), [charts]);
  return (
    <MetricCharts
      runs={runs}
      system={system}
      settings={settings}
      onSettings={(next) =>
        void navigate({
          search: ({ charts: _, ...now }) => {
            const text = printChartSettings(next);
            return text === undefined ? now : { ...now, charts: text };
          },
          replace: true,
        })
      }
    />
  );
}
