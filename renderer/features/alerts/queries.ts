import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { AlertView } from '#contract/alert-handling.ts';
import type { EngineClient, Inputs } from '#contract/procedures.ts';
import { keys } from '#renderer/bridge/keys.ts';

/** At most this many, for screens that only look at a few. */
const fewAlerts = 200;

export function alertListQuery(client: EngineClient, state: AlertView) {
  return queryOptions({
    queryKey: [...keys.alertLists, state],
    queryFn: async ({ signal }) =>
      (await client.monitoring.alerts({ state, maxResults: fewAlerts }, { signal })).alerts,
  });
}

export type AlertFilter = Omit<Inputs['monitoring']['alerts'], 'maxResults' | 'pageToken'>;

/** The alerts of a filter page by page, with how many there are in each state. */
export function alertPagesQuery(client: EngineClient, filter: AlertFilter) {
  return infiniteQueryOptions({
    queryKey: [...keys.alertLists, 'pages', filter],
    queryFn: ({ pageParam, signal }) =>
      client.monitoring.alerts(
        { ...filter, maxResults: fewAlerts, ...(pageParam !== null && { pageToken: pageParam }) },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextPageToken }) => nextPageToken,
    placeholderData: (before) => before,
  });
}

export function openAlertCountQuery(client: EngineClient) {
  return queryOptions({
    queryKey: [...keys.alertLists, 'count'],
    queryFn: async ({ signal }) => (await client.monitoring.openAlerts({}, { signal })).count,
  });
}

export function alertQuery(client: EngineClient, alertId: number) {
  return queryOptions({
    queryKey: keys.alert(alertId),
    queryFn: ({ signal }) => client.monitoring.getAlert({ alertId }, { signal }),
  });
}

export function alertHistoryQuery(client: EngineClient, alertId: number) {
  return queryOptions({
    queryKey: [...keys.alert(alertId), 'history'],
    queryFn: async ({ signal }) => (await client.monitoring.alertHistory({ alertId }, { signal })).events,
  });
}

/** The last alerts of the same monitor of a model, this one among them. */
export function similarAlertsQuery(client: EngineClient, { modelName: model, signal }: AlertIdentity) {
  return queryOptions({
    queryKey: [...keys.alertLists, 'similar', model, signal],
    queryFn: async (query) =>
      (
        await client.monitoring.alerts(
          { model, signal, state: 'all', maxResults: 6 },
          { signal: query.signal },
        )
      ).alerts,
  });
}

type AlertIdentity = {
  readonly modelName: string;
  readonly signal: NonNullable<AlertFilter['signal']>;
};

/** The newest batches of a model, newest first. */
export function batchListQuery(client: EngineClient, model: string) {
  return queryOptions({
    queryKey: [...keys.batchLists, model],
    queryFn: async ({ signal }) =>
      (await client.monitoring.batches({ model, maxResults: 20 }, { signal })).batches,
  });
}

export function batchQuery(client: EngineClient, batchId: number) {
  return queryOptions({
    queryKey: keys.batch(batchId),
    queryFn: ({ signal }) => client.monitoring.getBatch({ batchId }, { signal }),
  });
}
