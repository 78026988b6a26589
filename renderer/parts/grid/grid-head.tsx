import { Checkbox } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './data-grid.module.css';
import type { DataGridProps, GridColumn } from './grid-types.ts';

type GridHeadProps<T> = DataGridProps<T> & { readonly template: string };

export function GridHead<T>({
  columns,
  template,
  selected,
  onSelectAll,
  selectAllLabel,
  lines,
  ...props
}: GridHeadProps<T>) {
  return (
    <div role="rowgroup" className={classes.head}>
      <div role="row" aria-rowindex={1} className={classes.headRow} style={{ gridTemplateColumns: template }}>
        {selected !== undefined && (
          <div role="columnheader" className={classes.checkCell}>
            <Checkbox
              aria-label={selectAllLabel ?? ''}
              checked={selected.size > 0 && selected.size >= lines.length}
              indeterminate={selected.size > 0 && selected.size < lines.length}
              onChange={() => onSelectAll?.()}
            />
          </div>
        )}
        {columns.map((column) => (
          <HeadCell key={column.id} column={column} order={props.order} onOrder={props.onOrder} />
        ))}
      </div>
    </div>
  );
}

type HeadCellProps<T> = {
  readonly column: GridColumn<T>;
  readonly order: string | undefined;
  readonly onOrder: ((order: string | undefined) => void) | undefined;
};

function HeadCell<T>({ column, order, onOrder }: HeadCellProps<T>) {
  const { t } = useTranslation();
  const { orderKey } = column;
  const direction = orderKey !== undefined && order !== undefined ? directionOf(order, orderKey) : null;
  return (
    <div
      role="columnheader"
      className={classes.headCell}
      data-align={column.align}
      data-sorted={direction ?? undefined}
      aria-sort={direction === null ? undefined : direction === 'ASC' ? 'ascending' : 'descending'}
    >
      {orderKey === undefined || onOrder === undefined ? (
        <span className="ell" title={column.label}>
          {column.head}
        </span>
      ) : (
        <button
          type="button"
          className={classes.sort}
          title={t('runs.sortBy', { name: column.label })}
          onClick={() => onOrder(nextOrder(column, orderKey, direction))}
        >
          <span className="ell">{column.head}</span>
          {direction === 'ASC' && <IconArrowUp size={13} stroke={1.5} aria-hidden="true" />}
          {direction === 'DESC' && <IconArrowDown size={13} stroke={1.5} aria-hidden="true" />}
        </button>
      )}
    </div>
  );
}

function directionOf(order: string, key: string): 'ASC' | 'DESC' | null {
  if (order === `${key} ASC`) return 'ASC';
  return order === `${key} DESC` ? 'DESC' : null;
}

/** First the direction that is usually wanted, then the other, then back to the list's own order. */
function nextOrder<T>(
  column: GridColumn<T>,
  key: string,
  direction: 'ASC' | 'DESC' | null,
): string | undefined {
  const first = column.firstDirection ?? 'DESC';
  const second = first === 'DESC' ? 'ASC' : 'DESC';
  if (direction === null) return `${key} ${first}`;
  return direction === first ? `${key} ${second}` : undefined;
}
