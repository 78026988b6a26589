import { useTranslation } from 'react-i18next';
import type { ComparedRun } from '#contract/comparison.ts';
import { formatDelta } from '#renderer/parts/deltas.ts';
import { formatMetric } from '#renderer/parts/numbers.ts';
import { useLocale } from '#renderer/parts/use-locale.ts';
import classes from './compare-table.module.css';
import { rowDecimals } from './format.ts';
import type { ShownRuns } from './shown-runs.ts';
import { bestOf, deltaOf } from './table-rows.ts';
import type { CompareRow } from './table-rows.ts';

type MetricRow = Extract<CompareRow, { kind: 'metric' }>;
type TextRow = Extract<CompareRow, { kind: 'text' }>;

type RowCellsProps<Row> = {
  readonly row: Row;
  /** The place of the first of `runs` among the shown ones. */
  readonly from: number;
  readonly runs: readonly ComparedRun[];
  readonly width: number;
  readonly shown: ShownRuns;
};

export function RowCells(props: RowCellsProps<MetricRow | TextRow>) {
  const { row, ...rest } = props;
  return row.kind === 'metric' ? <MetricCells row={row} {...rest} /> : <TextCells row={row} {...rest} />;
}

const missing = '–';

function MetricCells({ row, from, runs, width, shown }: RowCellsProps<MetricRow>) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { metric, values } = row;
  const decimals = rowDecimals(values);
  const best = bestOf(values, metric);
  const base = values[shown.baselinePlace] ?? null;
  return runs.map((run, index) => {
    const place = shown.places[from + index] ?? -1;
    const value = values[place] ?? null;
    const delta = place === shown.baselinePlace ? null : deltaOf(value, base, metric);
    return (
      <span
        key={run.runId}
        role="cell"
        aria-colindex={from + index + 2}
        className={classes.cell}
        style={{ width }}
      >
        <span
          className={classes.value}
          data-best={value !== null && value === best ? '' : undefined}
          title={value === null ? undefined : String(value)}
        >
          {value === null ? missing : formatMetric(value, decimals, locale)}
        </span>
        {place !== shown.baselinePlace && (
          <span className={classes.delta} data-tone={delta?.tone}>
            {delta !== null &&
              formatDelta(delta.difference, {
                points: metric.isShare ? t('compare.points') : null,
                decimals,
                locale,
              })}
          </span>
        )}
      </span>
    );
  });
}

function TextCells({ row, from, runs, width, shown }: RowCellsProps<TextRow>) {
  const { values, kind, key } = row.text;
  const base = values[shown.baselinePlace] ?? null;
  return runs.map((run, index) => {
    const place = shown.places[from + index] ?? -1;
    const value = values[place] ?? null;
    const isEqual = place !== shown.baselinePlace && value === base;
    return (
      <span
        key={run.runId}
        role="cell"
        aria-colindex={from + index + 2}
        className={classes.cell}
        style={{ width }}
      >
        <span
          className={classes.text}
          data-equal={isEqual || value === null ? '' : undefined}
          data-code={kind === 'environment' && key === 'git commit' ? '' : undefined}
          title={value ?? undefined}
        >
          {value === null ? missing : shortText(value, key)}
        </span>
      </span>
    );
  });
}

/** A commit is known by its first characters. */
function shortText(value: string, key: string): string {
  return key === 'git commit' && /^[0-9a-f]{40}$/.test(value) ? value.slice(0, 7) : value;
}
