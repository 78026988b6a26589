import type { EngineClient, Inputs } from '#contract/procedures.ts';
import type { RunSearch } from '../queries.ts';

/** The runs that an act is about: those with these ids, or all that the search of the table finds. */
export type ChosenRuns = {
  readonly search: RunSearch;
  /** Null: all of the search. */
  readonly runIds: readonly string[] | null;
  readonly count: number;
};

type Which = Pick<Inputs['runs']['changeMany'], 'experimentId' | 'runIds' | 'search'>;

/** The same for the engine, which goes through a search by itself. */
export function toTarget({ search, runIds }: ChosenRuns): Which {
  const { experimentId, filter, view } = search;
  return runIds === null ? { experimentId, search: { filter, view } } : { experimentId, runIds: [...runIds] };
}

/** A search text that finds the chosen runs. */
export function toFilter({ search, runIds }: ChosenRuns): string {
  if (runIds === null) return search.filter;
  return `attributes.run_id IN (${runIds.map((id) => `'${id}'`).join(', ')})`;
}

export async function readIds(client: EngineClient, chosen: ChosenRuns): Promise<readonly string[]> {
  if (chosen.runIds !== null) return chosen.runIds;
  const { experimentId, filter, view } = chosen.search;
  return (await client.runs.ids({ experimentId, filter, view })).runIds;
}
