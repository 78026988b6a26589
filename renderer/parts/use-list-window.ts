import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { GridView } from './grid/grid-types.ts';

/** How many lines before the end the next page is asked for. */
const readAheadLines = 40;
/** So many pages before the window, going there one by one takes longer than beginning again. */
const farPages = 10;

/** Whether a list is at its top, and the way back there. A page that needs no more is not drawn again by each scroll. */
export function useListTop() {
  const [atTop, setAtTop] = useState(true);
  const [topKey, setTopKey] = useState(0);
  const show = useCallback((view: GridView): void => setAtTop(view.atTop), []);
  return { atTop, show, topKey, goToTop: () => setTopKey((key) => key + 1) };
}

/** Which lines of a list are in view, and the way back to its top. */
export function useListView() {
  const [view, setView] = useState<GridView>({ first: 0, last: 0, atTop: true });
  const [topKey, setTopKey] = useState(0);
  const show = useCallback(
    (next: GridView): void =>
      setView((now) =>
        now.first === next.first && now.last === next.last && now.atTop === next.atTop ? now : next,
      ),
    [],
  );
  return { view, show, topKey, goToTop: () => setTopKey((key) => key + 1) };
}

type ListWindow = {
  readonly list: Pick<
    UseInfiniteQueryResult,
    'isFetching' | 'hasPreviousPage' | 'hasNextPage' | 'fetchPreviousPage' | 'fetchNextPage'
  >;
  readonly pageSize: number;
  /** The place of its first line in the whole list, and how many lines it has. */
  readonly offset: number;
  readonly count: number;
  readonly readFromTop: () => void;
};

/** Moves the window of pages that are in memory along with what is in view. */
export function useFollowView(
  { list, pageSize, offset, count, readFromTop }: ListWindow,
  show: (view: GridView) => void,
): (view: GridView) => void {
  return useCallback(
    (view: GridView): void => {
      show(view);
      if (list.isFetching) return;
      if (view.first < offset - farPages * pageSize) readFromTop();
      else if (view.first < offset + readAheadLines && list.hasPreviousPage) void list.fetchPreviousPage();
      else if (view.last >= offset + count - readAheadLines && list.hasNextPage) void list.fetchNextPage();
    },
    [list, pageSize, offset, count, readFromTop, show],
  );
}
