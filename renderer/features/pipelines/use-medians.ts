import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { PipelineRun } from '#contract/pipelines.ts';
import { useApp } from '#renderer/app-context.ts';
import { mediansOf } from './medians.ts';
import { pipelineRunListQuery } from './queries.ts';

const runsLookedAt = 20;

/** What each task took in the runs before this one, in ms: of those that ended well, the one in the middle. */
export function useMedians(run: PipelineRun): ReadonlyMap<string, number> {
  const { bridge } = useApp();
  const { data } = useQuery({
    ...pipelineRunListQuery(bridge.client, run.pipeline, runsLookedAt),
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
          .flatMap(({ tasks }) =>
            tasks.map(({ taskId, attempts }) => {
              const last = attempts.at(-1);
              return {
                taskId,
                state: last?.state ?? 'none',
                startedAt: last?.startedAt ?? null,
                endedAt: last?.endedAt ?? null,
              };
            }),
          ),
      ),
    [data, run.pipelineRunId, run.queuedAt],
  );
}
