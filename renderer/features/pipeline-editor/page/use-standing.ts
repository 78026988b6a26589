import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { TaskRun } from '#contract/pipelines.ts';
import type { TaskStanding } from '#contract/pipeline-views.ts';
import { useApp } from '#renderer/app-context.ts';
import { pipelineRunListQuery } from '#renderer/features/pipelines/index.ts';

const nothing: ReadonlyMap<string, TaskStanding> = new Map();

/** How each task of the newest run stands, by id. */
export function useStanding(name: string): ReadonlyMap<string, TaskStanding> {
  const { bridge } = useApp();
  const { data } = useQuery(pipelineRunListQuery(bridge.client, name, 1));
  const run = data?.[0];
  return useMemo(() => {
    if (run === undefined) return nothing;
    return new Map(run.tasks.map((task) => [task.taskId, toStanding(run.pipelineRunId, task)]));
  }, [run]);
}

function toStanding(pipelineRunId: string, task: TaskRun): TaskStanding {
  const attempt = task.attempts.at(-1);
  return {
    taskId: task.taskId,
    state: task.state,
    pipelineRunId,
    try: attempt?.try ?? 0,
    maxTries: null,
    startedAt: attempt?.startedAt ?? null,
    endedAt: attempt?.endedAt ?? null,
    waitsFor: task.waitsFor,
    nextAt: task.nextAt,
    progress: attempt?.progress ?? null,
    reason: attempt?.reason ?? null,
    instances: null,
    stale: [],
  };
}
