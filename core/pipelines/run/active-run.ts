import type { EngineContext } from '#core/store/context.ts';
import type { TaskDecision } from '#core/tasks/index.ts';
import { measureDepths } from '../definition/graph.ts';
import type { TaskInstance } from './attempt-types.ts';
import {
  phaseOf,
  remakeGraph,
  takeChanges,
  type Settled,
  type TaskChanged,
  type TaskPhase,
} from './change-tasks.ts';
import { concludeRun, type Stopping } from './conclude-run.ts';
import { createCoalescer } from './progress.ts';
import type { GraphTask, TaskEnd, Verdict } from './graph-types.ts';
import { createRunGraph, type RunGraph } from './run-graph.ts';
import { restoreUnits, type RestoredRun } from './restore-run.ts';
import { createOutputs, type RunOutputs } from './run-outputs.ts';
import type { RunPlan, RunServices } from './run-services.ts';
import type { TaskResult } from './task-driver.ts';
import { createTaskUnit, type TaskUnit } from './task-unit.ts';
import type { InstanceRow } from './unit-types.ts';
import { createLookup, isoTime } from './template-values.ts';
import { closeTrackingRuns } from './tracking-runs.ts';
import { moveRun, type RunChange } from './transitions.ts';
import { waitForPast } from './wait-for-past.ts';

/** A run that works. */
export interface ActiveRun {
  /** Resolves when it is written that it runs. Never rejects: `ended` does. */
  readonly started: Promise<void>;
  /**
   * Resolves when its end is on the disk, or when the engine stops and nothing of it works any more; rejects when its
   * end cannot be written.
   */
  readonly ended: Promise<void>;
  /** All that it does is wait for a run before it: it takes no place of one that works. */
  readonly isWaitingForPast: boolean;
  /** How far the running try of a task is, and what it lacks while it waits. */
  look(taskId: string, mapIndex: number): { progress: number | null; lacks: string | null };
  /** Passes a person's decision to a task that awaits it; false when it does not. */
  decide(taskId: string, mapIndex: number, decision: TaskDecision): Promise<boolean>;
  phaseOf(taskId: string): TaskPhase;
  /**
   * Changes tasks that are over, or wait for what comes before them, and goes on with what follows from that. Nothing of
   * it ends while `write` works. @returns false when the run is over or is to end
   */
  change(taskIds: readonly string[], write: () => Promise<readonly TaskChanged[]>): Promise<boolean>;
  /** Ends it early; tasks get `graceMs`. Calling it again changes nothing. */
  stop(kind: 'cancel' | 'stop', reason: string, graceMs: number): void;
}

const deadlock: Stopping = {
  kind: 'cancel',
  reason: 'deadlock: tasks wait, and nothing is left that could start them',
  reasonCode: 'deadlock',
};

/** What the parts of a working run share. */
interface Run {
  services: RunServices;
  ctx: EngineContext;
  plan: RunPlan;
  graph: RunGraph;
  units: Map<string, TaskUnit>;
  outputs: RunOutputs;
  ends: Map<string, TaskEnd>;
  /** Of tasks that did not end well, the first that was said. */
  reasons: Map<string, string>;
  /** Tasks that need the run before, and those of them that wait for it now. */
  needPast: ReadonlySet<string>;
  waitingForPast: Map<string, () => void>;
  onWaitingForPast(): void;
  /** Of the units that were told to run the latest: while it is busy, nobody need look at the others. */
  latest: TaskUnit | null;
  growing: ReturnType<typeof createCoalescer>;
  end: PromiseWithResolvers<void>;
  stopping: Stopping | null;
  isFinished: boolean;
  settled: Map<string, Settled>;
  /** Tasks that are being changed: what the graph says of them does not count meanwhile. */
  changing: Set<string>;
  /** How many changes are being written. */
  held: number;
  makeUnit(taskId: string, base: InstanceRow): TaskUnit;
  /** How deep in verdicts that follow from verdicts. */
  depth: number;
}

/**
 * Takes a run to its end: a queued one, or one that an engine before this has left.
 * @param onWaitingForPast told, in a later turn, when all that it does is wait for a run before it
 */
export function startRun(
  services: RunServices,
  plan: RunPlan,
  restored: RestoredRun | null,
  onWaitingForPast: () => void = () => undefined,
): ActiveRun {
  const run = createRun(services, plan, restored, onWaitingForPast);
  const { ctx, end, units } = run;
  const started =
    restored?.isRunning === true
      ? Promise.resolve()
      : moveRun(ctx, plan.ref, { to: 'running' }).catch((error: unknown) => {
          breakRun(run, error);
        });
  if (restored !== null) restoreUnits(restored, run);
  apply(run, run.graph.start());
  finishWhenOver(run);
  return {
    started,
    ended: end.promise,
    get isWaitingForPast() {
      return isWaitingForPast(run);
    },
    look: (taskId, mapIndex) => {
      const driver = units.get(taskId)?.driver(mapIndex);
      if (run.waitingForPast.has(taskId)) return { progress: null, lacks: 'depends_on_past' };
      return { progress: driver?.progress ?? null, lacks: driver?.lacks ?? null };
    },
    decide: async (taskId, mapIndex, decision) =>
      (await units.get(taskId)?.decide(mapIndex, decision)) ?? false,
    phaseOf: (taskId) => phaseOf(run, taskId),
    change: (taskIds, write) => changeTasks(run, taskIds, write),
    stop: (kind, reason, graceMs) => {
      stopAll(run, { kind, reason }, graceMs);
    },
  };
}

function isWaitingForPast({ waitingForPast, units }: Run): boolean {
  return waitingForPast.size > 0 && [...units.values()].every(({ isBusy }) => !isBusy);
}

function createRun(
  services: RunServices,
  plan: RunPlan,
  restored: RestoredRun | null,
  onWaitingForPast: () => void,
): Run {
  const ctx = services.contextFor({ kind: 'pipeline', name: plan.definition.name });
  const run: Run = {
    services,
    ctx,
    plan,
    graph: createRunGraph(toGraphTasks(services, plan)),
    units: new Map(),
    outputs: createOutputs(plan.definition.tasks),
    ends: new Map(),
    reasons: new Map(),
    needPast: new Set(plan.definition.tasks.filter((task) => task.dependsOnPast).map(({ id }) => id)),
    waitingForPast: new Map(),
    onWaitingForPast,
    latest: null,
    growing: createCoalescer(() => announceProgress(ctx, plan)),
    end: Promise.withResolvers<void>(),
    stopping: null,
    isFinished: false,
    settled: new Map(),
    changing: new Set(),
    held: 0,
    makeUnit: () => {
      throw new Error('a run has no units before it is made');
    },
    depth: 0,
  };
  addUnits(run, restored);
  return run;
}

function toGraphTasks(services: RunServices, { definition }: RunPlan): GraphTask[] {
  return definition.tasks.map((task) => toGraphTask(services, task));
}

function toGraphTask({ types }: RunServices, task: RunPlan['definition']['tasks'][number]): GraphTask {
  const { id, needs, triggerRule, map, isSetup, teardownOf, type } = task;
  const controlsFlow = types.get(type)?.controlsFlow;
  return { id, needs, triggerRule, isMapped: map !== null, controlsFlow, isSetup, teardownOf };
}

function addUnits(run: Run, restored: RestoredRun | null): void {
  const { services, plan, ctx, outputs } = run;
  const depths = measureDepths(plan.definition.tasks);
  const lookup = createLookup({
    ...plan,
    run: {
      id: plan.ref.pipelineRunId,
      pipeline: plan.definition.name,
      trigger: plan.triggerKind,
      queued_at: isoTime(plan.queuedAt),
    },
    outputs: outputs.byTask,
  });
  const events = {
    onExpanded: (taskId: string, count: number) => {
      apply(run, run.graph.expand(taskId, count));
    },
    onEnd: (taskId: string, instance: TaskInstance, result: TaskResult) => {
      takeEnd(run, taskId, instance, result);
    },
    onParked: () => {
      finishWhenOver(run);
    },
    onProgress: run.growing.touch,
    onBroken: (error: unknown) => {
      breakRun(run, error);
    },
  };
  const tasks = new Map(plan.definition.tasks.map((task) => [task.id, task]));
  run.makeUnit = (taskId, base) => {
    const task = tasks.get(taskId);
    if (task === undefined) throw new Error(`the run has no task ${taskId}`);
    const own = { task, depth: depths.get(taskId) ?? 1, children: run.graph.childrenOf(taskId) };
    const readUpstream = (): ReturnType<RunOutputs['upstreamOf']> => outputs.upstreamOf(taskId);
    return createTaskUnit({ services, ctx, plan, lookup, readUpstream, events, ...own }, base);
  };
  for (const task of plan.definition.tasks) {
    const base = restored?.bases.get(task.id) ?? {
      instance: { rowId: plan.taskRows.get(task.id) ?? -1, mapIndex: -1, item: null, label: null },
      lastTry: 0,
      triesBefore: 0,
      interruptions: 0,
    };
    run.units.set(task.id, run.makeUnit(task.id, base));
  }
}

function apply(run: Run, verdicts: readonly Verdict[]): void {
  run.depth++;
  for (const verdict of verdicts) if (run.stopping === null) followVerdict(run, verdict);
  run.depth--;
  if (run.depth > 0) return;
  stopWhenStuck(run);
  if (run.stopping === null && isWaitingForPast(run)) setImmediate(run.onWaitingForPast);
}

function followVerdict(run: Run, { taskId, verdict, because }: Verdict): void {
  // A change is being written: what follows is found anew once it is.
  if (run.held > 0) return;
  const unit = run.units.get(taskId);
  if (verdict !== 'run') {
    unit?.pass(verdict, passReasons[because ?? 'rule']);
    return;
  }
  if (!run.needPast.has(taskId)) {
    run.latest = unit ?? null;
    unit?.run();
    return;
  }
  const leave = waitForPast(run.services, run.plan, taskId, () => {
    run.waitingForPast.delete(taskId);
    unit?.run();
  });
  if (leave !== null) run.waitingForPast.set(taskId, leave);
}

const passReasons = {
  rule: 'What it needs did not end as its trigger rule wants it.',
  branch: 'The branch before it chose another way.',
  short_circuit: 'The short circuit before it ended this way.',
  setup: 'What sets up for it did not end well.',
};

/** A graph without cycles never comes to that; it is here so that a mistake does not hang a run. */
function stopWhenStuck(run: Run): void {
  if (run.stopping !== null || run.isFinished || run.waitingForPast.size > 0 || run.held > 0) return;
  if (run.ends.size >= run.units.size || run.latest?.isBusy === true) return;
  // The last in the order of the file are likely to be the last to end.
  run.latest = [...run.units.values()].findLast(({ isBusy }) => isBusy) ?? null;
  if (run.latest === null) stopAll(run, deadlock, 0);
}

function takeEnd(run: Run, taskId: string, { mapIndex }: TaskInstance, result: TaskResult): void {
  const { graph, outputs, ends, reasons, settled } = run;
  if (result.outputs !== undefined) outputs.add(taskId, mapIndex, result.outputs);
  if (result.end === 'failed' && !reasons.has(taskId)) reasons.set(taskId, result.reason ?? '');
  const { ends: before = [], flow = result.flow } = settled.get(taskId) ?? {};
  settled.set(taskId, { ends: [...before, result.end], flow });
  const verdicts = graph.settle(taskId, result.end, result.flow);
  const end = graph.endOf(taskId);
  if (end !== undefined) ends.set(taskId, run.stopping === null ? end : result.end);
  apply(run, verdicts);
  finishWhenOver(run);
}

function stopAll(run: Run, how: Stopping, graceMs: number): void {
  if (run.stopping !== null || run.isFinished) return;
  run.stopping = how;
  for (const leave of run.waitingForPast.values()) leave();
  run.waitingForPast.clear();
  for (const [taskId, unit] of run.units)
    if (!run.changing.has(taskId) && !run.ends.has(taskId)) unit.stop(how.kind, how.reason, graceMs);
  finishWhenOver(run);
}

async function changeTasks(
  run: Run,
  taskIds: readonly string[],
  write: () => Promise<readonly TaskChanged[]>,
): Promise<boolean> {
  if (run.isFinished || run.stopping !== null) return false;
  // Another change of the same task was first.
  if (taskIds.some((taskId) => run.changing.has(taskId))) return false;
  run.held++;
  for (const taskId of taskIds) run.changing.add(taskId);
  let changes: readonly TaskChanged[] = [];
  try {
    changes = await write();
    return true;
  } finally {
    run.held--;
    for (const taskId of taskIds) run.changing.delete(taskId);
    goOn(run, changes, taskIds);
  }
}

/** With what was changed, or as before where that could not be written. */
function goOn(run: Run, changes: readonly TaskChanged[], taskIds: readonly string[]): void {
  takeChanges(run, changes, run.makeUnit);
  run.graph = remakeGraph(run, toGraphTasks(run.services, run.plan));
  const { stopping } = run;
  if (stopping === null) apply(run, run.graph.start());
  else
    for (const taskId of taskIds)
      if (!run.ends.has(taskId)) run.units.get(taskId)?.stop(stopping.kind, stopping.reason, 0);
  finishWhenOver(run);
}

function breakRun(run: Run, error: unknown): void {
  const { ctx, plan, growing, end } = run;
  ctx.logger.error({ err: error, pipelineRunId: plan.ref.pipelineRunId }, 'a pipeline run cannot be written');
  growing.stop();
  end.reject(error);
  stopAll(run, { kind: 'stop', reason: 'interrupted: its state could not be written' }, 0);
}

/** Writes the end when all tasks are over; a run that the engine's stop left unfinished is left as it is. */
function finishWhenOver(run: Run): void {
  const { plan, units, ends, growing, end, ctx, graph, stopping } = run;
  if (run.isFinished || run.depth > 0 || run.held > 0) return;
  if (ends.size < units.size) {
    if (stopping?.kind !== 'stop' || [...units.values()].some(({ isBusy }) => isBusy)) return;
    run.isFinished = true;
    growing.stop();
    // Whoever waits sees it as it was left: what was written last is written by then.
    settleWrites(ctx).then(end.resolve, end.reject);
    return;
  }
  run.isFinished = true;
  growing.stop();
  writeEnd(ctx, plan, concludeRun(graph, run, stopping)).then(end.resolve, end.reject);
}

function settleWrites(ctx: EngineContext): Promise<void> {
  return ctx.write((tx) => {
    tx.unchanged();
  });
}

async function writeEnd(ctx: EngineContext, plan: RunPlan, change: RunChange): Promise<void> {
  if (change.to !== 'success') {
    await closeTrackingRuns(ctx, plan.ref.pipelineRunId, {
      status: change.to === 'canceled' ? 'KILLED' : 'FAILED',
      isInterrupted: false,
    });
  }
  await moveRun(ctx, plan.ref, change);
}

/** A fact for the screens alone; where nothing can be written any more it does not matter. */
function announceProgress(ctx: EngineContext, { ref: { pipeline, pipelineRunId } }: RunPlan): void {
  ctx
    .write((tx) => {
      tx.unchanged();
      tx.emit({ type: 'pipelineRun.progress', pipeline, pipelineRunId });
    })
    .catch(() => undefined);
}
