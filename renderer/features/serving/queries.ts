import { queryOptions } from '@tanstack/react-query';
import type { EngineClient } from '#contract/procedures.ts';
import { keys } from '#renderer/bridge/keys.ts';

export function servingStatusQuery(client: EngineClient) {
  return queryOptions({
    queryKey: keys.serving,
    queryFn: ({ signal }) => client.serving.status({}, { signal }),
  });
}

/** The files of a version and its input example: they never change. */
export function versionFilesQuery(client: EngineClient, name: string, version: number) {
  return queryOptions({
    queryKey: [...keys.model(name), 'files', version],
    queryFn: ({ signal }) => client.registry.versionFiles({ name, version }, { signal }),
    retry: false,
  });
}
