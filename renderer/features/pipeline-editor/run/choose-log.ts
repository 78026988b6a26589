import type { TaskRun } from '#contract/pipelines.ts';

const order: readonly TaskRun['state'][] = ['running', 'failed'];

export type LogChoice = { readonly taskId: string; readonly mapIndex: number; readonly try: number };

/**
 * The newest try of the chosen task that wrote something; of a map the instance that a person chose, or else the one that
 * works or failed.
 */
export function chooseLog(
  tasks: readonly TaskRun[],
  selected: string | null,
  instance: Omit<LogChoice, 'try'> | null,
): LogChoice | null {
  const begun = tasks.filter(({ attempts }) => attempts.length > 0);
  const own = begun.filter(({ taskId }) => taskId === selected);
  const among = own.length > 0 ? own : begun;
  const asked = begun.find(
    ({ taskId, mapIndex }) => taskId === instance?.taskId && mapIndex === instance.mapIndex,
  );
  const task =
    asked ?? order.flatMap((state) => among.filter((one) => one.state === state))[0] ?? lastBegun(among);
  const attempt = task?.attempts.at(-1);
  return task === undefined || attempt === undefined
    ? null
    : { taskId: task.taskId, mapIndex: task.mapIndex, try: attempt.try };
}

function lastBegun(tasks: readonly TaskRun[]): TaskRun | undefined {
  return tasks
    .toSorted((a, b) => (a.attempts.at(-1)?.startedAt ?? 0) - (b.attempts.at(-1)?.startedAt ?? 0))
    .at(-1);
}
