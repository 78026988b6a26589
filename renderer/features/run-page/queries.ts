import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Run } from '#contract/entities.ts';
import type { EngineClient } from '#contract/procedures.ts';
import { keys } from '#renderer/bridge/keys.ts';
import { toProblem } from '#renderer/bridge/problems.ts';

/** The runs before and after this one in its list, which is ordered by when they started, newest first. */
export type Neighbours = { readonly previous: string | null; readonly next: string | null };

export function neighboursQuery(client: EngineClient, run: Run, filter: string) {
  const { runId, experimentId, startedAt, lifecycle } = run;
  return queryOptions({
    queryKey: [...keys.runLists(experimentId), 'neighbours', runId, filter],
    queryFn: async ({ signal }): Promise<Neighbours> => {
      const find = async (bound: string, direction: string): Promise<string | null> => {
        const own = `attributes.start_time ${bound} ${String(startedAt)}`;
        const { runs } = await client.runs.search(
          {
            experimentIds: [experimentId],
            filter: filter === '' ? own : `(${filter}) AND ${own}`,
            orderBy: [`attributes.start_time ${direction}`],
            view: lifecycle,
            maxResults: 1,
          },
          { signal },
        );
        return runs[0]?.runId ?? null;
      };
      const [previous, next] = await Promise.all([find('>', 'ASC'), find('<', 'DESC')]);
      return { previous, next };
    },
  });
}

export type MadeVersion = { readonly name: string; readonly version: number };

/** The model versions that came of a run, also by way of a logged model. */
export function madeVersionsQuery(client: EngineClient, runId: string) {
  return queryOptions({
    queryKey: [...keys.lineage, 'made-by-run', runId],
    queryFn: async ({ signal }): Promise<readonly MadeVersion[]> => {
      try {
        const graph = await client.lineage.trace(
          { uri: `runs:/${runId}`, direction: 'downstream', depth: 2 },
          { signal },
        );
        return graph.nodes.flatMap(({ type, uri }) => {
          const cut = uri.lastIndexOf('/');
          if (type !== 'ModelVersion') return [];
          return [{ name: uri.slice('models:/'.length, cut), version: Number(uri.slice(cut + 1)) }];
        });
      } catch (error) {
        // A run that nothing is recorded about has made no version.
        if (toProblem(error).code === 'NOT_FOUND') return [];
        throw error;
      }
    },
  });
}

export function modelVersionQuery(client: EngineClient, { name, version }: MadeVersion) {
  return queryOptions({
    queryKey: [...keys.model(name), 'version', version],
    queryFn: ({ signal }) => client.registry.getVersion({ name, version }, { signal }),
  });
}

/** The champions that other runs have made: what a run of this experiment can be measured against. */
export function championRunsQuery(client: EngineClient, experimentId: string) {
  return queryOptions({
    queryKey: [...keys.modelLists, 'champion-runs', experimentId],
    queryFn: async ({ signal }) => {
      const { aliases } = await client.runs.aliases({ experimentId }, { signal });
      const held = aliases.filter(({ alias }) => alias === 'champion');
      if (held.length === 0) return [];
      const ids = held.map(({ runId }) => `'${runId}'`).join(', ');
      const { runs } = await client.runs.search(
        { experimentIds: [experimentId], filter: `attributes.run_id IN (${ids})`, maxResults: held.length },
        { signal },
      );
      const names = new Map(runs.map(({ runId, name }) => [runId, name]));
      return held.flatMap(({ model, runId }) => {
        const name = names.get(runId);
        return name === undefined ? [] : [{ model, runId, name }];
      });
    },
  });
}

const childPageSize = 200;

/** The runs inside a run, newest first, page by page. */
export function childListQuery(client: EngineClient, run: Run) {
  return infiniteQueryOptions({
    queryKey: [...keys.runLists(run.experimentId), 'inside', run.runId],
    queryFn: ({ pageParam, signal }) =>
      client.runs.search(
        {
          experimentIds: [run.experimentId],
          nesting: 'children',
          parentRunId: run.runId,
          orderBy: ['attributes.start_time DESC'],
          maxResults: childPageSize,
          ...(pageParam === '' ? {} : { pageToken: pageParam }),
        },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: ({ nextPageToken }) => nextPageToken ?? undefined,
  });
}
