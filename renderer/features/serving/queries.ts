import { queryOptions } from '@tanstack/react-query';
import type { EngineClient } from '#contract/procedures.ts';
import { keys } from '#renderer/bridge/keys.ts';

export function servingStatusQuery(client: EngineClient) {
  return queryOptions({
    queryKey: keys.serving,
    queryFn: ({ signal }) => client.serving.status({}, { signal }),
  });
}
