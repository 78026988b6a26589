import type { ReactNode } from 'react';

/** One line of a grid. `level` counts from 1, as assistive technology does. */
export type GridRow<T> = {
  readonly id: string;
  readonly item: T;
  readonly level: number;
  /** Null: has nothing inside. */
  readonly expanded: boolean | null;
  readonly muted?: boolean;
  /** A line that stands for several others: on a ground of its own, and not selected itself. */
  readonly tone?: 'group';
};

/** A line that stands for rows not read yet, or asks for more. */
export type GridFiller = {
  readonly id: string;
  readonly filler: 'unread' | 'more';
  readonly level: number;
  readonly count: number;
};

export type GridLine<T> = GridRow<T> | GridFiller;

export type GridColumn<T> = {
  readonly id: string;
  readonly head: ReactNode;
  /** Said by assistive technology and shown on hover, where the head is cut. */
  readonly label: string;
  readonly width: string;
  /** The width in px when the columns are wider than the grid, which then scrolls; a flexible column's least. */
  readonly px?: number;
  readonly align?: 'right';
  /** What the order key of a search is called; without it the column does not sort. */
  readonly orderKey?: string;
  readonly firstDirection?: 'ASC' | 'DESC';
  readonly mono?: boolean;
  readonly cell: (row: GridRow<T>) => ReactNode;
  /** The full value, on hover. */
  readonly title?: (row: GridRow<T>) => string | undefined;
};

export type GridHandlers = {
  readonly onOpen: (id: string) => void;
  readonly onInspect: (id: string) => void;
  readonly onToggleExpand?: (id: string) => void;
  readonly onMore?: (fillerId: string) => void;
  readonly onSelect?: (id: string, range: boolean) => void;
  readonly onDelete?: (id: string) => void;
  /** Sets the selected lines side by side. */
  readonly onCompare?: () => void;
  /** What further single keys do with the active row. */
  readonly rowKeys?: Readonly<Record<string, (id: string) => void>>;
  readonly onNew?: () => void;
  readonly onFilter?: () => void;
  readonly onEscape?: () => void;
};

/** What can be done to a column at its head, by drag and by keys. */
export type ColumnChanges = {
  readonly onResize: (id: string, px: number) => void;
  /** Puts a column one place to the left (-1) or right (1). */
  readonly onMove: (id: string, by: -1 | 1) => void;
  /** Said of the head's keys by assistive technology. */
  readonly hint: string;
};

export type DataGridProps<T> = {
  readonly label: string;
  readonly lines: readonly GridLine<T>[];
  readonly columns: readonly GridColumn<T>[];
  readonly handlers: GridHandlers;
  /** Rows of the whole list, read or not, for assistive technology. */
  readonly total: number;
  /** How many lines of the list stand before the first of `lines`. */
  readonly offset?: number;
  readonly tree?: boolean;
  readonly order?: string;
  readonly onOrder?: (order: string | undefined) => void;
  readonly selected?: ReadonlySet<string>;
  readonly onSelectAll?: (() => void) | undefined;
  readonly selectAllLabel?: string;
  readonly selectLabel?: (row: GridRow<T>) => string;
  readonly shownId?: string | undefined;
  /** Told the first and last line in view and whether the view is at the very top. */
  readonly onView?: (view: GridView) => void;
  readonly onWidth?: (width: number) => void;
  /** So many leading columns stay in view when the others are scrolled. */
  readonly frozen?: number;
  /** Rows that stay above the list, whatever it shows. */
  readonly pinned?: readonly GridRow<T>[];
  readonly columnChanges?: ColumnChanges | undefined;
  /** Stands under the last row, while the rows are few. */
  readonly below?: ReactNode;
  /** A new value scrolls to the top. */
  readonly topKey?: number;
};
export type GridView = { readonly first: number; readonly last: number; readonly atTop: boolean };

export function isFiller<T>(line: GridLine<T>): line is GridFiller {
  return 'filler' in line;
}
