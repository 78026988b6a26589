import type { GridRun } from '#contract/pipeline-views.ts';
import { lookOf, type TaskLook } from '../states.tsx';
import { pickTellingState } from '../task-groups.ts';

export type GridCell = GridRun['cells'][number];

/** A task as the file has it. */
export type FileTask = {
  readonly id: string;
  readonly needs: readonly string[];
  readonly group: string | null;
};

/** A row of the grid: a task, or a group of them that folds. */
export type TaskRow = {
  /** `group:daily` for a group. */
  readonly id: string;
  readonly label: string;
  readonly level: 1 | 2;
  /** Null: a task. */
  readonly isOpen: boolean | null;
  /** A task itself, or the tasks of the group. */
  readonly taskIds: readonly string[];
};

/** Tasks from first to last as they need each other, groups together where their first task stands; what the file has no more comes last. */
export function buildTaskRows(
  tasks: readonly FileTask[],
  runs: readonly GridRun[],
  folded: ReadonlySet<string>,
): readonly TaskRow[] {
  const known = new Set(tasks.map(({ id }) => id));
  const gone = new Set(runs.flatMap(({ cells }) => cells.map(({ taskId }) => taskId)));
  const ordered = [
    ...sortByNeeds(tasks),
    ...[...gone].filter((id) => !known.has(id)).map((id): FileTask => ({ id, needs: [], group: null })),
  ];
  const done = new Set<string>();
  return ordered.flatMap(({ id, group }): TaskRow[] => {
    if (group === null) return [taskRow(id, 1)];
    if (done.has(group)) return [];
    done.add(group);
    const taskIds = ordered.filter((task) => task.group === group).map((task) => task.id);
    const isOpen = !folded.has(group);
    const head: TaskRow = { id: `group:${group}`, label: group, level: 1, isOpen, taskIds };
    return isOpen ? [head, ...taskIds.map((one) => taskRow(one, 2))] : [head];
  });
}

function taskRow(id: string, level: 1 | 2): TaskRow {
  return { id, label: id, level, isOpen: null, taskIds: [id] };
}

/** Each task after all that it needs, otherwise in the order of the file. Tasks of a cycle stand where the file has them. */
function sortByNeeds(tasks: readonly FileTask[]): readonly FileTask[] {
  const byId = new Map(tasks.map((task) => [task.id, task]));
  const placed = new Set<string>();
  const sorted: FileTask[] = [];
  const visiting = new Set<string>();
  const place = (task: FileTask): void => {
    if (placed.has(task.id) || visiting.has(task.id)) return;
    visiting.add(task.id);
    for (const need of task.needs) {
      const before = byId.get(need);
      if (before !== undefined) place(before);
    }
    placed.add(task.id);
    sorted.push(task);
  };
  for (const task of tasks) place(task);
  return sorted;
}

/** The cell of a row in a run: of a group as one; null where none of its tasks was part of the run. */
export function cellOf(row: TaskRow, cells: ReadonlyMap<string, GridCell>): GridCell | null {
  if (row.isOpen === null) return cells.get(row.id) ?? null;
  const own = row.taskIds.flatMap((id) => cells.get(id) ?? []);
  const [first] = own;
  if (first === undefined) return null;
  const worked = own.filter(({ part }) => part === 'run');
  const starts = worked.flatMap(({ startedAt }) => startedAt ?? []);
  const isOver = own.every(({ startedAt, endedAt }) => startedAt === null || endedAt !== null);
  return {
    taskId: row.id,
    state: pickTellingState(own.map(({ state }) => state)),
    part: worked.length > 0 ? 'run' : first.part,
    startedAt: starts.length === 0 ? null : Math.min(...starts),
    endedAt: isOver && starts.length > 0 ? Math.max(...own.map(({ endedAt }) => endedAt ?? 0)) : null,
    tries: Math.max(...own.map(({ tries }) => tries)),
    instances: null,
  };
}

/** Rows in which a run that is shown has a task in a state. */
export function rowsInState(
  rows: readonly TaskRow[],
  runs: readonly { readonly cells: ReadonlyMap<string, GridCell> }[],
  state: TaskLook | null,
): readonly TaskRow[] {
  if (state === null) return rows;
  const found = new Set(
    runs
      .flatMap(({ cells }) => [...cells.values()].filter((cell) => lookOf(cell) === state))
      .map(({ taskId }) => taskId),
  );
  return rows.filter(({ taskIds }) => taskIds.some((id) => found.has(id)));
}

/** Runs whose failed tasks are offered to run again: those that are chosen, or else those that nothing has made up for. */
export function runsToRetry<R extends Pick<GridRun, 'pipelineRunId' | 'state' | 'isMadeUpFor'>>(
  runs: readonly R[],
  chosen: ReadonlySet<string>,
): readonly R[] {
  return runs.filter(
    ({ state, pipelineRunId, isMadeUpFor }) =>
      state === 'failed' && (chosen.size > 0 ? chosen.has(pipelineRunId) : !isMadeUpFor),
  );
}

const roundTimes: readonly (readonly [unitMs: number, most: number])[] = [
  [1, 500],
  [1000, 30],
  [60_000, 30],
  [3_600_000, 15],
  [86_400_000, 500],
];

/** Where the scale of durations ends, in ms: a time that people say, of a unit that fits. */
export function niceTop(longest: number): number {
  for (const [unit, most] of roundTimes)
    for (const factor of [1, 2, 3, 5, 10, 15, 20, 30, 50, 100, 200, 500])
      if (factor <= most && unit * factor >= longest) return unit * factor;
  return longest;
}

export type ColumnWindow = { readonly first: number; readonly count: number };

/** The columns that fit, so that one is among them; `first` counts from the newest run. */
export function moveWindow(window: ColumnWindow, total: number, wanted: number | null): ColumnWindow {
  const count = Math.max(1, Math.min(window.count, total));
  let { first } = window;
  if (wanted !== null && wanted < first) first = wanted;
  if (wanted !== null && wanted >= first + count) first = wanted - count + 1;
  return { first: Math.max(0, Math.min(first, total - count)), count };
}
