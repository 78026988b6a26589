import { queryOptions } from '@tanstack/react-query';
import type { CsvDialect, DataSource } from '#contract/datasets.ts';
import type { EngineClient } from '#contract/procedures.ts';
import { keys } from '#renderer/bridge/keys.ts';

/** How many rows of a version are shown. */
const previewedRows = 100;

export function datasetListQuery(client: EngineClient) {
  return queryOptions({
    queryKey: keys.datasets,
    queryFn: async ({ signal }) => (await client.datasets.list({}, { signal })).datasets,
  });
}

/** Newest first, each with its columns and files. */
export function datasetVersionsQuery(client: EngineClient, name: string) {
  return queryOptions({
    queryKey: [...keys.datasets, name],
    queryFn: async ({ signal }) => {
      const { versions } = await client.datasets.versions({ name }, { signal });
      return versions.toSorted((a, b) => b.version - a.version);
    },
  });
}

/** The first rows of a version. What a version holds never changes, so it is read once. */
export function datasetRowsQuery(client: EngineClient, name: string, version: number) {
  return queryOptions({
    queryKey: keys.datasetContent(name, version, 'rows'),
    queryFn: ({ signal }) =>
      client.datasets.preview({ name, version, offset: 0, maxResults: previewedRows }, { signal }),
    staleTime: Infinity,
  });
}

/** What `to` has that `from` has not, and the other way round. */
export function datasetDiffQuery(client: EngineClient, name: string, from: number, to: number) {
  return queryOptions({
    queryKey: keys.datasetContent(name, to, `diff-${String(from)}`),
    queryFn: ({ signal }) => client.datasets.diff({ name, from, to }, { signal }),
    staleTime: Infinity,
  });
}

/** Runs, models and batches that a version reached within four steps. */
export function datasetUsesQuery(client: EngineClient, uri: string) {
  return queryOptions({
    queryKey: keys.datasetUses(uri),
    queryFn: ({ signal }) => client.lineage.trace({ uri, direction: 'downstream', depth: 4 }, { signal }),
    retry: false,
    staleTime: 0,
  });
}

/** The first rows of data that is no dataset yet, read as `csv` says. */
export function inspectionQuery(client: EngineClient, source: DataSource, csv: Partial<CsvDialect>) {
  return queryOptions({
    queryKey: ['inspection', source, csv],
    queryFn: ({ signal }) => client.datasets.inspect({ source, csv }, { signal }),
    gcTime: 0,
    retry: false,
  });
}
