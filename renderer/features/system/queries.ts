import { queryOptions } from '@tanstack/react-query';
import type { EngineClient } from '#contract/procedures.ts';
import { keys } from '#renderer/bridge/keys.ts';

export function systemInfoQuery(client: EngineClient) {
  return queryOptions({
    queryKey: keys.system,
    queryFn: ({ signal }) => client.system.info({}, { signal }),
  });
}
