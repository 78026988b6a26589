import { queryOptions } from '@tanstack/react-query';
import type { EngineClient } from '#contract/procedures.ts';
import { keys } from '#renderer/bridge/keys.ts';

/** Long work of the last day, and all that goes on, the newest first. */
export function jobListQuery(client: EngineClient) {
  return queryOptions({
    queryKey: keys.jobs,
    queryFn: async ({ signal }) => (await client.jobs.list({}, { signal })).jobs,
  });
}
