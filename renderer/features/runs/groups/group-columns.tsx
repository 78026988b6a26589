import type { TFunction } from 'i18next';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import type { Run } from '#contract/entities.ts';
import type { GridColumn, GridRow } from '#renderer/parts/grid/grid-types.ts';
import { formatCount, formatMetric } from '#renderer/parts/numbers.ts';
import type { ColumnChoice } from '../column-spec.ts';
import { Missing } from '../metric-cell.tsx';
import metricClasses from '../metric-cell.module.css';
import { nameColumnId } from '../run-columns.tsx';
import nameClasses from '../run-name-cell.module.css';
import { findColumn } from '../value-columns.ts';
import type { ValueColumn } from '../value-columns.ts';
import { isGroup } from './group-row.ts';
import type { GroupItem, TableItem } from './group-row.ts';
import { isPlainGroupKey } from './group-spec.ts';

type GroupCells = {
  readonly t: TFunction;
  readonly locale: string;
  readonly all: readonly ValueColumn[];
  readonly onToggle: (id: string) => void;
};

/** Columns of runs that also show groups: the value and how many runs have it, and figures of their metrics. */
export function withGroupCells(
  columns: readonly GridColumn<Run>[],
  cells: GroupCells,
): readonly GridColumn<TableItem>[] {
  return columns.map((column) => ({
    ...column,
    cell: (row) => {
      const { item } = row;
      return isGroup(item) ? groupCell(column, { ...row, item }, cells) : column.cell({ ...row, item });
    },
    title: (row) => {
      const { item } = row;
      return isGroup(item) ? groupTitle(column, item, cells) : column.title?.({ ...row, item });
    },
  }));
}

/** Metrics that the table shows: those are worked out for groups. */
export function shownMetrics(
  all: readonly ValueColumn[],
  choices: readonly ColumnChoice[],
): readonly string[] {
  const keys = choices.flatMap(({ id }) => {
    const column = findColumn(all, id);
    return column?.kind === 'metrics' ? [column.key] : [];
  });
  return [...new Set(keys)].slice(0, mostMetrics);
}

const mostMetrics = 12;
/** A column at least so wide shows how far the values spread. */
const spreadFromPx = 110;

function groupCell({ id, px = 0 }: GridColumn<Run>, row: GridRow<GroupItem>, cells: GroupCells) {
  if (id === nameColumnId) return <GroupName row={row} {...cells} />;
  const found = metricOf(id, row.item, cells.all);
  if (found === null) return null;
  const { column, figures } = found;
  const shown = column.figure === 'last' ? figures.mean : figures[column.figure];
  const hasSpread = column.figure === 'last' && px >= spreadFromPx;
  if (shown === null) return <Missing hasSpread={hasSpread} />;
  const { std } = figures;
  return (
    <>
      <span className={metricClasses.value}>{formatMetric(shown, column.decimals, cells.locale)}</span>
      {hasSpread && (
        <span className={metricClasses.spread}>
          {std !== null && `±${formatMetric(std, Math.min(3, column.decimals), cells.locale)}`}
        </span>
      )}
    </>
  );
}

function metricOf(id: string, item: GroupItem, all: readonly ValueColumn[]) {
  const column = findColumn(all, id);
  const figures = item.metrics.find(({ key }) => key === column?.key);
  return column?.kind !== 'metrics' || figures === undefined ? null : { column, figures };
}

function groupTitle(
  { id }: GridColumn<Run>,
  item: GroupItem,
  { t, locale, all }: GroupCells,
): string | undefined {
  if (id === nameColumnId) return `${wordBy(item.by, t)}: ${wordValue(item, t)}`;
  const found = metricOf(id, item, all);
  if (found === null || found.figures.mean === null) return undefined;
  const { column, figures } = found;
  const word = (value: typeof figures.mean): string =>
    value === null ? '–' : formatMetric(value, column.decimals, locale);
  return t('runTable.groups.figures', {
    key: column.key,
    mean: word(figures.mean),
    std: word(figures.std),
    min: word(figures.min),
    max: word(figures.max),
    count: figures.count,
  });
}

type GroupNameProps = GroupCells & { readonly row: GridRow<GroupItem> };

function GroupName({ row, t, locale, onToggle }: GroupNameProps) {
  const { item, expanded, level, id } = row;
  const Chevron = expanded === true ? IconChevronDown : IconChevronRight;
  const value = wordValue(item, t);
  return (
    <span className={nameClasses.cell} style={{ paddingLeft: (level - 1) * 16 }}>
      <button
        type="button"
        tabIndex={-1}
        className={nameClasses.chevron}
        aria-label={t(expanded === true ? 'runs.collapse' : 'runs.expand', { name: value })}
        onClick={() => onToggle(id)}
      >
        <Chevron size={14} stroke={1.5} aria-hidden="true" />
      </button>
      <span className="g3 sm">{wordBy(item.by, t)}</span>
      <span className={nameClasses.groupValue} translate="no">
        {value}
      </span>
      <span className="g3 sm">{formatCount(item.runs, locale)}</span>
    </span>
  );
}

/** What groups are made by, as people call it. */
export function wordBy(by: string, t: TFunction): string {
  return isPlainGroupKey(by) ? t(`runTable.groups.keys.${by}`) : by.replace(/^(?:params|tags)\./, '');
}

const statuses = ['RUNNING', 'SCHEDULED', 'FINISHED', 'FAILED', 'KILLED'] as const;

function wordValue({ by, value, label }: GroupItem, t: TFunction): string {
  if (value === null) return by === 'parent' ? t('runTable.groups.noParent') : t('runTable.groups.missing');
  if (label !== null) return label;
  const status = by === 'status' ? statuses.find((one) => one === value) : undefined;
  if (status !== undefined) return t(`status.${status}`);
  return value === '' ? t('runTable.groups.empty') : value;
}
