import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { EngineClient, Inputs } from '#contract/procedures.ts';
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

/** How each task of the file stands, and the run that goes on. */
export function standingQuery(client: EngineClient, name: string) {
  return queryOptions({
    queryKey: [...keys.pipelineStandings, name],
    queryFn: ({ signal }) => client.pipelines.standing({ name }, { signal }),
  });
}

/** What a run would run, reuse and leave out. @param hash of the file: another text has another answer */
export function previewRunQuery(
  client: EngineClient,
  { hash, ...asked }: Inputs['pipelines']['previewRun'] & { readonly hash: string },
) {
  return queryOptions({
    queryKey: [...keys.pipelineStandings, asked.name, 'preview', hash, asked],
    queryFn: async ({ signal }) => (await client.pipelines.previewRun(asked, { signal })).tasks,
    placeholderData: keepPreviousData,
  });
}

export function taskTypesQuery(client: EngineClient) {
  return queryOptions({
    queryKey: ['task-types'],
    queryFn: async ({ signal }) => (await client.pipelines.taskTypes({}, { signal })).types,
    staleTime: Infinity,
  });
}
