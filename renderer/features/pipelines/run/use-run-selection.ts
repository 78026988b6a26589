import { getRouteApi } from '@tanstack/react-router';
import type { PipelineRun, TaskAttempt, TaskRun } from '#contract/pipelines.ts';
import { pipelineRunViews } from '#renderer/search-params.ts';
import type { PipelineRunView } from '#renderer/search-params.ts';
import { pickTelling } from '../task-groups.ts';
import type { TaskChoice } from '../gantt/task-choice.ts';
import { useKept } from '#renderer/parts/use-kept.ts';

const route = getRouteApi('/pipelines/runs/$pipelineRunId');

export type RunSelection = {
  readonly view: PipelineRunView;
  readonly setView: (view: PipelineRunView) => void;
  /** What the definition is compared with, as the address says it. */
  readonly against: string | undefined;
  readonly setAgainst: (against: string) => void;
  readonly task: TaskRun | null;
  /** All instances of that task; of a task without a map itself alone. */
  readonly instances: readonly TaskRun[];
  readonly attempt: TaskAttempt | null;
  readonly choose: (choice: Partial<TaskChoice> & { readonly taskId: string }) => void;
  readonly chooseTry: (number: number) => void;
  /** Keeps the task that is shown, which otherwise gives way to the next that tells more. */
  readonly hold: () => void;
};

/** What is chosen on the page of a run: the address says it, and every view shows the same. */
export function useRunSelection(run: PipelineRun): RunSelection {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [keptView, keepView] = useKept('run.view', pipelineRunViews, 'graph');
  const view = search.view ?? keptView;
  const chosenId = search.task ?? tellingTask(run)?.taskId;
  const instances = run.tasks.filter(({ taskId }) => taskId === chosenId);
  const task =
    instances.find(({ mapIndex }) => mapIndex === search.map) ??
    (instances.length === 0 ? tellingTask(run) : pickTelling(instances));
  const attempt = task?.attempts.find((one) => one.try === search.try) ?? task?.attempts.at(-1) ?? null;
  const choose: RunSelection['choose'] = ({ taskId, mapIndex }) =>
    void navigate({
      search: (before) => ({
        ...before,
        task: taskId,
        map: mapIndex === undefined || mapIndex < 0 ? undefined : mapIndex,
        try: undefined,
      }),
      replace: true,
    });
  return {
    view,
    setView: (next) => {
      // What a run runs is looked up once, not the way in which the next run is looked at.
      if (next !== 'definition') keepView(next);
      void navigate({ search: (before) => ({ ...before, view: next }), replace: true });
    },
    against: search.compare,
    setAgainst: (against) =>
      void navigate({ search: (before) => ({ ...before, compare: against }), replace: true }),
    task,
    instances: instances.length > 0 || task === null ? instances : [task],
    attempt,
    choose,
    hold: () => {
      if (search.task === undefined && task !== null) choose(task);
    },
    chooseTry: (number) =>
      void navigate({
        search: (before) => ({
          ...before,
          task: task?.taskId,
          map: task === null || task.mapIndex < 0 ? undefined : task.mapIndex,
          try: number,
        }),
        replace: true,
      }),
  };
}

/** The task that a person would look at first: what runs, what failed, or the last that ran. */
function tellingTask(run: PipelineRun): TaskRun | null {
  const find = (state: TaskRun['state']): TaskRun | undefined =>
    run.tasks.find((task) => task.state === state);
  return (
    find('awaiting_input') ??
    find('running') ??
    find('failed') ??
    find('up_for_retry') ??
    run.tasks.findLast(({ attempts }) => attempts.length > 0) ??
    run.tasks[0] ??
    null
  );
}
