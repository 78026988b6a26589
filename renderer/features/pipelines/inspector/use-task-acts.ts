import { useTranslation } from 'react-i18next';
import type { TaskState } from '#contract/pipeline-states.ts';
import type { PipelineRun, TaskRun } from '#contract/pipelines.ts';
import { useApp } from '#renderer/app-context.ts';
import { useAct } from '#renderer/parts/use-act.ts';

const overStates: ReadonlySet<TaskState> = new Set([
  'success',
  'failed',
  'skipped',
  'upstream_failed',
  'canceled',
]);
const markableStates: ReadonlySet<TaskState> = new Set([...overStates, 'none']);

export type TaskActs = {
  /** Also in a run that works, once the task itself is over. */
  readonly canClear: boolean;
  /** The same, and while the task has not begun. */
  readonly canMark: boolean;
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
  const isFree = (states: ReadonlySet<TaskState>): boolean =>
    task !== null && (run.endedAt !== null || (run.state === 'running' && states.has(task.state)));
  const canClear = isFree(overStates);
  const canMark = isFree(markableStates);
  const whenFree = (can: boolean, what: (taskId: string) => void) => () => {
    if (can && task !== null) what(task.taskId);
  };
  return {
    canClear,
    canMark,
    retry: whenFree(canClear, (taskId) => {
      void act({
        run: () => bridge.client.pipelines.clear({ pipelineRunId: run.pipelineRunId, scope: 'task', taskId }),
        done: t('pipelineRuns.acts.didRetry', { name: taskId }),
      });
    }),
    clear: whenFree(canClear, asks.onClear),
    mark: whenFree(canMark, asks.onMark),
  };
}
