import { useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import type { MetricValue, Run } from '#contract/entities.ts';
import { useApp } from '#renderer/app-context.ts';
import { keys } from '#renderer/bridge/keys.ts';
import { formatMetric } from '#renderer/parts/numbers.ts';
import { Sparkline } from '#renderer/parts/sparkline.tsx';
import classes from './metric-cell.module.css';
import { sparklineLoader } from './sparkline-loader.ts';
import { spreadKey } from './value-columns.ts';
import type { ValueColumn } from './value-columns.ts';

type MetricCellProps = {
  readonly t: TFunction;
  readonly run: Run;
  readonly column: ValueColumn;
  readonly locale: string;
  /** The best value of the rows that are shown. */
  readonly best: number | null;
  readonly hasSparkline: boolean;
  /** Runs of the column have a spread: values stay below each other where one has none. */
  readonly hasSpread: boolean;
};

/** A metric with its course, and how sure it is where that was logged too. */
export function MetricCell({ t, run, column, locale, best, hasSparkline, hasSpread }: MetricCellProps) {
  const value = metricOf(run, column);
  if (value === undefined) return <Missing hasSpread={hasSpread} />;
  const spread = column.figure === 'last' ? numberOf(run, spreadKey(column.key)) : null;
  return (
    <>
      {hasSparkline && <RunSparkline t={t} run={run} metricKey={column.key} />}
      <span data-best={(best !== null && value === best) || undefined} className={classes.value}>
        {formatMetric(value, column.decimals, locale)}
      </span>
      {(hasSpread || spread !== null) && (
        <span className={classes.spread}>
          {spread !== null && `±${formatMetric(spread, Math.min(3, column.decimals), locale)}`}
        </span>
      )}
    </>
  );
}

/** No value, in the place of one. */
export function Missing({ hasSpread }: { readonly hasSpread: boolean }) {
  return (
    <>
      <span className="g3">–</span>
      {hasSpread && <span className={classes.spread} />}
    </>
  );
}

export function metricOf(run: Run, { key, figure }: ValueColumn): MetricValue | undefined {
  const metric = run.metrics.find((logged) => logged.key === key);
  return figure === 'last' ? metric?.value : metric?.[figure];
}

function numberOf(run: Run, key: string): number | null {
  const value = run.metrics.find((logged) => logged.key === key)?.value;
  return typeof value === 'number' ? value : null;
}

type RunSparklineProps = { readonly t: TFunction; readonly run: Run; readonly metricKey: string };

/** The place of a course; a metric that was logged once has none, and asks for nothing. */
function RunSparkline({ t, run, metricKey }: RunSparklineProps) {
  const points = run.metrics.find(({ key }) => key === metricKey)?.count ?? 0;
  return (
    <span className={classes.sparkline}>
      {points > 1 && <Course t={t} run={run} metricKey={metricKey} />}
    </span>
  );
}

function Course({ t, run, metricKey }: RunSparklineProps) {
  const { bridge } = useApp();
  const { data } = useQuery({
    queryKey: [...keys.run(run.runId), 'sparkline', metricKey],
    queryFn: () => sparklineLoader(bridge.client).load(run.runId, metricKey),
  });
  if (data === undefined || data.length < 2) return null;
  return (
    <Sparkline
      values={data}
      tone={run.status === 'RUNNING' ? 'live' : 'quiet'}
      label={t('runTable.course', { key: metricKey })}
    />
  );
}
