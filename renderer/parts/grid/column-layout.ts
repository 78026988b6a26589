import type { CSSProperties } from 'react';
import type { GridColumn } from './grid-types.ts';

/** Where the columns of a grid lie. Column 0 of `styles` is the first after the checkboxes. */
export type ColumnLayout = {
  readonly template: string;
  /** The width of a row when the columns are wider than the grid; null when they fit. */
  readonly rowPx: number | null;
  /** Indexes of the columns that are drawn, in order. */
  readonly drawn: readonly number[];
  readonly styles: readonly CSSProperties[];
  readonly frozen: number;
};

const checkboxPx = 34;
/** Up to here all columns are drawn. */
const fewColumns = 24;
/** Columns are drawn this far beyond the edges, so that scrolling shows no holes. */
const overscanPx = 320;
/** How finely the place is told that decides which columns are drawn. */
export const scrollStepPx = 160;

type View = { readonly widthPx: number; readonly scrolledPx: number };

export function layOutColumns<T>(
  columns: readonly GridColumn<T>[],
  hasCheckboxes: boolean,
  frozen: number,
  { widthPx, scrolledPx }: View,
): ColumnLayout {
  const all = columns.map((_, index) => index);
  const first = hasCheckboxes ? checkboxPx : 0;
  const widths = columns.map(({ px }) => px ?? 0);
  const totalPx = widths.reduce((sum, px) => sum + px, first);
  const overflows = widthPx > 0 && totalPx > widthPx && columns.every(({ px }) => px !== undefined);
  if (!overflows) {
    const template = [...(hasCheckboxes ? [`${String(checkboxPx)}px`] : []), ...columns.map((c) => c.width)];
    return { template: template.join(' '), rowPx: null, drawn: all, styles: all.map(() => ({})), frozen: 0 };
  }
  const lefts = startsOf(widths, first);
  const styles = all.map((index): CSSProperties => {
    const place = { gridColumn: index + (hasCheckboxes ? 2 : 1) };
    return index < frozen ? { ...place, left: lefts[index] ?? 0 } : place;
  });
  const [from, to] = [scrolledPx - overscanPx, scrolledPx + widthPx + overscanPx];
  const isNear = (index: number): boolean =>
    (lefts[index] ?? 0) < to && (lefts[index] ?? 0) + (widths[index] ?? 0) > from;
  return {
    template: [...(hasCheckboxes ? [checkboxPx] : []), ...widths].map((px) => `${String(px)}px`).join(' '),
    rowPx: totalPx,
    drawn: columns.length <= fewColumns ? all : all.filter((index) => index < frozen || isNear(index)),
    styles,
    frozen,
  };
}

function startsOf(widths: readonly number[], first: number): readonly number[] {
  let left = first;
  return widths.map((px) => {
    const start = left;
    left += px;
    return start;
  });
}
