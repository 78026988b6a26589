import { queryOptions } from '@tanstack/react-query';
import type { EngineClient } from '#contract/procedures.ts';
import { keys } from '#renderer/bridge/keys.ts';

/** Rows that are read at a time. */
export const windowRows = 200;

/** A window of a table of any size; nothing of it is kept for long. */
export function tableWindowQuery(client: EngineClient, uri: string, page: number) {
  return queryOptions({
    queryKey: [...keys.table(uri), 'rows', page],
    queryFn: ({ signal }) =>
      client.tables.read({ uri, offset: page * windowRows, limit: windowRows }, { signal }),
    gcTime: 30_000,
    retry: false,
  });
}

/** How many rows a table has, which takes a reading of all of it. */
export function tableRowsQuery(client: EngineClient, uri: string) {
  return queryOptions({
    queryKey: [...keys.table(uri), 'count'],
    queryFn: async ({ signal }) => (await client.tables.count({ uri }, { signal })).rows,
    retry: false,
  });
}

export function tableProfileQuery(client: EngineClient, uri: string) {
  return queryOptions({
    queryKey: [...keys.table(uri), 'profile'],
    queryFn: ({ signal }) => client.tables.profile({ uri }, { signal }),
    retry: false,
  });
}
