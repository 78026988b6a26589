import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Run } from '#contract/entities.ts';
import type { EngineClient, Inputs } from '#contract/procedures.ts';
import { keys } from '#renderer/bridge/keys.ts';
import { byPageToken, pageInput } from '#renderer/parts/paged-list.ts';
import { splitOrder } from '#renderer/parts/grid/order-terms.ts';
import type { ListPage } from '#renderer/parts/paged-list.ts';
import type { RunsSearch } from '#renderer/search-params.ts';

export type RunSearch = {
  readonly experimentId: string;
  readonly filter: string;
  readonly order: string;
  readonly view: 'active' | 'deleted';
};

/** Rows of one page. */
export const runPageSize = 250;
/** Children of one run that are read at first, and with each "more". */
export const childPageSize = 200;

export const newestFirst = 'attributes.start_time DESC';

export type RunPage = ListPage & {
  readonly runs: readonly Run[];
  /** When the page was asked for, in ms since 1970. */
  readonly readAt: number;
};

/** What the address of the runs table asks for. */
export function toRunSearch(experimentId: string, { filter, order, view }: RunsSearch): RunSearch {
  return { experimentId, filter: filter ?? '', order: order ?? newestFirst, view: view ?? 'active' };
}

/** With a filter, or among the deleted, a run is found wherever it is nested; otherwise lists begin at the roots. */
export function nestingOf({ filter, view }: Pick<RunSearch, 'filter' | 'view'>): 'all' | 'roots' {
  return filter !== '' || view === 'deleted' ? 'all' : 'roots';
}

export function runListQuery(client: EngineClient, search: RunSearch) {
  const { experimentId, filter, order, view } = search;
  const base = { experimentIds: [experimentId], filter, view, nesting: nestingOf(search) };
  return infiniteQueryOptions({
    queryKey: [...keys.runLists(experimentId), { filter, order, view }],
    queryFn: async ({ pageParam, signal }): Promise<RunPage> => {
      const readAt = Date.now();
      const page = await client.runs.search(
        { ...base, orderBy: [...splitOrder(order)], maxResults: runPageSize, ...pageInput(pageParam) },
        { signal },
      );
      return { ...page, index: pageParam.index, readAt };
    },
    ...byPageToken,
  });
}

export function runChildrenQuery(
  client: EngineClient,
  search: RunSearch,
  parentRunId: string,
  maxResults: number,
) {
  const { experimentId, order } = search;
  return queryOptions({
    queryKey: [...keys.runLists(experimentId), { parentRunId, order, maxResults }],
    queryFn: ({ signal }) =>
      client.runs.search(
        {
          ...{ experimentIds: [experimentId], nesting: 'children', parentRunId, maxResults },
          orderBy: [...splitOrder(order)],
        },
        { signal },
      ),
  });
}

/** The groups of a search by one key, with figures of metrics. */
export function runGroupsQuery(
  client: EngineClient,
  { experimentId, view }: Pick<RunSearch, 'experimentId' | 'view'>,
  asked: Pick<Inputs['runs']['groups'], 'filter' | 'by' | 'metrics' | 'orderBy' | 'maxResults'>,
) {
  return queryOptions({
    queryKey: [...keys.runLists(experimentId), 'groups', view, asked],
    queryFn: ({ signal }) => client.runs.groups({ experimentId, view, ...asked }, { signal }),
    placeholderData: (before) => before,
  });
}

/** The first runs of a group, in the order of the table. */
export function runsOfGroupQuery(
  client: EngineClient,
  { experimentId, view, order }: RunSearch,
  filter: string,
  maxResults: number,
) {
  return queryOptions({
    queryKey: [...keys.runLists(experimentId), 'of-group', view, { filter, order, maxResults }],
    queryFn: ({ signal }) =>
      client.runs.search(
        { experimentIds: [experimentId], view, filter, orderBy: [...splitOrder(order)], maxResults },
        { signal },
      ),
  });
}

/** Saved views of an experiment's runs, by name. */
export function runViewsQuery(client: EngineClient, experimentId: string) {
  return queryOptions({
    queryKey: keys.runViews(experimentId),
    queryFn: async ({ signal }) => (await client.runViews.list({ experimentId }, { signal })).views,
  });
}

export function runCountQuery(
  client: EngineClient,
  search: Omit<RunSearch, 'order'>,
  nesting: 'all' | 'roots',
) {
  const { experimentId, filter, view } = search;
  return queryOptions({
    queryKey: [...keys.runCounts(experimentId), { filter, view, nesting }],
    queryFn: async ({ signal }) =>
      (await client.runs.count({ experimentIds: [experimentId], filter, view, nesting }, { signal })).count,
  });
}

/** Every metric, param and tag of an experiment. Asked anew only now and then: new keys of shown runs are seen in them. */
export function runColumnsQuery(client: EngineClient, experimentId: string) {
  return queryOptions({
    queryKey: ['run-columns', experimentId],
    queryFn: async ({ signal }) => (await client.runs.columns({ experimentId }, { signal })).columns,
    staleTime: 10_000,
  });
}

/** The values of a key that hold a text, with how many runs have each. */
export function runValuesQuery(
  client: EngineClient,
  experimentId: string,
  { kind, key }: { readonly kind: 'metrics' | 'params' | 'tags' | 'attribute'; readonly key: string },
  containing: string,
) {
  const engineKind = kind === 'attribute' ? kind : kind === 'tags' ? 'tag' : 'param';
  return queryOptions({
    queryKey: ['run-values', experimentId, kind, key, containing],
    queryFn: async ({ signal }) =>
      (await client.runs.values({ experimentId, kind: engineKind, key, containing }, { signal })).values,
    staleTime: 10_000,
    placeholderData: (before) => before,
  });
}

/** What a filter says clause by clause; with `counts`, how many runs each clause leaves. */
export function explainFilterQuery(
  client: EngineClient,
  experimentId: string,
  filter: string,
  counts: boolean,
) {
  return queryOptions({
    queryKey: [...(counts ? keys.runCounts(experimentId) : ['explained', experimentId]), { filter, counts }],
    queryFn: ({ signal }) => client.runs.explainFilter({ experimentId, filter, counts }, { signal }),
    staleTime: counts ? 0 : Infinity,
    placeholderData: counts ? undefined : (before) => before,
    retry: false,
  });
}

/** By run id, the aliases of versions that runs of the experiment made. */
export function runAliasesQuery(client: EngineClient, experimentId: string) {
  return queryOptions({
    queryKey: [...keys.modelLists, 'aliases-of-runs', experimentId],
    queryFn: async ({ signal }) => {
      const { aliases } = await client.runs.aliases({ experimentId }, { signal });
      const byRun = new Map<string, string[]>();
      for (const { runId, alias } of aliases) {
        const list = byRun.get(runId) ?? [];
        if (!list.includes(alias)) byRun.set(runId, [...list, alias]);
      }
      return byRun;
    },
  });
}

export function runQuery(client: EngineClient, runId: string) {
  return queryOptions({
    queryKey: keys.run(runId),
    queryFn: ({ signal }) => client.runs.get({ runId }, { signal }),
  });
}

export function runInputsQuery(client: EngineClient, runId: string) {
  return queryOptions({
    queryKey: [...keys.run(runId), 'inputs'],
    queryFn: ({ signal }) => client.runs.inputs({ runId }, { signal }),
  });
}

/** Enough points for a small drawing; longer histories belong on a page of their own. */
const sparklinePoints = 1000;

export function metricHistoryQuery(client: EngineClient, runId: string, key: string) {
  return queryOptions({
    queryKey: keys.metricHistory(runId, key),
    queryFn: ({ signal }) =>
      client.runs.metricHistory({ runId, key, maxResults: sparklinePoints }, { signal }),
  });
}

export function artifactListQuery(client: EngineClient, runId: string, path: string) {
  return queryOptions({
    queryKey: [...keys.artifacts(runId), path],
    queryFn: ({ signal }) => client.artifacts.list({ runId, path }, { signal }),
  });
}

/** What a permanent delete would free. Always asked anew: it is shown just before the deed. */
export function runPurgeQuery(client: EngineClient, runId: string) {
  return queryOptions({
    queryKey: [...keys.run(runId), 'purge'],
    queryFn: ({ signal }) => client.runs.purgePreview({ runId }, { signal }),
    staleTime: 0,
    gcTime: 0,
  });
}

/** The newest runs of all experiments. */
export function recentRunsQuery(client: EngineClient, maxResults: number) {
  return queryOptions({
    queryKey: [...keys.recentRuns, maxResults],
    queryFn: async ({ signal }): Promise<readonly Run[]> => {
      const { experiments } = await client.experiments.search({ maxResults: 200 }, { signal });
      const experimentIds = experiments.map(({ experimentId }) => experimentId);
      if (experimentIds.length === 0) return [];
      const wanted = { experimentIds, orderBy: [newestFirst], maxResults };
      return (await client.runs.search(wanted, { signal })).runs;
    },
  });
}

/** What a run made with MLflow's `log_model`. */
export function runModelsQuery(client: EngineClient, runId: string) {
  return queryOptions({
    queryKey: [...keys.loggedModels, 'of-run', runId],
    queryFn: ({ signal }) => client.loggedModels.search({ runId }, { signal }),
  });
}
