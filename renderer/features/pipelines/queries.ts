import { queryOptions } from '@tanstack/react-query';
import type { TaskRun } from '#contract/pipelines.ts';
import type { EngineClient } from '#contract/procedures.ts';
import { keys } from '#renderer/bridge/keys.ts';

export function pipelineListQuery(client: EngineClient) {
  return queryOptions({
    queryKey: keys.pipelines,
    queryFn: async ({ signal }) => (await client.pipelines.list({}, { signal })).pipelines,
  });
}

/** The newest runs, of one pipeline or of all. */
export function pipelineRunListQuery(client: EngineClient, name?: string, maxResults = 50) {
  return queryOptions({
    queryKey: [...keys.pipelineRunLists, { name, maxResults }],
    queryFn: async ({ signal }) =>
      (await client.pipelines.runs({ ...(name === undefined ? {} : { name }), maxResults }, { signal })).runs,
  });
}

export function pipelineRunQuery(client: EngineClient, pipelineRunId: string) {
  return queryOptions({
    queryKey: keys.pipelineRun(pipelineRunId),
    queryFn: ({ signal }) => client.pipelines.getRun({ pipelineRunId }, { signal }),
  });
}

/** What a log of this many bytes ends with is read; what stands before it is not shown. */
const logTailBytes = 64 * 1024;

export type LogTail = { readonly text: string; readonly isCut: boolean };

/** The end of an attempt's log. */
export function taskLogQuery(
  client: EngineClient,
  pipelineRunId: string,
  { taskId, mapIndex }: Pick<TaskRun, 'taskId' | 'mapIndex'>,
  attempt: number,
) {
  return queryOptions({
    queryKey: [...keys.pipelineLog(pipelineRunId), taskId, mapIndex, attempt],
    queryFn: async ({ signal }): Promise<LogTail> => {
      const place = { pipelineRunId, taskId, mapIndex, try: attempt };
      const first = await client.pipelines.log({ ...place, offset: 0 }, { signal });
      let offset = Math.max(first.nextOffset, first.size - logTailBytes);
      const isCut = offset > first.nextOffset;
      let text = isCut ? '' : first.text;
      for (let size = first.size; offset < size;) {
        const piece = await client.pipelines.log({ ...place, offset }, { signal });
        if (piece.nextOffset <= offset) break;
        text += piece.text;
        size = piece.size;
        offset = piece.nextOffset;
      }
      return { text, isCut };
    },
  });
}
