import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { EngineClient } from '#contract/procedures.ts';
import type { Trace } from '#contract/tracing.ts';
import { keys } from '#renderer/bridge/keys.ts';
import { byPageToken, pageInput } from '#renderer/parts/paged-list.ts';
import type { ListPage } from '#renderer/parts/paged-list.ts';

export type TraceSearch = {
  readonly experimentId: string;
  readonly filter: string;
  readonly order: string;
};

export const tracePageSize = 100;

export const newestFirst = 'attributes.timestamp_ms DESC';

export type TracePage = ListPage & {
  readonly traces: readonly Trace[];
  /** The newest trace that the search found when this page was read; only the first page knows. */
  readonly newest: string | null;
};

export function traceListQuery(client: EngineClient, search: TraceSearch) {
  const { experimentId, filter, order } = search;
  return infiniteQueryOptions({
    queryKey: [...keys.traces, 'list', experimentId, { filter, order }],
    queryFn: async ({ pageParam, signal }): Promise<TracePage> => {
      const wanted = { experimentIds: [experimentId], filter, orderBy: [order], maxResults: tracePageSize };
      const [page, newest] = await Promise.all([
        client.traces.search({ ...wanted, ...pageInput(pageParam) }, { signal }),
        pageParam.index === 0 && order !== newestFirst ? readNewest(client, search, signal) : null,
      ]);
      const first = order === newestFirst ? (page.traces[0] ?? null) : newest;
      return { ...page, index: pageParam.index, newest: first?.traceId ?? null };
    },
    ...byPageToken,
  });
}

/** The newest trace that a search finds, null when it finds none. */
export function newestTraceQuery(client: EngineClient, search: Omit<TraceSearch, 'order'>) {
  const { experimentId, filter } = search;
  return queryOptions({
    queryKey: [...keys.traces, 'newest', experimentId, filter],
    queryFn: async ({ signal }) => (await readNewest(client, search, signal))?.traceId ?? null,
  });
}

async function readNewest(
  client: EngineClient,
  { experimentId, filter }: Omit<TraceSearch, 'order'>,
  signal: AbortSignal,
): Promise<Trace | null> {
  const { traces } = await client.traces.search(
    { experimentIds: [experimentId], filter, maxResults: 1 },
    { signal },
  );
  return traces[0] ?? null;
}

/** What is said of a trace, without its spans; follows every event. @throws NOT_FOUND, as the engine words it */
export function traceQuery(client: EngineClient, traceId: string) {
  return queryOptions({
    queryKey: [...keys.traces, 'one', traceId],
    queryFn: async ({ signal }): Promise<Trace> => {
      const filter = `attributes.request_id = '${traceId}'`;
      const isId = /^[\w-]+$/.test(traceId);
      const { traces } = isId
        ? await client.traces.search({ filter, maxResults: 1 }, { signal })
        : { traces: [] };
      return traces[0] ?? (await client.traces.get({ traceId }, { signal }));
    },
  });
}

/**
 * The spans of a trace. They are many, and an event says only that some trace of the experiment changed: they are read
 * again when what is said of the trace differs, or with each event while it goes on.
 */
export function spansQuery(client: EngineClient, traceId: string, trace: Trace | undefined, readAt: number) {
  const { state, durationMs, spanCount } = trace ?? {};
  return queryOptions({
    queryKey: ['trace-spans', traceId, state, durationMs, spanCount, state === 'IN_PROGRESS' ? readAt : 0],
    queryFn: async ({ signal }) => (await client.traces.get({ traceId }, { signal })).spans,
    enabled: trace !== undefined,
    placeholderData: keepPreviousData,
    staleTime: Infinity,
  });
}
