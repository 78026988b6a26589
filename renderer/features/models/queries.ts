import { queryOptions } from '@tanstack/react-query';
import type { EngineClient } from '#contract/procedures.ts';
import { keys } from '#renderer/bridge/keys.ts';

export function modelListQuery(client: EngineClient) {
  return queryOptions({
    queryKey: keys.modelLists,
    queryFn: async ({ signal }) => (await client.registry.list({ maxResults: 200 }, { signal })).models,
  });
}

export function modelQuery(client: EngineClient, name: string) {
  return queryOptions({
    queryKey: keys.model(name),
    queryFn: ({ signal }) => client.registry.get({ name }, { signal }),
  });
}

export function modelVersionsQuery(client: EngineClient, name: string) {
  return queryOptions({
    queryKey: [...keys.model(name), 'versions'],
    queryFn: async ({ signal }) => {
      const { versions } = await client.registry.versions({ name }, { signal });
      return versions.toSorted((a, b) => b.version - a.version);
    },
  });
}

/** Every move of every alias, newest first. */
export function aliasMovesQuery(client: EngineClient, name: string) {
  return queryOptions({
    queryKey: [...keys.model(name), 'moves'],
    queryFn: async ({ signal }) => (await client.registry.history({ name }, { signal })).moves,
  });
}

export function loggedModelQuery(client: EngineClient, modelId: string) {
  return queryOptions({
    queryKey: [...keys.loggedModels, 'get', modelId],
    queryFn: ({ signal }) => client.loggedModels.get({ modelId }, { signal }),
    retry: false,
  });
}
