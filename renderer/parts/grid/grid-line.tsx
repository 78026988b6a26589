import { memo, useRef } from 'react';
import type { MouseEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ColumnLayout } from './column-layout.ts';
import classes from './data-grid.module.css';
import type { GridColumn, GridFiller, GridRow } from './grid-types.ts';

type Place = {
  readonly domId: string;
  /** Null in the flow of the page, where pinned rows stand. */
  readonly top: number | null;
  readonly height: number;
  readonly rowIndex: number | undefined;
  readonly active: boolean;
};

/** What a row itself can ask for. */
export type RowHandlers = {
  readonly onInspect: (id: string) => void;
  readonly onSelect: (id: string, range: boolean) => void;
};

type GridLineViewProps<T> = {
  readonly row: GridRow<T>;
  readonly columns: readonly GridColumn<T>[];
  readonly place: Place;
  readonly layout: ColumnLayout;
  readonly tree: boolean;
  readonly selected: boolean | undefined;
  readonly selectLabel: string | undefined;
  readonly shown: boolean;
  readonly handlers: RowHandlers;
  readonly onActivate: (id: string) => void;
};

/**
 * A row, drawn again only when something that it shows is another: while a list scrolls, all rows but the new ones
 * stay as they are.
 */
export const GridLineView = memo(Line, showsTheSame) as typeof Line;

function showsTheSame<T>(a: GridLineViewProps<T>, b: GridLineViewProps<T>): boolean {
  return (
    isSameShallow(a, b, ['row', 'place']) &&
    isSameShallow(a.row, b.row, []) &&
    isSameShallow(a.place, b.place, [])
  );
}

/** Whether two objects hold the same values, but for those keys that are left out. */
function isSameShallow<T extends object>(a: T, b: T, without: readonly (keyof T)[]): boolean {
  const keys = Object.keys({ ...a, ...b }) as (keyof T)[];
  return keys.every((key) => without.includes(key) || Object.is(a[key], b[key]));
}

function Line<T>(props: GridLineViewProps<T>) {
  const { row, columns, place, layout, tree, selected, shown, handlers } = props;
  function click(event: MouseEvent<HTMLElement>): void {
    props.onActivate(row.id);
    if (event.target instanceof Element && event.target.closest('a, button, input, label') !== null) return;
    if (event.shiftKey && row.tone !== 'group' && selected !== undefined) handlers.onSelect(row.id, true);
    else handlers.onInspect(row.id);
  }
  return (
    <div
      role="row"
      id={place.domId}
      aria-rowindex={place.rowIndex}
      aria-level={tree ? row.level : undefined}
      aria-expanded={tree && row.expanded !== null ? row.expanded : undefined}
      aria-selected={row.tone === 'group' ? undefined : selected}
      className={classes.row}
      data-active={place.active || undefined}
      data-pinned={place.top === null || undefined}
      data-shown={shown || undefined}
      data-muted={row.muted || undefined}
      data-tone={row.tone}
      style={{ ...rowStyle(place), gridTemplateColumns: layout.template, width: layout.rowPx ?? undefined }}
      onClick={click}
    >
      {selected !== undefined && row.tone === 'group' && (
        <div role="gridcell" className={classes.checkCell} data-frozen={layout.frozen > 0 || undefined} />
      )}
      {selected !== undefined && row.tone !== 'group' && (
        <SelectCell
          row={row}
          selected={selected}
          label={props.selectLabel ?? ''}
          handlers={handlers}
          frozen={layout.frozen > 0}
        />
      )}
      {layout.drawn.map((index) => {
        const column = columns[index];
        if (column === undefined) return null;
        return (
          <div
            key={column.id}
            role="gridcell"
            aria-colindex={layout.rowPx === null ? undefined : index + (selected === undefined ? 1 : 2)}
            className={classes.cell}
            data-align={column.align}
            data-mono={column.mono || undefined}
            data-frozen={index < layout.frozen || undefined}
            title={column.title?.(row)}
            style={layout.styles[index]}
          >
            {column.cell(row)}
          </div>
        );
      })}
    </div>
  );
}

type SelectCellProps<T> = {
  readonly row: GridRow<T>;
  readonly selected: boolean;
  readonly label: string;
  readonly handlers: RowHandlers;
  readonly frozen: boolean;
};

function SelectCell<T>({ row, selected, label, handlers, frozen }: SelectCellProps<T>) {
  // The change event does not say whether Shift is down; the click before it does.
  const shift = useRef(false);
  return (
    <div role="gridcell" className={classes.checkCell} data-frozen={frozen || undefined}>
      <input
        type="checkbox"
        className={classes.check}
        tabIndex={-1}
        aria-label={label}
        checked={selected}
        onClick={(event) => {
          shift.current = event.shiftKey;
        }}
        onChange={() => handlers.onSelect(row.id, shift.current)}
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
  if (top === null) return { height };
  return { height, transform: `translateY(${String(top)}px)` };
}
