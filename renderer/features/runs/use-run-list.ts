import { hashKey, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import type { InfiniteData, QueryKey } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Run } from '#contract/entities.ts';
import type { EngineEvent } from '#contract/events.ts';
import { useApp } from '#renderer/app-context.ts';
import { newestFirst, nestingOf, runCountQuery, runListQuery, runPageSize } from './queries.ts';
import type { RunPage, RunSearch } from './queries.ts';

/**
 * The runs of a search. At the top of a list ordered by time new runs slide in. Anywhere else the rows hold still, so
 * that nothing moves under the pointer: values in them go on, and `arrived` says how many more there are.
 */
export function useRunList(search: RunSearch, atTop: boolean) {
  const { bridge } = useApp();
  const queryClient = useQueryClient();
  const { experimentId, filter, order, view } = search;
  const options = useMemo(
    () => runListQuery(bridge.client, { experimentId, filter, order, view }),
    [bridge, experimentId, filter, order, view],
  );
  const slides = atTop && order === newestFirst;
  // A query that is not enabled is marked stale by events and read again when it is enabled.
  const hasRows = queryClient.getQueryData(options.queryKey) !== undefined;
  const list = useInfiniteQuery({ ...options, enabled: slides || !hasRows });
  const matching = useQuery(runCountQuery(bridge.client, search, nestingOf(search)));
  const arrived = useArrived(hashKey(options.queryKey), list.data?.pages, matching);
  useHeldRows(search, options.queryKey, slides);

  const readFromTop = useCallback(
    (): void => void queryClient.resetQueries({ queryKey: options.queryKey, exact: true }),
    [queryClient, options],
  );
  const pages = list.data?.pages;
  return {
    list,
    pages,
    readFromTop,
    offset: (pages?.[0]?.index ?? 0) * runPageSize,
    matching: matching.data,
    arrived: slides ? 0 : arrived,
  };
}

/**
 * How many more the search finds now than when the list was read from its top. The list itself is not made to wait for
 * that count: the first one that stands after the reading is what later ones are held against.
 */
function useArrived(
  scope: string,
  pages: readonly RunPage[] | undefined,
  { data: count, isFetching }: { readonly data: number | undefined; readonly isFetching: boolean },
): number {
  const [counted, setCounted] = useState<Counted | null>(null);
  if (count === undefined) return 0;
  const readAt = topOf(pages);
  const isNew = counted?.scope !== scope || counted.readAt !== readAt;
  if (readAt !== undefined && isNew && !isFetching) setCounted({ scope, readAt, count });
  return counted?.scope === scope ? Math.max(0, count - counted.count) : 0;
}

type Counted = { readonly scope: string; readonly readAt: number; readonly count: number };

/** When the top of the list was read; nothing is known of it once it has left the pages that are kept. */
function topOf(pages: readonly RunPage[] | undefined): number | undefined {
  return pages?.[0]?.index === 0 ? pages[0].readAt : undefined;
}

const refreshMs = 1000;
/** More ids than a view shows; a longer list of changes waits for the next full read. */
const refreshedAtMost = 200;

/** Keeps the values of rows fresh while the list itself holds still. */
function useHeldRows(search: RunSearch, queryKey: QueryKey, slides: boolean): void {
  const { bridge } = useApp();
  const queryClient = useQueryClient();
  const { experimentId, view } = search;
  useEffect(() => {
    if (slides) return;
    const changed = new Set<string>();
    let timer: ReturnType<typeof setTimeout> | null = null;

    async function refresh(): Promise<void> {
      timer = null;
      const held = queryClient.getQueryData<InfiniteData<RunPage>>(queryKey);
      if (held === undefined) return;
      const ids = held.pages.flatMap((page) => page.runs).map(({ runId }) => runId);
      const asked = ids.filter((id) => changed.has(id)).slice(0, refreshedAtMost);
      changed.clear();
      if (asked.length === 0) return;
      const filter = `attributes.run_id IN (${asked.map((id) => `'${id}'`).join(', ')})`;
      const { runs } = await bridge.client.runs.search({
        experimentIds: [experimentId],
        filter,
        view,
        maxResults: 1000,
      });
      const fresh = new Map(runs.map((run) => [run.runId, run]));
      queryClient.setQueryData<InfiniteData<RunPage>>(
        queryKey,
        (now) => now && replaceRuns(now, new Set(asked), fresh),
      );
      // Writing marks the list as fresh, but the runs that arrived meanwhile are still not in it.
      await queryClient.invalidateQueries({ queryKey, exact: true, refetchType: 'none' });
    }
    const stop = bridge.onBatch(({ events }) => {
      for (const id of changedRuns(events, experimentId)) changed.add(id);
      // A failed refresh is followed by the reconnect's full read.
      if (changed.size > 0) timer ??= setTimeout(() => void refresh().catch(() => undefined), refreshMs);
    });
    return () => {
      stop();
      if (timer !== null) clearTimeout(timer);
    };
  }, [bridge, experimentId, queryClient, queryKey, slides, view]);
}

function changedRuns(events: readonly EngineEvent[], experimentId: string): readonly string[] {
  return events.flatMap((event) =>
    (event.type === 'run.changed' || event.type === 'run.metrics') && event.experimentId === experimentId
      ? [event.runId]
      : [],
  );
}

/** Rows that no longer belong to the view (deleted, restored) leave it. */
function replaceRuns(
  data: InfiniteData<RunPage>,
  asked: ReadonlySet<string>,
  fresh: ReadonlyMap<string, Run>,
): InfiniteData<RunPage> {
  const pages = data.pages.map((page) => ({
    ...page,
    runs: page.runs.flatMap((run) => (asked.has(run.runId) ? (fresh.get(run.runId) ?? []) : run)),
  }));
  return { ...data, pages };
}
