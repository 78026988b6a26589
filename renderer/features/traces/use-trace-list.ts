import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import type { InfiniteData, QueryKey } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import type { Trace } from '#contract/tracing.ts';
import { useApp } from '#renderer/app-context.ts';
import { isRefusedSearch } from '#renderer/bridge/problems.ts';
import type { GridView } from '#renderer/parts/grid/grid-types.ts';
import { useLastGood } from '#renderer/parts/use-last-good.ts';
import { useFollowView, useListView } from '#renderer/parts/use-list-window.ts';
import { newestFirst, newestTraceQuery, traceListQuery, tracePageSize } from './queries.ts';
import type { TracePage, TraceSearch } from './queries.ts';

/**
 * The traces of a search. At the top of a list ordered by time new ones slide in. Anywhere else the rows hold still, so
 * that nothing moves under the pointer: their values go on, and `hasArrived` says that there are newer ones.
 */
export function useTraceList(search: TraceSearch) {
  const { bridge } = useApp();
  const queryClient = useQueryClient();
  const { view, show, topKey, goToTop } = useListView();
  const { experimentId, filter, order } = search;
  const options = useMemo(
    () => traceListQuery(bridge.client, { experimentId, filter, order }),
    [bridge, experimentId, filter, order],
  );
  const slides = view.atTop && order === newestFirst;
  // A query that is not enabled is marked stale by events and read again when it is enabled.
  const hasRows = queryClient.getQueryData(options.queryKey) !== undefined;
  const list = useInfiniteQuery({ ...options, enabled: slides || !hasRows });
  const newest = useQuery({ ...newestTraceQuery(bridge.client, search), enabled: !list.isError });
  const pages = useLastGood(list.data?.pages, experimentId);
  const traces = useMemo(() => pages?.flatMap((page) => page.traces), [pages]);
  const { offset, count, first } = placeOf(pages, traces);
  useHeldTraces(experimentId, options.queryKey, slides, inView(traces, offset, view));

  const readFromTop = useCallback(
    (): void => void queryClient.resetQueries({ queryKey: options.queryKey, exact: true }),
    [queryClient, options],
  );
  const follow = useFollowView({ list, pageSize: tracePageSize, offset, count, readFromTop }, show);
  return {
    traces,
    offset,
    hasMore: list.hasNextPage,
    /** How many there are in all, as far as the first page tells. */
    isLong: isLong(first),
    hasArrived: !slides && isNewer(newest.data, first),
    error: list.error,
    isFilterProblem: list.isError && isRefusedSearch(list.error),
    topKey,
    goToTop,
    readAgain: () => void list.refetch(),
    follow,
  };
}
export type TraceList = ReturnType<typeof useTraceList>;

/** Where the window over the list stands. */
function placeOf(pages: readonly TracePage[] | undefined, traces: readonly Trace[] | undefined) {
  const first = pages?.[0];
  return { first, offset: (first?.index ?? 0) * tracePageSize, count: traces?.length ?? 0 };
}

function isLong(first: TracePage | undefined): boolean {
  return (first?.nextPageToken ?? null) !== null;
}

/** The first page alone knows; once it left the window, going back reads it anew. */
function isNewer(newest: string | null | undefined, first: TracePage | undefined): boolean {
  return newest != null && first?.index === 0 && first.newest !== newest;
}

function inView(traces: readonly Trace[] | undefined, offset: number, view: GridView): readonly string[] {
  return (traces ?? [])
    .slice(Math.max(0, view.first - offset), Math.max(0, view.last + 1 - offset))
    .map(({ traceId }) => traceId);
}

const refreshMs = 1000;

/** Keeps the values of the rows in view fresh while the list itself holds still. */
function useHeldTraces(
  experimentId: string,
  queryKey: QueryKey,
  slides: boolean,
  shownIds: readonly string[],
): void {
  const { bridge } = useApp();
  const queryClient = useQueryClient();
  const shown = useRef(shownIds);
  useEffect(() => {
    shown.current = shownIds;
  });
  useEffect(() => {
    if (slides) return;
    let timer: ReturnType<typeof setTimeout> | null = null;

    async function refresh(): Promise<void> {
      timer = null;
      const asked = shown.current;
      if (asked.length === 0) return;
      const filter = `attributes.request_id IN (${asked.map((id) => `'${id}'`).join(', ')})`;
      const { traces } = await bridge.client.traces.search({
        experimentIds: [experimentId],
        filter,
        maxResults: asked.length,
      });
      replaceHeld(new Map(traces.map((trace) => [trace.traceId, trace])), new Set(asked));
    }
    function replaceHeld(fresh: ReadonlyMap<string, Trace>, asked: ReadonlySet<string>): void {
      queryClient.setQueryData<InfiniteData<TracePage>>(
        queryKey,
        (now) =>
          now &&
          mapTraces(now, (trace) => (asked.has(trace.traceId) ? (fresh.get(trace.traceId) ?? null) : trace)),
      );
      // Writing marks the list as fresh, but the traces that arrived meanwhile are still not in it.
      void queryClient.invalidateQueries({ queryKey, exact: true, refetchType: 'none' });
    }
    const stop = bridge.onBatch(({ events }) => {
      const isOurs = events.some(
        (event) => event.type === 'trace.changed' && event.experimentId === experimentId,
      );
      // A failed refresh is followed by the reconnect's full read.
      if (isOurs) timer ??= setTimeout(() => void refresh().catch(() => undefined), refreshMs);
    });
    return () => {
      stop();
      if (timer !== null) clearTimeout(timer);
    };
  }, [bridge, experimentId, queryClient, queryKey, slides]);
}

/** Every trace of a list made into another; null takes it out. */
export function mapTraces(
  data: InfiniteData<TracePage>,
  change: (trace: Trace) => Trace | null,
): InfiniteData<TracePage> {
  const pages = data.pages.map((page) => ({
    ...page,
    traces: page.traces.flatMap((trace) => change(trace) ?? []),
  }));
  return { ...data, pages };
}
