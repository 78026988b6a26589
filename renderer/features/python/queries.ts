import { queryOptions } from '@tanstack/react-query';
import type { EngineClient } from '#contract/procedures.ts';
import { keys } from '#renderer/bridge/keys.ts';

/** The Pythons of this machine. The engine looks for them once; `lookAgain` of the acts looks anew. */
export function interpretersQuery(client: EngineClient) {
  return queryOptions({
    queryKey: [...keys.python, 'interpreters'],
    queryFn: async ({ signal }) => (await client.python.interpreters({}, { signal })).interpreters,
  });
}

/** The Pythons that tasks run in, before a run, by the names of their pipelines. */
export function pipelinePythonsQuery(client: EngineClient) {
  return queryOptions({
    queryKey: keys.pipelinePythons,
    queryFn: async ({ signal }) => (await client.pipelines.pythons({}, { signal })).pythons,
  });
}

export function environmentsQuery(client: EngineClient) {
  return queryOptions({
    queryKey: [...keys.python, 'environments'],
    queryFn: async ({ signal }) => (await client.python.environments({}, { signal })).environments,
  });
}
