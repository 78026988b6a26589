import { queryOptions } from '@tanstack/react-query';
import type { EngineClient } from '#contract/procedures.ts';
import { keys } from '#renderer/bridge/keys.ts';

export function usageQuery(client: EngineClient) {
  return queryOptions({
    queryKey: keys.workspaceUsage,
    queryFn: ({ signal }) => client.workspace.usage({}, { signal }),
    // Files come and go without an event: what is shown is as old as the visit.
    staleTime: 10_000,
  });
}

export function licensesQuery(client: EngineClient) {
  return queryOptions({
    queryKey: keys.licenses,
    queryFn: async ({ signal }) => (await client.system.licenses({}, { signal })).text,
  });
}
