import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { EngineClient } from '#contract/procedures.ts';
import { keys } from '#renderer/bridge/keys.ts';

/** What a pipeline file may say; it changes with the program alone. */
export function fileSchemaQuery(client: EngineClient) {
  return queryOptions({
    queryKey: keys.pipelineFileSchema,
    queryFn: async ({ signal }) => (await client.pipelines.fileSchema({}, { signal })).schema,
    staleTime: Infinity,
  });
}

/** When a schedule would start runs, as it is written now and whether or not it is saved. */
export function scheduleTimesQuery(client: EngineClient, schedule: unknown) {
  // JSON is YAML: the smallest file with this schedule, held against the engine's own rules.
  const text = JSON.stringify({
    version: 1,
    name: 'schedule',
    schedule,
    tasks: { task: { type: 'shell', with: { command: 'true' } } },
  });
  return queryOptions({
    queryKey: [...keys.scheduleTimes, text],
    queryFn: ({ signal }) => client.pipelines.validate({ name: 'schedule', text }, { signal }),
    // The times move on with the clock.
    staleTime: 30_000,
  });
}

type AskedSource = {
  readonly name: string;
  readonly taskId: string;
  /** What the file says of the task: only another word here can name another file. */
  readonly says: unknown;
  readonly text: () => string;
};

/** The files with the code of a task, as they are on the disk now: who comes back from their editor sees what they wrote. */
export function taskSourceQuery(client: EngineClient, { name, taskId, says, text }: AskedSource) {
  return queryOptions({
    queryKey: ['task-source', name, taskId, says],
    queryFn: ({ signal }) => client.pipelines.taskSource({ name, taskId, text: text() }, { signal }),
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: 'always',
    refetchOnMount: 'always',
  });
}
