import { join } from 'node:path';
import { parseJson, type Json } from '#core/kernel/json.ts';
import type { EngineContext } from '#core/store/context.ts';
import type { TaskDecision, TaskFlow } from '#core/tasks/index.ts';
import type { TaskDefinition } from '../definition/definition.ts';
import type { Settled } from './change-tasks.ts';
import type { TaskEnd } from './graph-types.ts';
import type { RestoredTask, RunGraph } from './run-graph.ts';
import type { RunOutputs } from './run-outputs.ts';
import type { RunPlan, RunServices } from './run-services.ts';
import type { AttemptRow, TaskRow } from './rows.ts';
import { readJob } from './task-context.ts';
import { lostReason } from './mark-lost.ts';
import type { ResumePoint } from './task-driver.ts';
import type { TaskUnit } from './task-unit.ts';
import type { InstanceRow } from './unit-types.ts';

/** What is written of a run that has begun: where each of its tasks stands. */
export interface RestoredRun {
  /** False for one that was cleared: it waits to begin again. */
  isRunning: boolean;
  /** The row that each task begins with. */
  bases: ReadonlyMap<string, InstanceRow>;
  instances: readonly RestoredInstance[];
}

interface RestoredInstance extends InstanceRow {
  taskId: string;
  end: TaskEnd | undefined;
  /** null: it has not been decided on */
  point: ResumePoint | null;
  isDecided: boolean;
  outputs: Json | undefined;
  flow: TaskFlow | undefined;
  reason: string | null;
}

const ends: readonly string[] = [
  'success',
  'failed',
  'skipped',
  'upstream_failed',
  'canceled',
  'interrupted',
  'removed',
];

/** Reads where an engine before this one, or an earlier end of the run, has left it. */
export async function readRestored(
  services: RunServices,
  ctx: EngineContext,
  plan: RunPlan,
  isRunning: boolean,
): Promise<RestoredRun> {
  const rows = ctx.db.all<TaskRow>(
    'SELECT * FROM task_runs WHERE run_id = ? ORDER BY position, map_index',
    plan.ref.rowId,
  );
  const attempts = ctx.db.all<AttemptRow>(
    `SELECT task_attempts.* FROM task_attempts JOIN task_runs ON task_runs.id = task_run_id AND try = last_try
     WHERE run_id = ?`,
    plan.ref.rowId,
  );
  const attemptOf = new Map(attempts.map((attempt) => [attempt.task_run_id, attempt]));
  const tasks = new Map(plan.definition.tasks.map((task) => [task.id, task]));
  // Each look at a program may wait a moment: all at once, then.
  const instances = await Promise.all(
    rows.flatMap((row) => {
      const task = tasks.get(row.task_id);
      if (task === undefined) return [];
      return [restoreRow({ services, ctx, plan, task, isRunning }, row, attemptOf.get(row.id))];
    }),
  );
  const bases = new Map<string, InstanceRow>();
  for (const instance of instances) if (!bases.has(instance.taskId)) bases.set(instance.taskId, instance);
  return { isRunning, bases, instances };
}

interface Place {
  services: RunServices;
  ctx: EngineContext;
  plan: RunPlan;
  task: TaskDefinition;
  isRunning: boolean;
}

async function restoreRow(
  place: Place,
  row: TaskRow,
  attempt: AttemptRow | undefined,
): Promise<RestoredInstance> {
  // In a run that goes on, what was interrupted is not over.
  const isLost = row.state === 'interrupted' && place.isRunning;
  const end = ends.includes(row.state) && !isLost ? (row.state as TaskEnd) : undefined;
  const isDecided = row.state !== 'none';
  const instance = {
    rowId: row.id,
    mapIndex: row.map_index,
    item: readJson(row.map_item) ?? null,
    label: row.map_label,
  };
  return {
    taskId: row.task_id,
    instance,
    lastTry: row.last_try,
    triesBefore: row.tries_before,
    interruptions: row.interruptions,
    end,
    isDecided,
    point: end === undefined && isDecided ? await findPoint(place, row, instance, attempt) : null,
    reason: attempt?.reason ?? null,
    ...readSuccess(end, attempt),
  };
}

function readSuccess(
  end: TaskEnd | undefined,
  attempt: AttemptRow | undefined,
): Pick<RestoredInstance, 'outputs' | 'flow'> {
  if (end !== 'success' || attempt === undefined) return { outputs: undefined, flow: undefined };
  return { outputs: readJson(attempt.outputs), flow: readJson(attempt.flow) as TaskFlow | undefined };
}

function readJson(text: string | null): Json | undefined {
  return text === null ? undefined : parseJson(text);
}

async function findPoint(
  place: Place,
  row: TaskRow,
  instance: RestoredInstance['instance'],
  attempt: AttemptRow | undefined,
): Promise<ResumePoint> {
  const isPaused = attempt?.state === 'up_for_reschedule' || attempt?.state === 'awaiting_input';
  switch (row.state) {
    case 'scheduled':
      return { at: 'scheduled', hasAttempt: isPaused, decision: isPaused ? readDecision(attempt) : null };
    case 'up_for_retry':
      return { at: 'retry', nextAt: row.next_at ?? 0 };
    case 'up_for_reschedule':
      return { at: 'deferred' };
    case 'awaiting_input':
      return { at: 'awaiting', isHeld: !isPaused };
    case 'interrupted':
      return { at: 'lost', reason: lostReason, isMarked: true };
    default:
      return (await takeOverProgram(place, instance, attempt))
        ? { at: 'running' }
        : { at: 'lost', reason: lostReason, isMarked: false };
  }
}

function readDecision({ decision }: AttemptRow): TaskDecision | null {
  return (readJson(decision) as TaskDecision | undefined) ?? null;
}

/** What a program gets to end that was to end with its engine, in ms. */
const orphanGraceMs = 500;

/** True when the program of an attempt goes on, or has ended and its end is known. */
async function takeOverProgram(
  { services, ctx, plan, task }: Place,
  instance: RestoredInstance['instance'],
  attempt: AttemptRow | undefined,
): Promise<boolean> {
  if (services.types.get(task.type)?.isProcess !== true || attempt === undefined) return false;
  const job = readJob({ ctx, plan, task, instance }, attempt.try, join(ctx.paths.root, attempt.folder));
  const state = await services.supervisor.look(job);
  if (state !== 'running' || task.onEngineExit === 'adopt') return state !== 'gone';
  // Its supervisor ends it right now, or died with the engine.
  await services.supervisor.cancel(job, orphanGraceMs);
  return false;
}

interface Target {
  graph: RunGraph;
  outputs: RunOutputs;
  units: ReadonlyMap<string, TaskUnit>;
  ends: Map<string, TaskEnd>;
  reasons: Map<string, string>;
  settled: Map<string, Settled>;
}

/** Puts graph, outputs and units where they were. To be called before the graph's `start`. */
export function restoreUnits({ instances }: RestoredRun, target: Target): void {
  const { graph, outputs, ends: over, reasons } = target;
  const byTask = Map.groupBy(instances, ({ taskId }) => taskId);
  const decided = [...byTask].filter(([, rows]) => rows.some(({ isDecided }) => isDecided));
  graph.restore(
    decided.map(([taskId, rows]): RestoredTask => {
      const flow = rows.find((row) => row.flow !== undefined)?.flow;
      return { taskId, ends: rows.map(({ end }) => end), ...(flow !== undefined && { flow }) };
    }),
  );
  for (const [taskId, rows] of decided) {
    for (const row of rows) {
      if (row.outputs !== undefined) outputs.add(taskId, row.instance.mapIndex, row.outputs);
      if (row.end === 'failed' && !reasons.has(taskId)) reasons.set(taskId, row.reason ?? '');
    }
    const end = graph.endOf(taskId);
    if (end !== undefined) over.set(taskId, end);
    target.settled.set(taskId, settle(rows));
  }
  // Only now: what goes on may end at once, and tells the graph of it.
  for (const [taskId, rows] of decided)
    for (const row of rows) target.units.get(taskId)?.restore(row, startPoint(row));
}

function settle(rows: readonly RestoredInstance[]): Settled {
  const flow = rows.find((row) => row.flow !== undefined)?.flow;
  return { ends: rows.flatMap(({ end }) => end ?? []), flow };
}

/** An instance that was made right before the end of its engine goes on like the others. */
function startPoint({ end, point, isDecided }: RestoredInstance): ResumePoint | 'start' | null {
  if (end !== undefined) return null;
  return isDecided ? point : 'start';
}
