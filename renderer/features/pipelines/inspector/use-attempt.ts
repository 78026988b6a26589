import { useQuery } from '@tanstack/react-query';
import type { TaskAttempt, TaskRun } from '#contract/pipelines.ts';
import { useApp } from '#renderer/app-context.ts';
import { keys } from '#renderer/bridge/keys.ts';

/** What a try was given and ran in; of a task that was not tried yet, what its file says. */
export function useAttempt(
  pipelineRunId: string,
  { taskId, mapIndex }: Pick<TaskRun, 'taskId' | 'mapIndex'>,
  attempt: Pick<TaskAttempt, 'try'> | null,
) {
  const { bridge } = useApp();
  return useQuery({
    queryKey: [...keys.pipelineRun(pipelineRunId), 'attempt', taskId, mapIndex, attempt?.try ?? 0],
    queryFn: ({ signal }) =>
      bridge.client.pipelines.attempt(
        { pipelineRunId, taskId, mapIndex, ...(attempt !== null && { try: attempt.try }) },
        { signal },
      ),
  });
}
