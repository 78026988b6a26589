import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { EngineClient } from '#contract/procedures.ts';
import { keys } from '#renderer/bridge/keys.ts';

export type ExperimentSearch = {
  readonly filter: string;
  readonly view: 'active' | 'deleted';
  readonly order: string | undefined;
};

const pageSize = 200;

export function experimentListQuery(client: EngineClient, { filter, view, order }: ExperimentSearch) {
  return infiniteQueryOptions({
    queryKey: [...keys.experimentLists, { filter, view, order }],
    queryFn: ({ pageParam, signal }) =>
      client.experiments.search(
        {
          filter,
          view,
          orderBy: order === undefined ? [] : [order],
          maxResults: pageSize,
          ...(pageParam === null ? {} : { pageToken: pageParam }),
        },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextPageToken,
  });
}

export function experimentQuery(client: EngineClient, experimentId: string) {
  return queryOptions({
    queryKey: keys.experiment(experimentId),
    queryFn: ({ signal }) => client.experiments.get({ experimentId }, { signal }),
  });
}

/** What a permanent delete would free. Always asked anew: it is shown just before the deed. */
export function experimentPurgeQuery(client: EngineClient, experimentId: string) {
  return queryOptions({
    queryKey: [...keys.experiment(experimentId), 'purge'],
    queryFn: ({ signal }) => client.experiments.purgePreview({ experimentId }, { signal }),
    staleTime: 0,
    gcTime: 0,
  });
}

/** The metrics that these experiments are about, by experiment. */
export function headlinesQuery(client: EngineClient, experimentIds: readonly string[]) {
  return queryOptions({
    queryKey: [...keys.experimentLists, 'headlines', experimentIds],
    queryFn: async ({ signal }) => {
      const { headlines } = await client.experiments.headlines(
        { experimentIds: [...experimentIds] },
        { signal },
      );
      return new Map(headlines.map((headline) => [headline.experimentId, headline]));
    },
  });
}
