import { queryOptions } from '@tanstack/react-query';
import type { CsvDialect, DataSource } from '#contract/datasets.ts';
import type { EngineClient } from '#contract/procedures.ts';
import { keys } from '#renderer/bridge/keys.ts';

export function datasetListQuery(client: EngineClient) {
  return queryOptions({
    queryKey: keys.datasets,
    queryFn: async ({ signal }) => (await client.datasets.list({}, { signal })).datasets,
  });
}

/** The first rows of a file that is no dataset yet, read as `csv` says. */
export function inspectionQuery(client: EngineClient, source: DataSource, csv: Partial<CsvDialect>) {
  return queryOptions({
    queryKey: ['inspection', source, csv],
    queryFn: ({ signal }) => client.datasets.inspect({ source, csv }, { signal }),
    gcTime: 0,
    retry: false,
  });
}
