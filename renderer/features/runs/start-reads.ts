import type { QueryClient } from '@tanstack/react-query';
import type { Bridge } from '#renderer/bridge/bridge.ts';
import type { RunsSearch } from '#renderer/search-params.ts';
import { experimentQuery } from '../experiments/index.ts';
import { runColumnsQuery, runListQuery, toRunSearch } from './queries.ts';

/** What a page that reads ahead needs. */
export type Reader = { readonly queryClient: QueryClient; readonly bridge: Bridge };

/**
 * Asks for the rows of the runs table while its code is still on its way. Nothing waits for it, and nothing is told of
 * a failure here: the page itself asks for the same and shows what comes of it.
 */
export function startRunsReads(
  { queryClient, bridge }: Reader,
  experimentId: string,
  search: Pick<RunsSearch, 'filter' | 'order' | 'view'>,
): void {
  const { client } = bridge;
  void queryClient.prefetchQuery(experimentQuery(client, experimentId));
  void queryClient.prefetchInfiniteQuery(runListQuery(client, toRunSearch(experimentId, search)));
  void queryClient.prefetchQuery(runColumnsQuery(client, experimentId));
}
