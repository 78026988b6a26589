import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { EngineClient } from '#contract/procedures.ts';
import { keys } from '#renderer/bridge/keys.ts';

/** Up to 500 runs side by side, in one call. */
export function comparisonQuery(client: EngineClient, runs: readonly string[], baseline: string | undefined) {
  return queryOptions({
    queryKey: [...keys.comparison, 'read', runs, baseline],
    queryFn: ({ signal }) =>
      client.comparison.read(
        { runs: [...runs], ...(baseline === undefined ? {} : { baseline }) },
        { signal },
      ),
    enabled: runs.length > 0,
    // Runs that are added or removed leave the rest where it is.
    placeholderData: keepPreviousData,
  });
}

/** Runs to add, the newest first; without words those of the experiment. */
export function findRunsQuery(client: EngineClient, experimentId: string, words: string) {
  const name = words.trim().replaceAll("'", "''").replaceAll('%', '');
  const everywhere = name !== '';
  return queryOptions({
    queryKey: [...keys.runLists(experimentId), 'to-compare', name],
    queryFn: async ({ signal }) => {
      const found = await client.runs.search(
        {
          experimentIds: everywhere ? [] : [experimentId],
          filter: everywhere ? `attributes.run_name ILIKE '%${name}%'` : '',
          orderBy: ['attributes.start_time DESC'],
          maxResults: 30,
        },
        { signal },
      );
      return found.runs;
    },
    placeholderData: keepPreviousData,
  });
}

/** Whether the runs differ from the baseline by more than chance; read from their files. */
export function significanceQuery(
  client: EngineClient,
  runs: readonly string[],
  baseline: string | undefined,
) {
  return queryOptions({
    queryKey: [...keys.comparison, 'files', runs, baseline],
    queryFn: ({ signal }) =>
      client.comparison.significance(
        { runs: [...runs], ...(baseline === undefined ? {} : { baseline }) },
        { signal },
      ),
  });
}

/** How params go with a metric. */
export function importanceQuery(client: EngineClient, runs: readonly string[], metric: string) {
  return queryOptions({
    queryKey: [...keys.comparison, 'read', 'importance', runs, metric],
    queryFn: ({ signal }) => client.comparison.importance({ runs: [...runs], metric }, { signal }),
  });
}
