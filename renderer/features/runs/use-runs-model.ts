import { useQueries } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import type { Run } from '#contract/entities.ts';
import { useApp } from '#renderer/app-context.ts';
import { isRefusedSearch } from '#renderer/bridge/problems.ts';
import type { GridView } from '#renderer/parts/grid/grid-types.ts';
import { useLastGood } from '#renderer/parts/use-last-good.ts';
import type { RunsSearch } from '#renderer/search-params.ts';
import { childPageSize, nestingOf, newestFirst, runChildrenQuery } from './queries.ts';
import type { RunSearch } from './queries.ts';
import { fixedColumnsPx } from './run-columns.tsx';
import { buildRunLines } from './run-lines.ts';
import type { ChildRuns } from './run-lines.ts';
import { useRunList } from './use-run-list.ts';
import { findValueColumns, fitColumns } from './value-columns.ts';

/** How many lines before the end the next page is asked for. */
const readAheadLines = 40;
/** So far before the window that going there page by page takes longer than beginning again. */
const farLines = 2500;

/** All that the runs table shows, from the address and the engine. */
export function useRunsModel(experimentId: string, search: RunsSearch) {
  const [view, setView] = useState<GridView>({ first: 0, last: 0, atTop: true });
  const [topKey, setTopKey] = useState(0);
  const [width, setWidth] = useState(0);
  const runSearch: RunSearch = {
    experimentId,
    filter: search.filter ?? '',
    order: search.order ?? newestFirst,
    view: search.view ?? 'active',
  };
  const { list, pages, offset, matching, arrived, readFromTop } = useRunList(runSearch, view.atTop);
  const shownPages = useLastGood(pages, runSearch.view);
  const roots = useMemo(() => shownPages?.flatMap((page) => page.runs), [shownPages]);
  const tree = useRunTree(runSearch, roots ?? none);
  const columns = useValueColumns(roots ?? none, search.columns, width);

  const followView = useCallback(
    (next: GridView): void => {
      setView((now) =>
        now.first === next.first && now.last === next.last && now.atTop === next.atTop ? now : next,
      );
      if (list.isFetching) return;
      if (next.first < offset - farLines) readFromTop();
      else if (next.first < offset + readAheadLines && list.hasPreviousPage) void list.fetchPreviousPage();
      else if (next.last >= offset + tree.lines.length - readAheadLines && list.hasNextPage)
        void list.fetchNextPage();
    },
    [tree.lines.length, list, offset, readFromTop],
  );
  return {
    runSearch,
    roots,
    tree,
    columns,
    offset,
    matching,
    arrived,
    error: list.error,
    isFilterProblem: list.isError && isRefusedSearch(list.error),
    topKey,
    goToTop: () => setTopKey((key) => key + 1),
    readAgain: () => void list.refetch(),
    followView,
    setWidth,
  };
}
export type RunsModel = ReturnType<typeof useRunsModel>;

const none: readonly Run[] = [];

/** Which runs are unfolded, with what is inside them. */
function useRunTree(search: RunSearch, roots: readonly Run[]) {
  const { bridge } = useApp();
  const [asked, setAsked] = useState<ReadonlyMap<string, number>>(new Map());
  const flat = nestingOf(search) === 'all';
  const open = useMemo(() => (flat ? [] : [...asked]), [asked, flat]);
  // Lists that did not change keep their identity, and so does what is combined from them.
  const children = useQueries({
    queries: open.map(([runId, count]) => runChildrenQuery(bridge.client, search, runId, count)),
    combine: useCallback(
      (results: readonly { data: { runs: readonly Run[] } | undefined }[]) =>
        new Map<string, ChildRuns>(
          open.map(([runId, count], index) => [runId, { runs: results[index]?.data?.runs, asked: count }]),
        ),
      [open],
    ),
  });
  const lines = useMemo(
    () => buildRunLines({ roots, children, expanded: new Set(asked.keys()), flat }),
    [roots, children, asked, flat],
  );
  const toggle = useCallback((runId: string): void => {
    setAsked((now) => {
      const next = new Map(now);
      if (!next.delete(runId)) next.set(runId, childPageSize);
      return next;
    });
  }, []);
  const more = useCallback((fillerId: string): void => {
    const runId = fillerId.slice('more:'.length);
    setAsked((now) => new Map(now).set(runId, (now.get(runId) ?? 0) + childPageSize));
  }, []);
  return { lines, toggle, more };
}

/** All metrics and params of the runs read so far, and those that the address or the width chooses. */
function useValueColumns(runs: readonly Run[], chosen: string | undefined, width: number) {
  const all = useMemo(() => findValueColumns(runs), [runs]);
  const shown = useMemo(() => {
    if (chosen === undefined) return fitColumns(all, width - fixedColumnsPx);
    return chosen.split(',').flatMap((id) => all.find((column) => column.id === id) ?? []);
  }, [all, chosen, width]);
  return { all, shown };
}
