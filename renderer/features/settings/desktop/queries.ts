import { queryOptions } from '@tanstack/react-query';
import type { EngineClient } from '#contract/procedures.ts';
import { keys } from '#renderer/bridge/keys.ts';

export function appInfoQuery(client: EngineClient) {
  return queryOptions({
    queryKey: keys.appInfo,
    queryFn: ({ signal }) => client.app.info({}, { signal }),
  });
}

/** A terminal or another Stile may change it without an event. */
export function commandQuery(client: EngineClient) {
  return queryOptions({
    queryKey: keys.appCommand,
    queryFn: ({ signal }) => client.app.command({}, { signal }),
    staleTime: 0,
  });
}

/** Counts files, which takes a while; what is shown is as old as the visit. */
export function dataPlacesQuery(client: EngineClient) {
  return queryOptions({
    queryKey: keys.dataPlaces,
    queryFn: async ({ signal }) => (await client.app.dataPlaces({}, { signal })).places,
    staleTime: 0,
  });
}
