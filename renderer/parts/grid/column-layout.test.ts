import { describe, expect, it } from 'vitest';
import { layOutColumns } from './column-layout.ts';
import type { GridColumn } from './grid-types.ts';

function columns(count: number, px = 100): GridColumn<null>[] {
  return Array.from({ length: count }, (_, index) => ({
    id: String(index),
    head: '',
    label: '',
    width: index === 0 ? 'minmax(100px, 1fr)' : `${String(px)}px`,
    px,
    cell: () => null,
  }));
}

describe('the layout of columns', () => {
  it('leaves columns that fit as they are', () => {
    const { template, rowPx, drawn } = layOutColumns(columns(3), true, 1, { widthPx: 400, scrolledPx: 0 });
    expect({ template, rowPx, drawn }).toEqual({
      template: '34px minmax(100px, 1fr) 100px 100px',
      rowPx: null,
      drawn: [0, 1, 2],
    });
  });

  it('gives fixed widths to columns that do not, and keeps the first in view', () => {
    const { template, rowPx, styles, frozen } = layOutColumns(columns(4), true, 1, {
      widthPx: 400,
      scrolledPx: 0,
    });
    expect({ template, rowPx, frozen }).toEqual({
      template: '34px 100px 100px 100px 100px',
      rowPx: 434,
      frozen: 1,
    });
    expect(styles.map(({ left }) => left)).toEqual([34, undefined, undefined, undefined]);
  });

  it('draws only the columns in view of many, and the frozen ones', () => {
    const { drawn } = layOutColumns(columns(500), false, 2, { widthPx: 1000, scrolledPx: 20_000 });
    expect(drawn.slice(0, 3)).toEqual([0, 1, 196]);
    expect(drawn.at(-1)).toBe(213);
  });
});
