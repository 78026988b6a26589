import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { PipelineRun } from '#contract/pipelines.ts';
import { useApp } from '#renderer/app-context.ts';
import { keys } from '#renderer/bridge/keys.ts';
import { mediansOf } from './medians.ts';

const runsLookedAt = 20;

/** What each task took in the runs before this one, in ms: of those that ended well, the one in the middle. */
export function useMedians(run: PipelineRun): ReadonlyMap<string, number> {
  const { bridge } = useApp();
  const { data } = useQuery({
    queryKey: [...keys.pipelineRunLists, 'medians', run.pipeline],
    queryFn: async ({ signal }) =>
      (await bridge.client.pipelines.grid({ name: run.pipeline, maxResults: runsLookedAt }, { signal })).runs,
    // They are of runs that are over: this one's events change none of them.
    staleTime: 60_000,
  });
  return useMemo(
    () =>
      mediansOf(
        (data ?? [])
          .filter(
            ({ pipelineRunId, queuedAt }) => pipelineRunId !== run.pipelineRunId && queuedAt <= run.queuedAt,
          )
          .flatMap(({ cells }) => cells),
      ),
    [data, run.pipelineRunId, run.queuedAt],
  );
}
