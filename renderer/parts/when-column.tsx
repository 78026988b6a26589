import type { GridColumn } from './grid/grid-types.ts';
import { RelativeTime } from './relative-time.tsx';
import { formatMoment } from './times.ts';

/** When each thing of a table happened: how long ago, and the moment itself on hover. */
export function whenColumn<Item extends { readonly at: number }>(head: string): GridColumn<Item> {
  return {
    id: 'when',
    head,
    label: head,
    width: '92px',
    cell: ({ item }) => (
      <span className="g3">
        <RelativeTime at={item.at} />
      </span>
    ),
    title: ({ item }) => formatMoment(item.at),
  };
}
