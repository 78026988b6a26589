import { queryOptions } from '@tanstack/react-query';
import type { EngineClient } from '#contract/procedures.ts';
import { keys } from '#renderer/bridge/keys.ts';

/** The newest changes of one object. */
export function objectActivityQuery(
  client: EngineClient,
  entityKind: 'run' | 'experiment',
  entityId: string,
) {
  return queryOptions({
    queryKey: keys.activity(entityKind, entityId),
    queryFn: ({ signal }) => client.activity.list({ entityKind, entityId, maxResults: 50 }, { signal }),
  });
}
