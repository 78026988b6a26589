import { queryOptions } from '@tanstack/react-query';
import type { EngineClient } from '#contract/procedures.ts';
import { keys } from '#renderer/bridge/keys.ts';

/** What made a thing and what it touched. @param uri such as `models:/sentiment_classifier/2` */
export function lineageQuery(client: EngineClient, uri: string) {
  return queryOptions({
    queryKey: [...keys.lineage, uri],
    queryFn: ({ signal }) => client.lineage.trace({ uri, direction: 'both' }, { signal }),
  });
}
