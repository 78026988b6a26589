import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import type { Range, Virtualizer } from '@tanstack/react-virtual';
import {
  useCallback,
  useEffect,
  useEffectEvent,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { ReactNode, RefObject, UIEvent } from 'react';
import { useApp, useStore } from '#renderer/app-context.ts';
import classes from './data-grid.module.css';
import { layOutColumns, scrollStepPx } from './column-layout.ts';
import type { ColumnLayout } from './column-layout.ts';
import { GridHead } from './grid-head.tsx';
import { FillerLine, GridLineView } from './grid-line.tsx';
import type { RowHandlers } from './grid-line.tsx';
import { isFiller } from './grid-types.ts';
import type { DataGridProps, GridHandlers } from './grid-types.ts';
import { buildLineList } from './line-list.ts';
import { joinPinned, pinnedId } from './pinned-keys.ts';
import { RowSlots } from './row-slots.ts';
import { useGridKeys } from './use-grid-keys.ts';

const rowHeights = { compact: 24, standard: 28, roomy: 36 } as const;
const headHeight = 28;
const nonePinned: readonly never[] = [];

/**
 * A virtual table of any length with the keyboard of a list: the grid itself holds the focus and names its active row,
 * so that the focus survives rows that leave the view.
 */
export function DataGrid<T>(props: DataGridProps<T>) {
  const { pinned = nonePinned, lines, columns, handlers, offset = 0, tree = false, selected } = props;
  const rowHeight = rowHeights[useStore(useApp().settings).density];
  const scroller = useRef<HTMLDivElement>(null);
  const gridId = useId();
  const [activeId, setActiveId] = useState<string | null>(null);
  const list = buildLineList(lines, offset, props.after);
  const rows = joinPinned(pinned, list, activeId);
  const { layout, scrolled, follow } = useColumnLayout(props, scroller);
  const virtualizer = useVirtualizer({
    count: list.count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => list.at(index)?.id ?? index,
    overscan: 8,
    scrollPaddingStart: headHeight + pinned.length * rowHeight,
    paddingEnd: 64,
    // The active row stays in the page wherever the view is: the grid's active descendant must exist.
    rangeExtractor: (range: Range) => drawnIndexes(range, rows.activeIndex),
  });
  const { first, last } = useVisibleRows(virtualizer, rowHeight, props);
  useGoTo(props.goTo, (index) => {
    setActiveId(list.at(index)?.id ?? null);
    virtualizer.scrollToIndex(index, { align: 'center' });
  });
  useWidth(scroller, props.onWidth);
  const onKeyDown = useGridKeys({
    ...rows.keys,
    pageRows: Math.max(1, last - first - 1),
    handlers,
    activate: (index) => setActiveId(rows.rowAt(index).id),
    move: (index) => {
      const { id, listIndex } = rows.rowAt(index);
      setActiveId(id);
      if (listIndex !== null) virtualizer.scrollToIndex(listIndex);
    },
  });
  const rowHandlers = useRowHandlers(handlers);
  const columnCount = columns.length + (selected === undefined ? 0 : 1);
  return (
    <div
      ref={scroller}
      className={classes.grid}
      role={tree ? 'treegrid' : 'grid'}
      aria-label={props.label}
      aria-rowcount={props.total + 1}
      aria-colcount={columnCount}
      aria-multiselectable={selected === undefined ? undefined : true}
      aria-activedescendant={rows.activeDomId && `${gridId}${rows.activeDomId}`}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onScroll={follow}
      data-scrolled={scrolled || undefined}
    >
      <GridHead
        {...props}
        layout={layout}
        below={
          <PinnedRows
            {...props}
            handlers={rowHandlers}
            layout={layout}
            gridId={gridId}
            height={rowHeight}
            activeId={rows.activePinned}
            onActivate={setActiveId}
          />
        }
      />
      <div
        role="rowgroup"
        className={classes.body}
        style={{ height: virtualizer.getTotalSize(), width: layout.rowPx ?? undefined }}
      >
        {useDrawnRows(virtualizer).map(({ index, start, key }) => {
          const line = list.at(index);
          if (line === undefined) return null;
          const place = placeOf(`${gridId}${line.id}`, index, rows.activeIndex, start, rowHeight);
          if (isFiller(line))
            return <FillerLine key={key} line={line} place={place} onMore={handlers.onMore} />;
          return (
            <GridLineView
              key={key}
              row={line}
              columns={columns}
              place={place}
              layout={layout}
              tree={tree}
              selected={selected?.has(line.id)}
              selectLabel={props.selectLabel?.(line)}
              shown={line.id === props.shownId}
              handlers={rowHandlers}
              onActivate={setActiveId}
            />
          );
        })}
      </div>
      {props.below != null && <BelowRows rowIndex={props.total + 2} columns={columnCount} of={props.below} />}
    </div>
  );
}

/** The rows that are drawn, each with the place among their elements that it has. */
function useDrawnRows(virtualizer: Virtualizer<HTMLDivElement, Element>) {
  const [slots] = useState(() => new RowSlots());
  const items = virtualizer.getVirtualItems();
  const places = slots.assign(items.map(({ index }) => index));
  return items.map(({ index, start }) => ({ index, start, key: places.get(index) }));
}

/** The rows to draw: those in and near the view, and the active one. */
function drawnIndexes(range: Range, activeIndex: number): number[] {
  return [...new Set([...defaultRangeExtractor(range), Math.max(0, activeIndex)])].sort((a, b) => a - b);
}

/** Tells which rows are in view, and goes to the top when asked. */
function useVisibleRows<T>(
  virtualizer: Virtualizer<HTMLDivElement, Element>,
  rowHeight: number,
  { onView, topKey }: DataGridProps<T>,
) {
  const { first, last } = visibleRange(virtualizer.range);
  const atTop = (virtualizer.scrollOffset ?? 0) < rowHeight;
  useEffect(() => virtualizer.measure(), [rowHeight, virtualizer]);
  useEffect(() => onView?.({ first, last, atTop }), [first, last, atTop, onView]);
  useEffect(() => virtualizer.scrollToOffset(0), [topKey, virtualizer]);
  return { first, last };
}

function placeOf(domId: string, index: number, activeIndex: number, top: number, height: number) {
  return { domId, top, height, rowIndex: index + 2, active: index === activeIndex };
}

type PinnedRowsProps<T> = Omit<DataGridProps<T>, 'handlers'> & {
  readonly handlers: RowHandlers;
  readonly layout: ColumnLayout;
  readonly gridId: string;
  readonly height: number;
  readonly activeId: string | undefined;
  readonly onActivate: (id: string) => void;
};

/** Rows that stay under the head. */
function PinnedRows<T>({ layout, gridId, height, activeId, onActivate, ...props }: PinnedRowsProps<T>) {
  const { pinned = nonePinned, columns, selected } = props;
  const activate = useCallback((id: string) => onActivate(pinnedId(id)), [onActivate]);
  return pinned.map((row) => (
    <GridLineView
      key={row.id}
      row={row}
      columns={columns}
      place={{
        domId: `${gridId}${pinnedId(row.id)}`,
        top: null,
        height,
        rowIndex: undefined,
        active: row.id === activeId,
      }}
      layout={layout}
      tree={props.tree ?? false}
      selected={selected?.has(row.id)}
      selectLabel={props.selectLabel?.(row)}
      shown={row.id === props.shownId}
      handlers={props.handlers}
      onActivate={activate}
    />
  ));
}

/** The same for as long as the grid is there, whatever the page hands in: rows that did not change need no drawing. */
function useRowHandlers(handlers: GridHandlers): RowHandlers {
  const latest = useRef(handlers);
  useLayoutEffect(() => {
    latest.current = handlers;
  });
  return useMemo(
    () => ({
      onInspect: (id) => latest.current.onInspect(id),
      onSelect: (id, range) => latest.current.onSelect?.(id, range),
    }),
    [],
  );
}

/** The layout of the columns in the width that there is, and at the place to which they are scrolled. */
function useColumnLayout<T>(
  { columns, selected, frozen = 0 }: DataGridProps<T>,
  scroller: RefObject<HTMLElement | null>,
) {
  const [widthPx, setWidthPx] = useState(0);
  const [scrolledPx, setScrolledPx] = useState(0);
  const hasCheckboxes = selected !== undefined;
  const layout = useMemo(
    () => layOutColumns(columns, hasCheckboxes, frozen, { widthPx, scrolledPx }),
    [columns, hasCheckboxes, frozen, widthPx, scrolledPx],
  );
  useWidth(scroller, setWidthPx);
  return {
    layout,
    scrolled: scrolledPx > 0,
    follow: ({ currentTarget }: UIEvent<HTMLElement>): void =>
      setScrolledPx(Math.ceil(currentTarget.scrollLeft / scrollStepPx) * scrollStepPx),
  };
}

type BelowRowsProps = { readonly rowIndex: number; readonly columns: number; readonly of: ReactNode };

/** A grid holds rows alone: what is said below them is one that spans all columns. */
function BelowRows({ rowIndex, columns, of }: BelowRowsProps) {
  return (
    <div role="row" aria-rowindex={rowIndex}>
      <div role="gridcell" aria-colspan={columns}>
        {of}
      </div>
    </div>
  );
}

function visibleRange(range: { startIndex: number; endIndex: number } | null): {
  first: number;
  last: number;
} {
  return { first: range?.startIndex ?? 0, last: range?.endIndex ?? 0 };
}

/** Shows a line whenever another one is asked for. */
function useGoTo(
  goTo: { readonly index: number; readonly key: string } | undefined,
  show: (index: number) => void,
): void {
  const { index, key } = goTo ?? {};
  const showNow = useEffectEvent(show);
  useEffect(() => {
    if (index !== undefined && key !== undefined) showNow(index);
  }, [index, key]);
}

function useWidth(
  element: React.RefObject<HTMLElement | null>,
  onWidth: ((width: number) => void) | undefined,
): void {
  useEffect(() => {
    if (element.current === null || onWidth === undefined) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined) onWidth(Math.round(entry.contentRect.width));
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element, onWidth]);
}
