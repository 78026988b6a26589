import { useTranslation } from 'react-i18next';
import type { PipelineRun, TaskRun } from '#contract/pipelines.ts';
import { useApp } from '#renderer/app-context.ts';
import { useAct } from '#renderer/parts/use-act.ts';

export type TaskActs = {
  /** The engine resets and marks tasks of runs that are over alone. */
  readonly isPossible: boolean;
  readonly retry: () => void;
  readonly clear: () => void;
  readonly mark: () => void;
};

type Asks = { readonly onClear: (taskId: string) => void; readonly onMark: (taskId: string) => void };

/** What can be done with a task of a run. */
export function useTaskActs(run: PipelineRun, task: TaskRun | null, asks: Asks): TaskActs {
  const { t } = useTranslation();
  const { bridge } = useApp();
  const act = useAct();
  const isPossible = run.endedAt !== null && task !== null;
  const ifPossible = (what: (taskId: string) => void) => () => {
    if (isPossible) what(task.taskId);
  };
  return {
    isPossible,
    retry: ifPossible((taskId) => {
      void act({
        run: () => bridge.client.pipelines.clear({ pipelineRunId: run.pipelineRunId, scope: 'task', taskId }),
        done: t('pipelineRuns.acts.didRetry', { name: taskId }),
      });
    }),
    clear: ifPossible(asks.onClear),
    mark: ifPossible(asks.onMark),
  };
}
