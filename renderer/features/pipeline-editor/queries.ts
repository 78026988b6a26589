import { queryOptions } from '@tanstack/react-query';
import type { EngineClient } from '#contract/procedures.ts';
import { keys } from '#renderer/bridge/keys.ts';

/** A pipeline's file with its text and hash. */
export function pipelineFileQuery(client: EngineClient, name: string) {
  return queryOptions({
    queryKey: keys.pipelineFile(name),
    queryFn: ({ signal }) => client.pipelines.get({ name }, { signal }),
  });
}

export function pipelineLayoutQuery(client: EngineClient, name: string) {
  return queryOptions({
    queryKey: keys.pipelineLayout(name),
    queryFn: ({ signal }) => client.pipelines.layout({ name }, { signal }),
  });
}

/** What was edited and is not saved; null: nothing. */
export function pipelineDraftQuery(client: EngineClient, name: string) {
  return queryOptions({
    queryKey: [...keys.pipelineDrafts, name],
    queryFn: async ({ signal }) => (await client.pipelines.draft({ name }, { signal })).draft,
  });
}

export function taskTypesQuery(client: EngineClient) {
  return queryOptions({
    queryKey: ['task-types'],
    queryFn: async ({ signal }) => (await client.pipelines.taskTypes({}, { signal })).types,
    staleTime: Infinity,
  });
}
