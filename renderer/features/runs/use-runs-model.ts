import { useQueries } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import type { Run } from '#contract/entities.ts';
import { useApp } from '#renderer/app-context.ts';
import { isRefusedSearch } from '#renderer/bridge/problems.ts';
import { useLastGood } from '#renderer/parts/use-last-good.ts';
import { useFollowView, useListView } from '#renderer/parts/use-list-window.ts';
import type { RunsSearch } from '#renderer/search-params.ts';
import { childPageSize, nestingOf, newestFirst, runChildrenQuery, runPageSize } from './queries.ts';
import type { RunSearch } from './queries.ts';
import { fixedColumnsPx } from './run-columns.tsx';
import { buildRunLines } from './run-lines.ts';
import type { ChildRuns } from './run-lines.ts';
import { useRunList } from './use-run-list.ts';
import { findValueColumns, fitColumns } from './value-columns.ts';

/** All that the runs table shows, from the address and the engine. */
export function useRunsModel(experimentId: string, search: RunsSearch) {
  const { view, show, topKey, goToTop } = useListView();
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

  const follow = useFollowView(
    { list, pageSize: runPageSize, offset, count: tree.lines.length, readFromTop },
    show,
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
    goToTop,
    readAgain: () => void list.refetch(),
    follow,
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
