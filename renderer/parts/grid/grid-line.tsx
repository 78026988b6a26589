import { Checkbox } from '@mantine/core';
import { useRef } from 'react';
import type { MouseEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './data-grid.module.css';
import type { GridColumn, GridFiller, GridHandlers, GridRow } from './grid-types.ts';

type Place = {
  readonly domId: string;
  readonly top: number;
  readonly height: number;
  readonly rowIndex: number;
  readonly active: boolean;
};

type GridLineViewProps<T> = {
  readonly row: GridRow<T>;
  /** What the cells show, in the order of the columns. */
  readonly contents: readonly ReactNode[] | undefined;
  readonly columns: readonly GridColumn<T>[];
  readonly place: Place;
  readonly template: string;
  readonly tree: boolean;
  readonly selected: boolean | undefined;
  readonly selectLabel: string | undefined;
  readonly shown: boolean;
  readonly handlers: GridHandlers;
  readonly onActivate: (id: string) => void;
};

export function GridLineView<T>(props: GridLineViewProps<T>) {
  const { row, columns, place, tree, selected, shown, handlers } = props;
  function click(event: MouseEvent<HTMLElement>): void {
    props.onActivate(row.id);
    if (event.target instanceof Element && event.target.closest('a, button, input, label') !== null) return;
    if (event.shiftKey && handlers.onSelect !== undefined) handlers.onSelect(row.id, true);
    else handlers.onInspect(row.id);
  }
  return (
    <div
      role="row"
      id={place.domId}
      aria-rowindex={place.rowIndex}
      aria-level={tree ? row.level : undefined}
      aria-expanded={tree && row.expanded !== null ? row.expanded : undefined}
      aria-selected={selected ?? undefined}
      className={classes.row}
      data-active={place.active || undefined}
      data-shown={shown || undefined}
      data-muted={row.muted || undefined}
      style={{ ...rowStyle(place), gridTemplateColumns: props.template }}
      onClick={click}
    >
      {selected !== undefined && (
        <SelectCell row={row} selected={selected} label={props.selectLabel ?? ''} handlers={handlers} />
      )}
      {columns.map((column, index) => (
        <div
          key={column.id}
          role="gridcell"
          className={classes.cell}
          data-align={column.align}
          data-mono={column.mono || undefined}
          title={column.title?.(row)}
        >
          {props.contents?.[index]}
        </div>
      ))}
    </div>
  );
}

type SelectCellProps<T> = {
  readonly row: GridRow<T>;
  readonly selected: boolean;
  readonly label: string;
  readonly handlers: GridHandlers;
};

function SelectCell<T>({ row, selected, label, handlers }: SelectCellProps<T>) {
  // The change event does not say whether Shift is down; the click before it does.
  const shift = useRef(false);
  return (
    <div role="gridcell" className={classes.checkCell}>
      <Checkbox
        tabIndex={-1}
        aria-label={label}
        checked={selected}
        onClick={(event) => {
          shift.current = event.shiftKey;
        }}
        onChange={() => handlers.onSelect?.(row.id, shift.current)}
      />
    </div>
  );
}

type FillerLineProps = {
  readonly line: GridFiller;
  readonly place: Place;
  readonly onMore: ((id: string) => void) | undefined;
};

export function FillerLine({ line, place, onMore }: FillerLineProps) {
  const { t } = useTranslation();
  const content: ReactNode =
    line.filler === 'unread' ? (
      <span className={classes.bar} />
    ) : (
      <button type="button" tabIndex={-1} className={classes.more} onClick={() => onMore?.(line.id)}>
        {t('actions.showMore', { count: line.count })}
      </button>
    );
  return (
    <div
      role="row"
      id={place.domId}
      aria-rowindex={place.rowIndex}
      className={classes.row}
      data-active={place.active || undefined}
      data-filler={line.filler}
      style={rowStyle(place)}
    >
      <div role="gridcell" className={classes.fillerCell} style={{ paddingLeft: 34 + line.level * 20 }}>
        {content}
      </div>
    </div>
  );
}

function rowStyle({ top, height }: Place) {
  return { height, transform: `translateY(${String(top)}px)` };
}
