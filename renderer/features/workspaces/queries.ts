import { queryOptions } from '@tanstack/react-query';
import type { EngineClient } from '#contract/procedures.ts';
import { keys } from '#renderer/bridge/keys.ts';

export function recentQuery(client: EngineClient) {
  return queryOptions({
    queryKey: keys.recentWorkspaces,
    queryFn: async ({ signal }) => (await client.workspace.recent({}, { signal })).workspaces,
    // The host writes the list beside the engine, without an event: every visit reads it anew.
    staleTime: 0,
  });
}

/** Whether a folder is good for a workspace, and the machine for Stile; an empty text is the one that is open. */
export function folderQuery(client: EngineClient, folder: string) {
  return queryOptions({
    queryKey: keys.folder(folder),
    queryFn: ({ signal }) => client.workspace.inspect(folder === '' ? {} : { folder }, { signal }),
    // What lies on a disk changes without an event.
    staleTime: 5000,
  });
}
