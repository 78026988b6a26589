import { Link } from '@tanstack/react-router';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import table from '#renderer/parts/plain-table.module.css';
import classes from './datasets.module.css';
import type { DatasetOrder } from './sort-datasets.ts';

type SortHeadProps = {
  readonly by: DatasetOrder;
  readonly order: DatasetOrder;
  readonly right?: boolean;
  readonly children: string;
};

/** A column's head that orders the list by it; the address keeps the order. */
export function SortHead({ by, order, right = false, children }: SortHeadProps) {
  const isSorted = by === order;
  const direction = by === 'name' ? 'ascending' : 'descending';
  const Arrow = by === 'name' ? IconArrowUp : IconArrowDown;
  return (
    <th className={right ? table.right : undefined} aria-sort={isSorted ? direction : 'none'}>
      <Link
        to="/datasets"
        search={(search) => ({ ...search, sort: by === 'added' ? undefined : by })}
        replace
        className={classes.sort}
        data-sorted={isSorted || undefined}
      >
        {children}
        {isSorted && <Arrow size={12} stroke={2} aria-hidden="true" />}
      </Link>
    </th>
  );
}
