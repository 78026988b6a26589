import type { TFunction } from 'i18next';
import type { MetricValue, Run } from '#contract/entities.ts';
import type { GridColumn } from '#renderer/parts/grid/grid-types.ts';
import { formatDelta } from '#renderer/parts/deltas.ts';
import classes from './metric-cell.module.css';
import { metricOf } from './metric-cell.tsx';
import type { ValueColumn } from './value-columns.ts';

type DeltaInput = {
  readonly t: TFunction;
  readonly locale: string;
  readonly column: ValueColumn;
  readonly baseline: Run;
};

export const deltaPx = 104;

/** What a metric differs from the baseline's, coloured by the metric's direction and not by the sign. */
export function buildDeltaColumn({ t, locale, column, baseline }: DeltaInput): GridColumn<Run> {
  const label = t('runTable.versus', { name: baseline.name });
  const px = deltaPx;
  const base = metricOf(baseline, column);
  return {
    id: 'delta',
    head: label,
    label: t('runTable.versusTitle', { name: baseline.name, key: column.key }),
    width: `${String(px)}px`,
    px,
    align: 'right',
    cell: ({ item }) => {
      if (item.runId === baseline.runId) return <span className="g3">{t('runTable.base')}</span>;
      const difference = subtract(metricOf(item, column), base);
      if (difference === null) return <span className="g3">–</span>;
      return (
        <span className={toneClass(difference, column.direction)}>
          {formatDelta(difference, {
            points: column.isShare ? t('runTable.points') : null,
            decimals: column.decimals,
            locale,
          })}
        </span>
      );
    },
  };
}

function subtract(value: MetricValue | undefined, base: MetricValue | undefined): number | null {
  return typeof value === 'number' && typeof base === 'number' ? value - base : null;
}

function toneClass(difference: number, direction: ValueColumn['direction']): string | undefined {
  if (difference === 0 || direction === 'none') return 'g3';
  return difference > 0 === (direction === 'higher') ? classes.better : classes.worse;
}
