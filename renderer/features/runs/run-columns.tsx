import type { TFunction } from 'i18next';
import type { Run } from '#contract/entities.ts';
import type { GridColumn, GridRow } from '#renderer/parts/grid/grid-types.ts';
import { Ago } from '#renderer/parts/relative-time.tsx';
import { StateLabel, shapeByStatus } from '#renderer/parts/status-glyph.tsx';
import { buildDeltaColumn } from './delta-column.tsx';
import { isPlainColumn } from './column-spec.ts';
import type { ColumnChoice, PlainColumnId } from './column-spec.ts';
import { InsideMetric, InsideParam } from './inside/inside-cells.tsx';
import type { InsideKeys } from './inside/inside-loader.ts';
import { MetricCell, metricOf } from './metric-cell.tsx';
import { RunDuration } from './run-duration.tsx';
import { RunNameCell } from './run-name-cell.tsx';
import { findColumn, quoteKey, spreadKey } from './value-columns.ts';
import type { ValueColumn } from './value-columns.ts';

const namePx = 176;
export const nameColumnId = 'name';

/** What the columns that are always there need, in px: the rest of the width is for metrics and params. */
export const fixedColumnsPx = 34 + namePx + 100 + 88 + 96;

export const sparklinePx = 56;
export const spreadPx = 44;

type RunColumnsInput = {
  readonly t: TFunction;
  readonly locale: string;
  readonly choices: readonly ColumnChoice[];
  readonly all: readonly ValueColumn[];
  /** The rows among which the best value is told. */
  readonly rows: readonly Run[];
  readonly baseline: Run | undefined;
  readonly aliases: ReadonlyMap<string, readonly string[]>;
  readonly pinnedIds: ReadonlySet<string>;
  readonly onToggle: (runId: string) => void;
  /** What is asked of the runs inside of others. */
  readonly inside: InsideKeys;
};

/** The columns of the table: the name, then what was chosen; after the first metric what it differs from the baseline. */
export function buildRunColumns(given: Omit<RunColumnsInput, 'inside'>): readonly GridColumn<Run>[] {
  const { choices, all, baseline } = given;
  const input = { ...given, inside: findInsideKeys(given) };
  const chosen = choices.filter(({ id }) => id !== nameColumnId);
  const leading = chosen.find(({ id }) => id.startsWith('metrics.') && findColumn(all, id) !== undefined)?.id;
  return [
    buildNameColumn(input),
    ...chosen.flatMap((choice): GridColumn<Run>[] => {
      if (isPlainColumn(choice.id)) return [buildPlainColumn(choice.id, choice, input)];
      const column = findColumn(all, choice.id);
      if (column === undefined) return [];
      const built = buildValueColumn(column, choice, input, choice.id === leading);
      if (choice.id !== leading || baseline === undefined) return [built];
      return [built, buildDeltaColumn({ ...input, column, baseline })];
    }),
  ];
}

function findInsideKeys({ all, choices }: Pick<RunColumnsInput, 'all' | 'choices'>): InsideKeys {
  const columns = choices.flatMap(({ id }) => findColumn(all, id) ?? []);
  const keysOf = (kind: ValueColumn['kind']): string[] =>
    [...new Set(columns.filter((column) => column.kind === kind).map(({ key }) => key))].slice(0, mostInside);
  return { params: keysOf('params'), metrics: keysOf('metrics') };
}

/** The engine tells of so many keys at once. */
const mostInside = 30;

function buildNameColumn({ t, choices, onToggle, aliases, pinnedIds }: RunColumnsInput): GridColumn<Run> {
  const px = choices.find(({ id }) => id === nameColumnId)?.px;
  return {
    id: nameColumnId,
    head: t('runs.run'),
    label: t('runs.run'),
    width: px === undefined ? `minmax(${String(namePx)}px, 1fr)` : `minmax(${String(px)}px, 1fr)`,
    px: px ?? namePx,
    orderKey: 'attributes.run_name',
    firstDirection: 'ASC',
    cell: (row) => (
      <RunNameCell
        t={t}
        row={row}
        onToggle={onToggle}
        aliases={aliases.get(row.item.runId)}
        isPinned={pinnedIds.has(row.item.runId)}
      />
    ),
    title: ({ item }) => item.name,
  };
}

const plainPx: Record<PlainColumnId, number> = { status: 100, user: 120, duration: 88, started: 96 };

function buildPlainColumn(id: PlainColumnId, choice: ColumnChoice, { t }: RunColumnsInput): GridColumn<Run> {
  const px = choice.px ?? plainPx[id];
  const place = { id, width: `${String(px)}px`, px };
  if (id === 'status') {
    const head = t('runs.status');
    const cell = ({ item: { status } }: GridRow<Run>) => (
      <StateLabel shape={shapeByStatus[status]}>{t(`status.${status}`)}</StateLabel>
    );
    return { ...place, head, label: head, orderKey: 'attributes.status', firstDirection: 'ASC', cell };
  }
  if (id === 'user') {
    const head = t('runTable.user');
    const cell = ({ item }: GridRow<Run>) => <span className="g2 ell">{item.userId}</span>;
    return { ...place, head, label: head, orderKey: 'attributes.user_id', firstDirection: 'ASC', cell };
  }
  if (id === 'duration') {
    const head = t('runs.duration');
    return { ...place, head, label: head, align: 'right', cell: ({ item }) => <RunDuration run={item} /> };
  }
  const head = t('runs.started');
  return {
    ...place,
    head,
    label: head,
    align: 'right',
    orderKey: 'attributes.start_time',
    cell: ({ item }) => (
      <span className="g3">
        <Ago at={item.startedAt} t={t} />
      </span>
    ),
  };
}

function buildValueColumn(
  column: ValueColumn,
  choice: ColumnChoice,
  input: RunColumnsInput,
  isLeading: boolean,
): GridColumn<Run> {
  const { t, locale, rows, all } = input;
  const { id, kind, key, figure, numeric } = column;
  const hasSpread =
    kind === 'metrics' && figure === 'last' && all.some((one) => one.id === `metrics.${spreadKey(key)}`);
  const ownPx = column.widthPx + (isLeading ? sparklinePx : 0) + (hasSpread ? spreadPx : 0);
  const px = choice.px ?? ownPx;
  const label = figure === 'last' ? key : t(`runTable.${figure}Of`, { key });
  const best = kind === 'metrics' ? findBest(rows, column) : null;
  const entity = { metrics: 'metrics', params: 'params', tags: 'tags' }[kind];
  return {
    id,
    head: label,
    label,
    width: `${String(px)}px`,
    px,
    ...(numeric ? { align: 'right' as const } : {}),
    ...(figure === 'last' ? { orderKey: `${entity}.${quoteKey(key)}` } : {}),
    firstDirection: kind === 'metrics' && column.direction !== 'lower' ? 'DESC' : 'ASC',
    cell: (row) => {
      const { item } = row;
      const isOpen = item.childCount > 0 && kind !== 'tags' && fullValue(row, column) === undefined;
      if (isOpen) {
        const Cell = kind === 'metrics' ? InsideMetric : InsideParam;
        return <Cell run={item} column={column} locale={locale} asked={input.inside} hasSpread={hasSpread} />;
      }
      if (kind !== 'metrics') return showText(row, kind, key);
      return (
        <MetricCell
          t={t}
          run={item}
          column={column}
          locale={locale}
          best={best}
          hasSparkline={isLeading && px >= ownPx - 8}
          hasSpread={hasSpread && px >= ownPx - 8}
        />
      );
    },
    title: (row) => fullValue(row, column),
  };
}

/** The best of the rows that are read, when at least two differ and it is known which way is better. */
function findBest(rows: readonly Run[], column: ValueColumn): number | null {
  if (column.direction === 'none') return null;
  let [low, high] = [Infinity, -Infinity];
  for (const run of rows) {
    const value = metricOf(run, column);
    if (typeof value !== 'number') continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low >= high) return null;
  return column.direction === 'higher' ? high : low;
}

function showText({ item }: GridRow<Run>, kind: 'params' | 'tags', key: string) {
  const logged = item[kind].find((entry) => entry.key === key);
  if (logged === undefined) return <span className="g3">–</span>;
  return <span className="g2 ell">{logged.value}</span>;
}

function fullValue({ item }: GridRow<Run>, column: ValueColumn): string | undefined {
  if (column.kind === 'metrics') {
    const value = metricOf(item, column);
    return value === undefined ? undefined : String(value);
  }
  return item[column.kind].find((entry) => entry.key === column.key)?.value;
}
