import { Checkbox } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { CSSProperties, KeyboardEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ColumnEdge, leastColumnPx } from './column-edge.tsx';
import type { ColumnLayout } from './column-layout.ts';
import classes from './data-grid.module.css';
import { changeOrder, findOrder, splitOrder } from './order-terms.ts';
import type { Direction } from './order-terms.ts';
import type { ColumnChanges, DataGridProps, GridColumn } from './grid-types.ts';

type GridHeadProps<T> = DataGridProps<T> & {
  readonly layout: ColumnLayout;
  /** The pinned rows. */
  readonly below: ReactNode;
};

export function GridHead<T>({
  columns,
  layout,
  selected,
  onSelectAll,
  selectAllLabel,
  lines,
  below,
  ...props
}: GridHeadProps<T>) {
  const rowStyle = { gridTemplateColumns: layout.template, width: layout.rowPx ?? undefined };
  return (
    <div role="rowgroup" className={classes.head}>
      <div role="row" aria-rowindex={1} className={classes.headRow} style={rowStyle}>
        {selected !== undefined && (
          <div role="columnheader" className={classes.checkCell} data-frozen={layout.frozen > 0 || undefined}>
            <Checkbox
              aria-label={selectAllLabel ?? ''}
              checked={selected.size > 0 && selected.size >= lines.length}
              indeterminate={selected.size > 0 && selected.size < lines.length}
              onChange={() => onSelectAll?.()}
            />
          </div>
        )}
        {layout.drawn.map((index) => {
          const column = columns[index];
          if (column === undefined) return null;
          return (
            <HeadCell
              key={column.id}
              column={column}
              colIndex={layout.rowPx === null ? undefined : index + (selected === undefined ? 1 : 2)}
              isFrozen={index < layout.frozen}
              style={layout.styles[index]}
              order={props.order}
              onOrder={props.onOrder}
              changes={props.columnChanges}
            />
          );
        })}
      </div>
      <div className={classes.pinned} role="presentation">
        {below}
      </div>
    </div>
  );
}

type HeadCellProps<T> = {
  readonly column: GridColumn<T>;
  readonly colIndex: number | undefined;
  readonly isFrozen: boolean;
  readonly style: CSSProperties | undefined;
  readonly order: string | undefined;
  readonly onOrder: ((order: string | undefined) => void) | undefined;
  readonly changes: ColumnChanges | undefined;
};

/** How far a key moves the edge of a column. */
const keyStepPx = 16;

function HeadCell<T>({
  column,
  colIndex,
  isFrozen,
  style,
  order,
  onOrder,
  changes: allChanges,
}: HeadCellProps<T>) {
  const { orderKey, px } = column;
  const changes = px === undefined ? undefined : allChanges;
  const direction = orderKey === undefined ? null : (findOrder(order ?? '', orderKey)?.direction ?? null);
  function changeByKey(event: KeyboardEvent<HTMLElement>): void {
    const by = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : null;
    if (changes === undefined || by === null || !event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.shiftKey) changes.onMove(column.id, by);
    else
      changes.onResize(
        column.id,
        Math.max(leastColumnPx, widthOf(event.currentTarget, px ?? 0) + by * keyStepPx),
      );
  }
  return (
    <div
      role="columnheader"
      className={classes.headCell}
      aria-colindex={colIndex}
      data-align={column.align}
      data-frozen={isFrozen || undefined}
      data-sorted={direction ?? undefined}
      aria-sort={direction === null ? undefined : direction === 'ASC' ? 'ascending' : 'descending'}
      style={style}
    >
      {orderKey === undefined || onOrder === undefined ? (
        <span className="ell" title={column.label}>
          {column.head}
        </span>
      ) : (
        <SortButton
          column={column}
          orderKey={orderKey}
          order={order ?? ''}
          hint={changes?.hint}
          onOrder={onOrder}
          onKeyDown={changeByKey}
        />
      )}
      {changes !== undefined && <ColumnEdge onResize={(next) => changes.onResize(column.id, next)} />}
    </div>
  );
}

type SortButtonProps<T> = {
  readonly column: GridColumn<T>;
  readonly orderKey: string;
  readonly order: string;
  /** What the keys of the head do, where columns can be changed. */
  readonly hint: string | undefined;
  readonly onOrder: (order: string | undefined) => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
};

/** Orders by a column alone, with Shift after those that count already. */
function SortButton<T>({ column, orderKey, order, hint, onOrder, onKeyDown }: SortButtonProps<T>) {
  const { t } = useTranslation();
  const found = findOrder(order, orderKey);
  const direction = found?.direction ?? null;
  const Arrow = direction === 'ASC' ? IconArrowUp : IconArrowDown;
  const title = t('runs.sortBy', { name: column.label });
  return (
    <button
      type="button"
      className={classes.sort}
      title={hint === undefined ? title : `${title}. ${hint}`}
      onClick={(event) => onOrder(nextOrder(column, orderKey, direction, event.shiftKey ? order : undefined))}
      onKeyDown={onKeyDown}
    >
      <span className="ell">{column.head}</span>
      {direction !== null && <Arrow size={13} stroke={1.5} aria-hidden="true" />}
      {found !== null && splitOrder(order).length > 1 && <span className={classes.place}>{found.place}</span>}
    </button>
  );
}

function widthOf(inside: HTMLElement, fallback: number): number {
  const head = inside.closest('[role="columnheader"]');
  return head === null ? fallback : Math.round(head.getBoundingClientRect().width);
}

/**
 * First the direction that is usually wanted, then the other, then back to the list's own order. With `kept`, the terms
 * that are there stay: the column counts where those before it are equal.
 */
function nextOrder<T>(
  column: GridColumn<T>,
  key: string,
  direction: Direction | null,
  kept: string | undefined,
): string | undefined {
  const first = column.firstDirection ?? 'DESC';
  const second = first === 'DESC' ? 'ASC' : 'DESC';
  const next = direction === null ? first : direction === first ? second : null;
  if (kept !== undefined) return changeOrder(kept, key, next);
  return next === null ? undefined : `${key} ${next}`;
}
