import type { TaskRun, TaskState } from '#contract/pipelines.ts';
import { groupInstances, isTaskOver, type TaskGroup } from '../task-groups.ts';
import type { TimeRange } from './time-scale.ts';

/** A piece of a task's time, in ms since 1970 UTC; `to` is null while it goes on. */
export type Segment =
  | { readonly kind: 'attempt'; readonly from: number; readonly to: number | null; readonly state: TaskState; readonly try: number } // prettier-ignore
  /** Ready, but not begun: all that it needs was over. */
  | { readonly kind: 'wait'; readonly from: number; readonly to: number | null; readonly why: string | null }
  /** Between two tries; `retry` counts from 1. */
  | { readonly kind: 'pause'; readonly from: number; readonly to: number | null; readonly retry: number }
  /** The instances of a map that is folded, as one. */
  | { readonly kind: 'span'; readonly from: number; readonly to: number | null; readonly state: TaskState; readonly count: number }; // prettier-ignore

export type GanttRow = {
  /** `send`, and of an instance `send 2`. */
  readonly id: string;
  readonly taskId: string;
  readonly mapIndex: number;
  readonly label: string;
  readonly level: 1 | 2;
  /** Null: it is no map. */
  readonly expanded: boolean | null;
  readonly task: TaskRun;
  readonly segments: readonly Segment[];
};

/** Waits shorter than this are no wait for a person, in ms. */
const leastWaitMs = 50;

/** A row per task, and one per instance of the maps that are opened. */
export function buildGanttRows(
  tasks: readonly TaskRun[],
  opened: ReadonlySet<string>,
  startedAt: number | null,
): readonly GanttRow[] {
  const groups = groupInstances(tasks);
  const ends = new Map(groups.map((group) => [group.task.taskId, endOf(group)]));
  return groups.flatMap((group) => {
    const { task, instances } = group;
    const { taskId } = task;
    const ready = readyAt(task, ends, startedAt);
    const isMap = instances.length > 1;
    const expanded = isMap ? opened.has(taskId) : null;
    const row: GanttRow = {
      id: taskId,
      taskId,
      mapIndex: task.mapIndex,
      label: taskId,
      level: 1,
      expanded,
      task,
      segments: isMap ? spanOfAll(instances, task.state) : segmentsOf(task, ready, startedAt),
    };
    return expanded === true ? [row, ...instances.map((one) => instanceRow(one, ready, startedAt))] : [row];
  });
}

function instanceRow(task: TaskRun, ready: number | null, startedAt: number | null): GanttRow {
  return {
    id: rowIdOf(task.taskId, task.mapIndex),
    taskId: task.taskId,
    mapIndex: task.mapIndex,
    label: task.label ?? String(task.mapIndex),
    level: 2,
    expanded: null,
    task,
    segments: segmentsOf(task, ready, startedAt),
  };
}

export function rowIdOf(taskId: string, mapIndex: number): string {
  return `${taskId} ${String(mapIndex)}`;
}

/** Null while one of its instances may still begin or go on. */
function endOf({ instances }: TaskGroup): number | null {
  let end = 0;
  for (const { state, attempts } of instances) {
    if (!isTaskOver(state)) return null;
    end = Math.max(end, attempts.at(-1)?.endedAt ?? 0);
  }
  return end;
}

/** When all that it needs was over; null before. */
function readyAt(
  { needs }: TaskRun,
  ends: ReadonlyMap<string, number | null>,
  startedAt: number | null,
): number | null {
  if (startedAt === null) return null;
  let ready = startedAt;
  for (const need of needs) {
    const end = ends.get(need);
    if (end === null) return null;
    ready = Math.max(ready, end ?? 0);
  }
  return ready;
}

function segmentsOf(
  { state, attempts, waitsFor, part }: TaskRun,
  ready: number | null,
  startedAt: number | null,
): readonly Segment[] {
  // What is reused or left out took no time of this run.
  if (part !== 'run') return [];
  const begun = attempts.flatMap((attempt) =>
    attempt.startedAt === null ? [] : [{ ...attempt, startedAt: attempt.startedAt }],
  );
  const tries = begun.flatMap((attempt, i): Segment[] => [
    ...pauseBefore(begun[i - 1]?.endedAt ?? null, attempt.startedAt, startedAt, i),
    {
      kind: 'attempt',
      from: attempt.startedAt,
      to: attempt.endedAt,
      state: attempt.state,
      try: attempt.try,
    },
  ]);
  const end = begun.at(-1)?.endedAt ?? null;
  const isBetween = state === 'up_for_retry' || state === 'up_for_reschedule' || state === 'restarting';
  return [
    ...waitBefore(state, ready, begun[0]?.startedAt ?? null, waitsFor),
    ...tries,
    ...(isBetween && end !== null
      ? [{ kind: 'pause', from: end, to: null, retry: begun.length } as const]
      : []),
  ];
}

function waitBefore(
  state: TaskState,
  ready: number | null,
  firstAt: number | null,
  why: string | null,
): readonly Segment[] {
  if (ready === null) return [];
  if (firstAt !== null)
    return firstAt - ready < leastWaitMs ? [] : [{ kind: 'wait', from: ready, to: firstAt, why: null }];
  return isTaskOver(state) || state === 'none' ? [] : [{ kind: 'wait', from: ready, to: null, why }];
}

function pauseBefore(
  ended: number | null,
  from: number,
  startedAt: number | null,
  retry: number,
): readonly Segment[] {
  if (ended === null || from - ended < leastWaitMs) return [];
  // Between the end of a run and a clear nobody waited for a retry.
  const isCleared = startedAt !== null && ended < startedAt && startedAt <= from;
  return isCleared ? [] : [{ kind: 'pause', from: ended, to: from, retry }];
}

function spanOfAll(instances: readonly TaskRun[], state: TaskState): readonly Segment[] {
  const worked = instances.filter(({ part }) => part === 'run');
  const starts = worked.flatMap(({ attempts }) => attempts[0]?.startedAt ?? []);
  if (starts.length === 0) return [];
  const from = starts.reduce((least, at) => Math.min(least, at));
  let to: number | null = 0;
  for (const { attempts } of worked) {
    const last = attempts.at(-1);
    if (last === undefined || last.startedAt === null) continue;
    to = last.endedAt === null || to === null ? null : Math.max(to, last.endedAt);
  }
  return [{ kind: 'span', from, to, state, count: instances.length }];
}

/** When the attempt that says most about a row began: its ghost is drawn from there. */
export function lastStart({ segments }: GanttRow): number | null {
  return segments.findLast(({ kind }) => kind === 'attempt')?.from ?? null;
}

/** All time that the rows show; what goes on reaches to `now`, and tasks that run to the end that is expected of them. */
export function wholeRange(
  rows: readonly GanttRow[],
  now: number,
  medians: ReadonlyMap<string, number>,
  startedAt: number | null,
): TimeRange {
  let from = startedAt ?? Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  for (const row of rows) {
    for (const segment of row.segments) {
      from = Math.min(from, segment.from);
      to = Math.max(to, segment.to ?? now);
    }
    const began = row.task.state === 'running' ? lastStart(row) : null;
    if (began !== null) to = Math.max(to, began + (medians.get(row.taskId) ?? 0));
  }
  if (from === Number.POSITIVE_INFINITY) return { from: now, to: now + 1000 };
  return { from, to: Math.max(to, from + 10) };
}

/** Work that begins so long after all else was over is looked at alone, in ms. */
const leastGapMs = 60_000;

/**
 * The time that is shown at first: of a run whose tasks were cleared long after it was over the newest round alone.
 * `startedAt` is when that round began.
 */
export function newestRound(
  rows: readonly GanttRow[],
  whole: TimeRange,
  startedAt: number | null,
): TimeRange {
  if (startedAt === null) return whole;
  let before = whole.from;
  for (const { segments } of rows)
    for (const { from, to } of segments)
      if (from < startedAt) before = Math.max(before, Math.min(to ?? startedAt, startedAt));
  const isFar = startedAt - before > Math.max(leastGapMs, before - whole.from);
  return isFar ? { from: startedAt, to: whole.to } : whole;
}
