import type { TFunction } from 'i18next';
import type { Run } from '#contract/entities.ts';
import type { GridColumn, GridRow } from '#renderer/parts/grid/grid-types.ts';
import { formatMetric } from '#renderer/parts/numbers.ts';
import { RelativeTime } from '#renderer/parts/relative-time.tsx';
import { StatusLabel } from '#renderer/parts/status-glyph.tsx';
import { RunDuration } from './run-duration.tsx';
import { RunNameCell } from './run-name-cell.tsx';
import { quoteKey } from './value-columns.ts';
import type { ValueColumn } from './value-columns.ts';

/** What the columns that are always there need, in px: the rest of the width is for metrics and params. */
export const fixedColumnsPx = 34 + 176 + 100 + 88 + 96;

type RunColumnsInput = {
  readonly t: TFunction;
  readonly locale: string;
  readonly values: readonly ValueColumn[];
  readonly onToggle: (runId: string) => void;
};

export function buildRunColumns({
  t,
  locale,
  values,
  onToggle,
}: RunColumnsInput): readonly GridColumn<Run>[] {
  return [
    {
      id: 'name',
      head: t('runs.run'),
      label: t('runs.run'),
      width: 'minmax(176px, 1fr)',
      orderKey: 'attributes.run_name',
      firstDirection: 'ASC',
      cell: (row) => <RunNameCell row={row} onToggle={onToggle} />,
      title: ({ item }) => item.name,
    },
    {
      id: 'status',
      head: t('runs.status'),
      label: t('runs.status'),
      width: '100px',
      orderKey: 'attributes.status',
      firstDirection: 'ASC',
      cell: ({ item }) => <StatusLabel status={item.status} />,
    },
    ...values.map((column) => buildValueColumn(column, locale)),
    {
      id: 'duration',
      head: t('runs.duration'),
      label: t('runs.duration'),
      width: '88px',
      align: 'right',
      cell: ({ item }) => <RunDuration run={item} />,
    },
    {
      id: 'started',
      head: t('runs.started'),
      label: t('runs.started'),
      width: '96px',
      align: 'right',
      orderKey: 'attributes.start_time',
      cell: ({ item }) => (
        <span className="g3">
          <RelativeTime at={item.startedAt} />
        </span>
      ),
    },
  ];
}

function buildValueColumn(column: ValueColumn, locale: string): GridColumn<Run> {
  const { id, kind, key, widthPx, numeric } = column;
  return {
    id,
    head: key,
    label: key,
    width: `${String(widthPx)}px`,
    ...(numeric ? { align: 'right' as const } : {}),
    orderKey: `${kind}.${quoteKey(key)}`,
    firstDirection: kind === 'metrics' ? 'DESC' : 'ASC',
    cell: kind === 'metrics' ? (row) => showMetric(row, column, locale) : (row) => showParam(row, key),
    title: (row) => fullValue(row, kind, key),
  };
}

function showMetric({ item }: GridRow<Run>, { key, decimals }: ValueColumn, locale: string) {
  const metric = item.metrics.find((logged) => logged.key === key);
  if (metric === undefined) return <span className="g3">–</span>;
  return formatMetric(metric.value, decimals, locale);
}

function showParam({ item }: GridRow<Run>, key: string) {
  const param = item.params.find((logged) => logged.key === key);
  if (param === undefined) return <span className="g3">–</span>;
  return <span className="g2 ell">{param.value}</span>;
}

function fullValue({ item }: GridRow<Run>, kind: ValueColumn['kind'], key: string): string | undefined {
  const logged = item[kind].find((entry) => entry.key === key);
  return logged === undefined ? undefined : String(logged.value);
}
