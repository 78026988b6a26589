import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Run } from '#contract/entities.ts';
import { EmptyState } from '#renderer/parts/empty-state.tsx';
import type { RunsSearch } from '#renderer/search-params.ts';
import { MetricCharts, parseChartSettings, printChartSettings } from '../charts/index.ts';
import classes from './run-charts.module.css';

/** So many runs are drawn at once while none is selected. */
const drawnRuns = 30;

type RunChartsProps = {
  /** Those of the list, in its order. */
  readonly runs: readonly Run[];
  /** All that the table shows, those inside of others too. */
  readonly shown: readonly Run[];
  readonly selected: ReadonlySet<string>;
  readonly settings: string | undefined;
  readonly chosen: string | undefined;
  readonly onChange: (next: Partial<RunsSearch>, replace?: boolean) => void;
};

/** Charts of the selected runs, or of the first ones of the list. */
export function RunCharts({ runs, shown, selected, settings, chosen, onChange }: RunChartsProps) {
  const { t } = useTranslation();
  const drawn = useMemo(
    () =>
      (selected.size > 0 ? shown.filter(({ runId }) => selected.has(runId)) : runs.slice(0, drawnRuns)).map(
        ({ runId, name, experimentId }) => ({ runId, name, experimentId }),
      ),
    [runs, shown, selected],
  );
  const parsed = useMemo(() => parseChartSettings(settings ?? ''), [settings]);
  if (drawn.length === 0) return <EmptyState title={t('runTable.noCharts')} lines={[]} drawing={false} />;
  return (
    <section className={classes.charts} aria-label={t('runTable.charts')}>
      <p className={classes.note}>
        {selected.size > 0
          ? t('runTable.chartsSelected', { count: drawn.length })
          : t('runTable.chartsFirst', { count: drawn.length })}
      </p>
      <MetricCharts
        runs={drawn}
        settings={parsed}
        onSettings={(next) => onChange({ charts: printChartSettings(next) || undefined }, true)}
        {...(chosen === undefined ? {} : { chosenRun: chosen })}
      />
    </section>
  );
}
