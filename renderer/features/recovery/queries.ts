import { queryOptions } from '@tanstack/react-query';
import type { BackupEntry } from '#contract/entities.ts';
import type { LastStart } from '#contract/workspaces.ts';
import type { EngineClient } from '#contract/procedures.ts';
import { keys } from '#renderer/bridge/keys.ts';

/** The backups, the last check and how the engine came about. */
export function recoveryQuery(client: EngineClient) {
  return queryOptions({
    queryKey: keys.backups,
    queryFn: ({ signal }) => client.workspace.backups({}, { signal }),
  });
}

/** So many changes are counted; more are "more than". */
export const countedChanges = 200;

/** What was changed since a backup was made, and would be lost with it. */
export function changesSinceQuery(client: EngineClient, { lastActivityId, createdAt }: BackupEntry) {
  const since = lastActivityId === null ? { from: createdAt } : { after: lastActivityId };
  return queryOptions({
    queryKey: [...keys.activityList, 'since', since],
    queryFn: async ({ signal }) => {
      const { entries, nextPageToken } = await client.activity.list(
        { ...since, maxResults: countedChanges },
        { signal },
      );
      return { entries, hasMore: nextPageToken !== null };
    },
  });
}

/** What the engine made good at its start. */
export function recoveredQuery(client: EngineClient, { startedAt, readyAt }: LastStart) {
  return queryOptions({
    queryKey: [...keys.activityList, 'recovered', startedAt],
    queryFn: async ({ signal }) => {
      const order = { actorKind: 'engine', from: startedAt, until: readyAt + 1, maxResults: 20 } as const;
      return (await client.activity.list(order, { signal })).entries;
    },
    staleTime: Infinity,
  });
}
