import { queryOptions } from '@tanstack/react-query';
import type { EngineClient, Inputs } from '#contract/procedures.ts';
import { keys } from '#renderer/bridge/keys.ts';

/** What made a thing and what it touched. @param uri such as `models:/sentiment_classifier/2` */
export function lineageQuery(client: EngineClient, uri: string) {
  return queryOptions({
    queryKey: [...keys.lineage, uri],
    queryFn: ({ signal }) => client.lineage.trace({ uri, direction: 'both' }, { signal }),
  });
}

/** As `lineageQuery`, so far and that way. */
export function lineageTraceQuery(client: EngineClient, input: Inputs['lineage']['trace']) {
  return queryOptions({
    queryKey: [...keys.lineage, 'explore', input],
    queryFn: ({ signal }) => client.lineage.trace(input, { signal }),
    // The graph stands while another depth is read.
    placeholderData: (before, query) =>
      (query?.queryKey.at(-1) as typeof input | undefined)?.uri === input.uri ? before : undefined,
  });
}

export function lineageSearchQuery(client: EngineClient, text: string, types?: readonly string[]) {
  return queryOptions({
    queryKey: [...keys.lineage, 'search', text, types],
    queryFn: async ({ signal }) =>
      (await client.lineage.search({ text, ...(types && { types: [...types] }) }, { signal })).hits,
    placeholderData: (before) => before,
  });
}
