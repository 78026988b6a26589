import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { StaleReason, TaskStanding } from '#contract/pipeline-views.ts';
import { readPipeline } from '#core/pipeline-text/index.ts';
import { useApp } from '#renderer/app-context.ts';
import { pipelineFileQuery, standingQuery } from '../queries.ts';
import { useSessionState } from '../session/editor-context.ts';
import type { EditorSession } from '../session/types.ts';
import { findUnsavedTasks } from './unsaved-tasks.ts';

export type Standings = {
  /** The run that goes on; null: none does. */
  readonly activeRunId: string | null;
  readonly byTask: ReadonlyMap<string, TaskStanding>;
};

const nothing: Standings = { activeRunId: null, byTask: new Map() };

/** How each task stands, by id: live while a run works, and stale from the first edit on until it is made anew. */
export function useStanding(session: EditorSession, name: string): Standings {
  const { client } = useApp().bridge;
  const { data } = useQuery(standingQuery(client, name));
  const { data: file } = useQuery(pipelineFileQuery(client, name));
  const graph = useSessionState(session, (state) => state.graph);
  const saved = useMemo(() => (file === undefined ? null : readPipeline(file.text).graph), [file]);
  const unsaved = useMemo(() => findUnsavedTasks(graph, saved), [graph, saved]);
  return useMemo(() => {
    if (data === undefined) return nothing;
    const tasks = data.tasks.map((task): [string, TaskStanding] => [
      task.taskId,
      task.pipelineRunId === data.activeRunId && task.endedAt === null
        ? withoutReasons(task)
        : withReason(task, unsaved.get(task.taskId)),
    ]);
    return { activeRunId: data.activeRunId, byTask: new Map(tasks) };
  }, [data, unsaved]);
}

/** What never made anything has nothing that could be stale. */
function withReason(task: TaskStanding, reason: StaleReason | undefined): TaskStanding {
  if (reason === undefined || task.state === 'none' || task.stale.includes(reason)) return task;
  return { ...task, stale: [...task.stale, reason] };
}

/** What is being made is not told as stale; the same where it is not, so that its card is not drawn anew. */
function withoutReasons(task: TaskStanding): TaskStanding {
  return task.stale.length === 0 ? task : { ...task, stale: [] };
}
