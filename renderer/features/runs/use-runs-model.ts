import { useQueries, useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import type { Run } from '#contract/entities.ts';
import { useApp } from '#renderer/app-context.ts';
import { isRefusedSearch } from '#renderer/bridge/problems.ts';
import { isFiller } from '#renderer/parts/grid/grid-types.ts';
import type { GridLine } from '#renderer/parts/grid/grid-types.ts';
import { useLastGood } from '#renderer/parts/use-last-good.ts';
import { useFollowView, useListTop } from '#renderer/parts/use-list-window.ts';
import type { RunsSearch } from '#renderer/search-params.ts';
import { parseColumns, pinnedFirst } from './column-spec.ts';
import type { ColumnChoice } from './column-spec.ts';
import {
  childPageSize,
  nestingOf,
  runAliasesQuery,
  runChildrenQuery,
  runColumnsQuery,
  runPageSize,
  runQuery,
  toRunSearch,
} from './queries.ts';
import type { RunSearch } from './queries.ts';
import { deltaPx } from './delta-column.tsx';
import { fixedColumnsPx, sparklinePx, spreadPx } from './run-columns.tsx';
import { buildRunLines } from './run-lines.ts';
import type { ChildRuns } from './run-lines.ts';
import { isGroup } from './groups/group-row.ts';
import type { TableItem } from './groups/group-row.ts';
import { parseGroups } from './groups/group-spec.ts';
import { shownMetrics } from './groups/group-columns.tsx';
import { useGroupTree } from './groups/use-group-tree.ts';
import { useRunList } from './use-run-list.ts';
import { findValueColumns, fitColumns } from './value-columns.ts';

/** All that the runs table shows, from the address and the engine. */
export function useRunsModel(experimentId: string, search: RunsSearch) {
  const { bridge } = useApp();
  const { atTop, show, topKey, goToTop } = useListTop();
  const [width, setWidth] = useState(0);
  const runSearch = toRunSearch(experimentId, search);
  const { list, pages, offset, matching, arrived, readFromTop } = useRunList(runSearch, atTop);
  const shownPages = useLastGood(pages, runSearch.view);
  const roots = useMemo(() => shownPages?.flatMap((page) => page.runs), [shownPages]);
  const tree = useRunTree(runSearch, roots ?? none);
  const columns = useValueColumns(
    experimentId,
    roots ?? none,
    search.columns,
    width,
    search.baseline !== undefined,
  );

  const pinned = usePinnedRuns(search);
  const groupBy = useMemo(() => parseGroups(search.group), [search.group]);
  const groups = useGroupTree(runSearch, groupBy, shownMetrics(columns.all, columns.choices));
  const aliases = useQuery(runAliasesQuery(bridge.client, experimentId)).data ?? noAliases;
  const lines = useMemo(() => withoutPinned(tree.lines, pinned.runs), [tree.lines, pinned.runs]);
  const follow = useFollowView(
    { list, pageSize: runPageSize, offset, count: lines.length, readFromTop },
    show,
  );
  const isGrouped = groups.isOn;
  const shownRuns = useMemo(
    () => runsIn([...pinned.runs, ...(roots ?? none)], isGrouped ? groups.lines : tree.lines),
    [pinned.runs, roots, isGrouped, groups.lines, tree.lines],
  );
  return {
    runSearch,
    roots,
    groupBy,
    tree: isGrouped ? groups : { ...tree, lines },
    isGrouped,
    shownRuns,
    columns,
    pinned,
    aliases,
    offset: isGrouped ? 0 : offset,
    matching,
    arrived: isGrouped ? 0 : arrived,
    error: list.error ?? groups.error,
    isFilterProblem: list.isError && isRefusedSearch(list.error),
    topKey,
    goToTop,
    readAgain: () => {
      void list.refetch();
      if (isGrouped) groups.readAgain();
    },
    follow: isGrouped ? show : follow,
    setWidth,
  };
}

/** A pinned run stands above the list: it is not in it a second time, unless there is something inside to unfold. */
function withoutPinned(lines: readonly GridLine<Run>[], pinned: readonly Run[]): readonly GridLine<Run>[] {
  if (pinned.length === 0) return lines;
  const ids = new Set(pinned.map(({ runId }) => runId));
  return lines.filter(
    (line) => isFiller(line) || line.level > 1 || line.expanded !== null || !ids.has(line.id),
  );
}

/** The runs of a list and of the lines of a table, each once. */
function runsIn(list: readonly Run[], lines: readonly GridLine<TableItem>[]): readonly Run[] {
  const inLines = lines.flatMap((line) => (isFiller(line) || isGroup(line.item) ? [] : [line.item]));
  return [...new Map([...list, ...inLines].map((run) => [run.runId, run])).values()];
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

const narrowPx = 760;
const timesPx = 88 + 96;

/** All metrics, params and tags of the experiment, and the columns that the address or the width chooses. */
function useValueColumns(
  experimentId: string,
  runs: readonly Run[],
  chosen: string | undefined,
  width: number,
  hasBaseline: boolean,
) {
  const { bridge } = useApp();
  const known = useQuery(runColumnsQuery(bridge.client, experimentId)).data;
  const all = useMemo(() => findValueColumns(runs, known), [runs, known]);
  const choices = useMemo((): readonly ColumnChoice[] => {
    if (chosen !== undefined) return pinnedFirst(parseColumns(chosen));
    const hasSpread = all.some(({ key, kind }) => kind === 'metrics' && key.endsWith('_std'));
    const extraPx = sparklinePx + (hasSpread ? spreadPx : 0) + (hasBaseline ? deltaPx : 0);
    // Beside charts there is room for the name, the state and what was measured.
    const isNarrow = width > 0 && width < narrowPx;
    const roomPx = width - fixedColumnsPx - extraPx + (isNarrow ? timesPx : 0);
    const fitting = fitColumns(all, roomPx).map(({ id }) => ({ id }));
    const times = isNarrow ? [] : [{ id: 'duration' }, { id: 'started' }];
    return [{ id: 'status' }, ...fitting, ...times];
  }, [all, chosen, width, hasBaseline]);
  return { all, choices };
}

const noIds: readonly string[] = [];

/** The baseline first, then what else was pinned: runs that stay above the list. */
function usePinnedRuns({ baseline, pins }: RunsSearch) {
  const { bridge } = useApp();
  const ids = useMemo(() => {
    const pinned = pins === undefined ? noIds : pins.split(',');
    return [...new Set(baseline === undefined ? pinned : [baseline, ...pinned])];
  }, [baseline, pins]);
  // A pinned run that is gone has no row.
  const runs = useQueries({
    queries: ids.map((runId) => runQuery(bridge.client, runId)),
    combine: useCallback(
      (results: readonly { data: Run | undefined }[]) => results.flatMap(({ data }) => data ?? []),
      [],
    ),
  });
  return { ids, runs, baseline: runs.find(({ runId }) => runId === baseline) };
}

const noAliases: ReadonlyMap<string, readonly string[]> = new Map();
