import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { BatchRow } from '#contract/monitoring.ts';
import type { EngineClient } from '#contract/procedures.ts';
import { keys } from '#renderer/bridge/keys.ts';

const historySize = 60;
const rowsAtOnce = 50;
const requestsShown = 20;

export type RowOrder = 'row' | 'oov' | 'confidence';

/** The newest batches of a model, newest first, and whether older ones exist. */
export function batchHistoryQuery(client: EngineClient, model: string) {
  return queryOptions({
    queryKey: [...keys.batchLists, 'history', model],
    queryFn: async ({ signal }) => {
      const page = await client.monitoring.batches({ model, maxResults: historySize }, { signal });
      return { batches: page.batches, hasOlder: page.nextPageToken !== null };
    },
  });
}

/** The newest batch of any model; null before the first. */
export function newestBatchQuery(client: EngineClient) {
  return queryOptions({
    queryKey: [...keys.batchLists, 'newest'],
    queryFn: async ({ signal }) =>
      (await client.monitoring.batches({ maxResults: 1 }, { signal })).batches[0] ?? null,
  });
}

/** Rows of a batch, some at a time. */
export function batchRowsQuery(client: EngineClient, batchId: number, order: RowOrder) {
  return infiniteQueryOptions({
    queryKey: [...keys.batchRows(batchId), order],
    queryFn: ({ signal, pageParam }): Promise<{ rows: BatchRow[]; nextPageToken: string | null }> =>
      client.monitoring.rows(
        {
          batchId,
          order,
          maxResults: rowsAtOnce,
          ...(pageParam === null ? {} : { pageToken: pageParam }),
        },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextPageToken }) => nextPageToken,
  });
}

/** Alerts of a model in every state, to lead from a check to the alert that it fired. */
export function modelAlertsQuery(client: EngineClient, model: string) {
  return queryOptions({
    queryKey: [...keys.alertLists, 'of', model],
    queryFn: async ({ signal }) =>
      (await client.monitoring.alerts({ model, state: 'all', maxResults: 200 }, { signal })).alerts,
  });
}

/** The newest logged requests to a model. */
export function requestLogQuery(client: EngineClient, model: string) {
  return queryOptions({
    queryKey: [...keys.serving, 'log', model],
    queryFn: async ({ signal }) =>
      (await client.serving.log({ model, maxResults: requestsShown }, { signal })).entries,
  });
}
