import { useQueries } from '@tanstack/react-query';
import { ancestorsOf } from '#core/pipeline-text/index.ts';
import { useApp } from '#renderer/app-context.ts';
import { pipelineRunQuery } from '#renderer/features/pipelines/index.ts';
import { useEditor, useEditorState } from '../session/editor-context.ts';

/** More runs than these are not read for names. */
const mostRuns = 3;

/** Names of outputs that the tasks before one made in their newest runs: programs alone know them before. */
export function useSeenOutputs(taskId: string | null): ReadonlyMap<string, readonly string[]> {
  const { client } = useApp().bridge;
  const { standing } = useEditor();
  const graph = useEditorState((state) => state.graph);
  const before = taskId === null ? [] : ancestorsOf(graph, taskId);
  const runIds = before.flatMap((id) => standing.get(id)?.pipelineRunId ?? []);
  const runs = useQueries({
    queries: [...new Set(runIds)].slice(0, mostRuns).map((id) => pipelineRunQuery(client, id)),
  });
  const seen = new Map<string, readonly string[]>();
  for (const { data } of runs)
    for (const { taskId: id, attempts } of data?.tasks ?? []) {
      const names = Object.keys(attempts.at(-1)?.outputs ?? {});
      if (names.length > 0 && standing.get(id)?.pipelineRunId === data?.pipelineRunId) seen.set(id, names);
    }
  return seen;
}
