import type { TaskRun } from '#contract/pipelines.ts';

/** What the log pane shows: one try, all tries of the tasks that come from a task, or of all tasks. */
export const logScopes = ['task', 'from', 'all'] as const;
export type LogScope = (typeof logScopes)[number];

/** One log file. */
export type LogSource = {
  readonly id: string;
  readonly taskId: string;
  readonly mapIndex: number;
  readonly try: number;
  /** What stands beside its lines among those of others. */
  readonly name: string;
};

/** Of more logs the newest are shown, as many. */
export const mostSources = 40;

export type LogChoice = { readonly taskId: string; readonly mapIndex: number; readonly try: number };

/** The logs that a scope means, in the order of their beginning; `isCut` where there are more than are shown. */
export function listSources(
  tasks: readonly TaskRun[],
  scope: LogScope,
  chosen: LogChoice | null,
): { readonly sources: readonly LogSource[]; readonly isCut: boolean } {
  if (scope === 'task' || chosen === null) {
    const task = tasks.find(
      ({ taskId, mapIndex }) => taskId === chosen?.taskId && mapIndex === chosen.mapIndex,
    );
    const sources = task === undefined || chosen === null ? [] : [toSource(task, chosen.try)];
    return scope === 'all' ? listAll(tasks) : { sources, isCut: false };
  }
  const wanted = scope === 'all' ? null : downstreamOf(tasks, chosen.taskId);
  return listAll(wanted === null ? tasks : tasks.filter(({ taskId }) => wanted.has(taskId)));
}

function listAll(tasks: readonly TaskRun[]): { sources: readonly LogSource[]; isCut: boolean } {
  const begun = tasks
    .flatMap((task) => task.attempts.map((attempt) => ({ task, attempt })))
    .filter(({ attempt }) => attempt.startedAt !== null)
    .sort((a, b) => (a.attempt.startedAt ?? 0) - (b.attempt.startedAt ?? 0));
  return {
    sources: begun.slice(-mostSources).map(({ task, attempt }) => toSource(task, attempt.try)),
    isCut: begun.length > mostSources,
  };
}

function toSource({ taskId, mapIndex, label }: TaskRun, number: number): LogSource {
  const name = mapIndex < 0 ? taskId : `${taskId}[${label ?? String(mapIndex)}]`;
  return { id: `${taskId} ${String(mapIndex)} ${String(number)}`, taskId, mapIndex, try: number, name };
}

/** A task and all that come after it. */
export function downstreamOf(
  tasks: readonly Pick<TaskRun, 'taskId' | 'needs'>[],
  from: string,
): ReadonlySet<string> {
  const children = new Map<string, string[]>();
  for (const { taskId, needs } of tasks)
    for (const need of needs) children.set(need, [...(children.get(need) ?? []), taskId]);
  const found = new Set([from]);
  for (const id of found) for (const child of children.get(id) ?? []) found.add(child);
  return found;
}
