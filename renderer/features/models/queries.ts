import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { EngineClient, Outputs } from '#contract/procedures.ts';
import type { ModelEventKind } from '#contract/promotion.ts';
import { keys } from '#renderer/bridge/keys.ts';
import { byPageToken, pageInput } from '#renderer/parts/paged-list.ts';
import type { ListPage } from '#renderer/parts/paged-list.ts';

export function modelListQuery(client: EngineClient, view: 'active' | 'archived' = 'active') {
  return queryOptions({
    queryKey: [...keys.modelLists, view],
    queryFn: async ({ signal }) => (await client.registry.list({ view, maxResults: 200 }, { signal })).models,
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

const eventsPage = 50;
export type EventsPage = ListPage & Outputs['promotion']['timeline'];

/** What happened to a model, newest first; of one kind where it is named. */
export function timelineQuery(
  client: EngineClient,
  name: string,
  kind: ModelEventKind | null,
  version?: number,
) {
  return infiniteQueryOptions({
    queryKey: [...keys.modelTimeline(name), kind, version],
    queryFn: async ({ pageParam, signal }): Promise<EventsPage> => {
      const page = await client.promotion.timeline(
        {
          name,
          maxResults: eventsPage,
          ...(kind === null ? {} : { kinds: [kind] }),
          ...(version === undefined ? {} : { version }),
          ...pageInput(pageParam),
        },
        { signal },
      );
      return { ...page, index: pageParam.index };
    },
    ...byPageToken,
  });
}

/** What a rollback would do. Always asked anew: it is shown just before the deed. */
export function rollbackPlanQuery(client: EngineClient, name: string) {
  return queryOptions({
    queryKey: [...keys.model(name), 'rollback'],
    queryFn: ({ signal }) => client.promotion.rollbackPlan({ name }, { signal }),
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
}

/** Who held which alias when, newest first. */
export function holdersQuery(client: EngineClient, name: string) {
  return queryOptions({
    queryKey: [...keys.model(name), 'holders'],
    queryFn: async ({ signal }) => (await client.promotion.holders({ name }, { signal })).holders,
  });
}

/** What there is to say of a version. */
export function cardQuery(client: EngineClient, name: string, version: number) {
  return queryOptions({
    queryKey: [...keys.model(name), 'card', version],
    queryFn: ({ signal }) => client.promotion.card({ name, version }, { signal }),
  });
}

/** The same as Markdown. */
export function cardDocumentQuery(
  client: EngineClient,
  name: string,
  version: number,
  language: 'en' | 'sv',
) {
  return queryOptions({
    queryKey: [...keys.model(name), 'card-document', version, language],
    queryFn: ({ signal }) =>
      client.promotion.cardDocument({ name, version, format: 'markdown', language }, { signal }),
  });
}

/** The recorded environment beside this machine's. */
export function parityQuery(client: EngineClient, name: string, version: number) {
  return queryOptions({
    queryKey: [...keys.python, 'parity', name, version],
    queryFn: ({ signal }) => client.promotion.parity({ name, version }, { signal }),
    retry: false,
  });
}

/** The newest alerts of a model, open and resolved, for the marks on its chart. */
export function modelAlertsQuery(client: EngineClient, name: string) {
  return queryOptions({
    queryKey: [...keys.alertLists, 'of', name],
    queryFn: async ({ signal }) =>
      (await client.monitoring.alerts({ model: name, state: 'all', maxResults: 200 }, { signal })).alerts,
  });
}

/** What every gate says of a version now. Asked anew each time the sheet opens: rows and environments change. */
export function gatesQuery(client: EngineClient, name: string, version: number) {
  return queryOptions({
    queryKey: [...keys.model(name), 'gates', version],
    queryFn: async ({ signal }) => (await client.promotion.gates({ name, version }, { signal })).gates,
    staleTime: 60_000,
    gcTime: 0,
    retry: false,
  });
}
