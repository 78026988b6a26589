import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Run } from '#contract/entities.ts';
import type { InsideRun } from '#contract/run-table.ts';
import { useApp } from '#renderer/app-context.ts';
import { keys } from '#renderer/bridge/keys.ts';
import { formatMetric } from '#renderer/parts/numbers.ts';
import type { ValueColumn } from '../value-columns.ts';
import { Missing } from '../metric-cell.tsx';
import metricClasses from '../metric-cell.module.css';
import { insideLoader } from './inside-loader.ts';
import type { InsideKeys } from './inside-loader.ts';

type InsideCellProps = {
  readonly run: Run;
  readonly column: ValueColumn;
  readonly locale: string;
  readonly asked: InsideKeys;
  readonly hasSpread: boolean;
};

/** The best that the runs inside of this one have reached, where it has no value of its own. */
export function InsideMetric({ run, column, locale, asked, hasSpread }: InsideCellProps) {
  const { t } = useTranslation();
  const inside = useInside(run, asked);
  const ends = inside?.metrics.find(({ key }) => key === column.key);
  if (ends === undefined) return <Missing hasSpread={hasSpread} />;
  const word = (value: typeof ends.min): string => formatMetric(value, column.decimals, locale);
  const best = column.direction === 'lower' || column.figure === 'min' ? ends.min : ends.max;
  const title = t('runTable.inside.metric', {
    key: column.key,
    min: word(ends.min),
    max: word(ends.max),
    count: ends.count,
  });
  return (
    <>
      <span className="g2" title={title}>
        {word(best)}
      </span>
      {hasSpread && <span className={metricClasses.spread} />}
    </>
  );
}

/** From where to where a param of the runs inside goes: `0.1 to 64`. */
export function InsideParam({ run, column, asked }: InsideCellProps) {
  const { t } = useTranslation();
  const inside = useInside(run, asked);
  const span = inside?.params.find(({ key }) => key === column.key);
  if (span === undefined) return <span className="g3">–</span>;
  const words =
    span.values === 1
      ? span.min
      : column.numeric
        ? t('runTable.inside.range', { min: span.min, max: span.max })
        : t('runTable.inside.values', { count: span.values });
  return (
    <span
      className="g3 ell"
      title={t('runTable.inside.param', { count: span.values, min: span.min, max: span.max })}
    >
      {words}
    </span>
  );
}

function useInside(run: Run, asked: InsideKeys): InsideRun | null | undefined {
  const { bridge } = useApp();
  return useQuery({
    queryKey: [...keys.runLists(run.experimentId), 'inside', run.runId, asked],
    queryFn: () => insideLoader(bridge.client).load(run.runId, asked),
  }).data;
}
