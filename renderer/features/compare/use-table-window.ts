import { useLayoutEffect, useState } from 'react';
import type { RefObject } from 'react';

/** Rows and columns that are drawn beyond what is in view. */
const ahead = { rows: 8, columns: 3 } as const;

type TableSize = {
  readonly rows: number;
  readonly rowHeight: number;
  readonly columns: number;
  /** The width of a column in a table of this width. */
  readonly columnWidth: (width: number) => number;
};

type View = { readonly left: number; readonly top: number; readonly width: number; readonly height: number };

/** Which rows and columns of a table of equal ones are in view. */
export function useTableWindow(scroller: RefObject<HTMLElement | null>, size: TableSize) {
  const [view, setView] = useState<View>({ left: 0, top: 0, width: 0, height: 0 });
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const read = (): void =>
      setView({
        left: element.scrollLeft,
        top: element.scrollTop,
        width: element.clientWidth,
        height: element.clientHeight,
      });
    read();
    const observer = new ResizeObserver(read);
    observer.observe(element);
    element.addEventListener('scroll', read, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', read);
    };
  }, [scroller]);
  const columnWidth = size.columnWidth(view.width);
  const [firstRow, lastRow] = part(view.top, view.height, size.rowHeight, size.rows, ahead.rows);
  const [firstColumn, lastColumn] = part(view.left, view.width, columnWidth, size.columns, ahead.columns);
  return { columnWidth, firstRow, lastRow, firstColumn, lastColumn };
}

function part(from: number, length: number, each: number, count: number, extra: number): [number, number] {
  const first = Math.max(0, Math.min(count, Math.floor(from / each) - extra));
  return [first, Math.min(count, Math.ceil((from + length) / each) + extra)];
}
