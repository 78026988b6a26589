import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { ActivityEntry } from '#contract/activity.ts';
import type { EngineClient, Inputs } from '#contract/procedures.ts';
import { keys } from '#renderer/bridge/keys.ts';
import { byPageToken, pageInput } from '#renderer/parts/paged-list.ts';
import type { ListPage } from '#renderer/parts/paged-list.ts';

export type ObjectKind = 'run' | 'experiment' | 'model' | 'model_version' | 'alert';

/** The newest changes of one object. */
export function objectActivityQuery(client: EngineClient, entityKind: ObjectKind, entityId: string) {
  return queryOptions({
    queryKey: keys.activity(entityKind, entityId),
    queryFn: ({ signal }) => client.activity.list({ entityKind, entityId, maxResults: 50 }, { signal }),
  });
}

export const activityPageSize = 200;
export type ActivityFilter = Omit<Inputs['activity']['list'], 'maxResults' | 'pageToken'>;
export type ActivityPageRows = ListPage & { readonly entries: readonly ActivityEntry[] };

/** All changes that a filter lets through, the newest first. */
export function activityListQuery(client: EngineClient, filter: ActivityFilter) {
  return infiniteQueryOptions({
    queryKey: [...keys.activityList, filter],
    queryFn: async ({ pageParam, signal }): Promise<ActivityPageRows> => {
      const asked = { ...filter, maxResults: activityPageSize, ...pageInput(pageParam) };
      return { ...(await client.activity.list(asked, { signal })), index: pageParam.index };
    },
    ...byPageToken,
  });
}

/** The steps of one pipeline run, the newest first; a run has fewer than are read. */
export function stepsQuery(client: EngineClient, filter: ActivityFilter) {
  return queryOptions({
    queryKey: [...keys.activityList, 'steps', filter],
    queryFn: async ({ signal }) =>
      (await client.activity.list({ ...filter, maxResults: 1000 }, { signal })).entries,
  });
}
