import { queryOptions } from '@tanstack/react-query';
import type { EngineClient } from '#contract/procedures.ts';
import { keys } from '#renderer/bridge/keys.ts';

export function alertListQuery(client: EngineClient, state: 'open' | 'resolved') {
  return queryOptions({
    queryKey: [...keys.alertLists, state],
    queryFn: async ({ signal }) =>
      (await client.monitoring.alerts({ state, maxResults: 200 }, { signal })).alerts,
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
